import { describe, expect, test, vi } from "vitest";
import { PATIENCE } from "../support/patience.ts";
import { openSession, type Session } from "./support/session.ts";
import { editor } from "./support/vscode.ts";

async function texts(session: Session, ...labels: readonly string[]): Promise<string[]> {
  return (await session.nodes(...labels)).map(({ label, description = "" }) => `${label}: ${description}`);
}

describe("the tree", () => {
  test("is empty until a playground is connected, and after it is left", async () => {
    await using session = await openSession();
    expect((await session.nodes()).map(({ label }) => label)).toEqual([
      "Queues",
      "Topics",
      "Buckets",
      "Fargate",
      "Inbox",
    ]);
    expect(editor.contexts.get("skyground.connected")).toBe(true);
    await session.run("stop");
    expect(await session.nodes()).toEqual([]);
    expect(editor.contexts.get("skyground.connected")).toBe(false);
  });

  test("says in an empty branch what makes the first one, and takes the node along that it is about", async () => {
    await using session = await openSession();
    const hints = async (...labels: string[]) => {
      const node = labels.length === 0 ? undefined : await session.node(...labels);
      return (await session.tree.getChildren(node)).filter(({ resource }) => resource.kind === "hint");
    };
    for (const [branch, command] of [
      ["Queues", "createQueue"],
      ["Topics", "createTopic"],
      ["Buckets", "createBucket"],
      ["Fargate", "createService"],
      ["Inbox", undefined],
    ] as const) {
      const [first] = await hints(branch);
      expect(first?.command, branch).toBe(command);
    }
    await session.run("createTopic", ["news"]);
    expect(await hints("Topics")).toEqual([]);
    const [subscribe] = await hints("Topics", "news");
    if (!subscribe) throw new Error("a topic without subscribers has a hint");
    const { command } = session.tree.getTreeItem(subscribe);
    expect(command).toMatchObject({ command: "skyground.subscribe" });
    await session.run("subscribe", ["A phone number", "+14155550100"], command?.arguments?.[0]);
    expect(await texts(session, "Topics", "news")).toEqual(["+14155550100: sms"]);
  });

  test("shows a service's tasks below it, and others beside it", async () => {
    await using session = await openSession();
    await session.run("createService", ["web", "skyground/web", "0.25 vCPU, 512 MiB", "2"]);
    await session.run("runTasks", ["skyground/web", "0.25 vCPU, 512 MiB", "1"]);
    await vi.waitFor(async () => expect(await session.nodes("Fargate", "web")).toHaveLength(2), PATIENCE);
    const [service, alone, ...others] = await session.nodes("Fargate");
    expect([service?.resource.kind, alone?.resource.kind, others]).toEqual(["service", "task", []]);
    await vi.waitFor(async () => {
      const [task] = await session.nodes("Fargate", "web");
      expect(task?.description).toMatch(/^RUNNING :\d+$/);
      expect(task?.spoken).toMatch(/^web [0-9a-f]{8}, RUNNING, http:/);
    }, PATIENCE);
  });

  test("shows the tasks of every cluster", async () => {
    await using session = await openSession();
    await session.server.api.post("/v1/clusters", { name: "blue" });
    const task = { image: "skyground/web", cpu: 256, memory: 512, cluster: "blue" };
    await session.server.api.post("/v1/tasks", task);
    await session.run("runTasks", ["skyground/web", "0.25 vCPU, 512 MiB", "1"]);
    const clusters = (await session.nodes("Fargate")).map(
      ({ resource }) => "task" in resource && resource.task.cluster,
    );
    expect(clusters.sort()).toEqual(["blue", "default"]);
  });

  test("offers a redrive where dead letters are", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    await session.run("setDeadLetterQueue", ["orders", "Create orders-dlq", "3"]);
    const contexts = (await session.nodes("Queues")).map((node) => session.tree.getTreeItem(node).contextValue);
    expect(contexts).toEqual(["queue", "queue.deadLetters"]);
    expect((await session.node("Queues", "orders-dlq")).facts).toContainEqual(["Dead letters of", "orders"]);
  });

  test("counts a queue's messages by what has become of them", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    expect(await texts(session, "Queues")).toEqual(["orders: empty"]);
    for (const body of ["one", "two"]) await session.run("sendMessage", ["orders", body]);
    await session.run("receiveMessages", ["orders"]);
    expect(await texts(session, "Queues")).toEqual(["orders: 1 visible, 1 in flight"]);
  });

  test("identifies what it shows by ARN", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    const item = session.tree.getTreeItem(await session.node("Queues", "orders"));
    expect(item).toMatchObject({ id: "arn:aws:sqs:us-east-1:000000000000:orders", contextValue: "queue" });
  });

  test("shows slashes in keys as folders", async () => {
    await using session = await openSession();
    await session.run("createBucket", ["uploads-bucket"]);
    const bucket = await session.node("Buckets", "uploads-bucket");
    for (const key of ["photos/cat.jpg", "photos/2026/dog.jpg", "notes.txt"])
      await session.run("uploadFile", [key], bucket);
    expect(await texts(session, "Buckets", "uploads-bucket")).toEqual(["photos/: ", "notes.txt: 15 bytes"]);
    expect(await texts(session, "Buckets", "uploads-bucket", "photos/")).toEqual(["2026/: ", "cat.jpg: 15 bytes"]);
  });

  test("shows a topic's subscribers, and in the inbox what was sent to them", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    await session.run("createTopic", ["news"]);
    await session.run("subscribe", ["news", "A queue", "orders"]);
    await session.run("subscribe", ["news", "An e-mail address", "ada@example.com"]);
    expect(await texts(session, "Topics", "news")).toEqual(["ada@example.com: email, pending", "orders: sqs"]);
    await vi.waitFor(async () => expect(await session.nodes("Inbox")).toHaveLength(1), PATIENCE);
  });

  test("shows the newest deliveries first, and what became of them", async () => {
    await using session = await openSession();
    await session.run("createTopic", ["news"]);
    await session.run("subscribe", ["news", "A phone number", "+14155550100"]);
    for (const text of ["first", "second"]) {
      await session.run("publish", ["news", text]);
      await session.run("advanceClock", ["30 seconds"]);
      await vi.waitFor(async () => expect((await texts(session, "Inbox"))[0]).toBe(`${text}: +14155550100`), PATIENCE);
    }
    await session.run("openDelivery", [], (await session.nodes("Inbox"))[1]);
    const shown = await editor.providers.get("skyground").provideTextDocumentContent(editor.opened.at(-1));
    expect(shown).toMatch(/first[\s\S]*a text message that would have left AWS/);
  });

  test("looks again at what an event touches, and at nothing else", async () => {
    await using session = await openSession();
    const touched: (string | undefined)[] = [];
    // Connecting makes it look at everything once.
    await vi.waitFor(() => new Promise((resolve) => session.tree.onDidChangeTreeData(resolve)), PATIENCE);
    session.tree.onDidChangeTreeData((node) => touched.push(node?.label));
    await session.server.api.post("/v1/queues", { name: "orders" });
    await vi.waitFor(() => expect(touched).toContain("Queues"), PATIENCE);
    expect(touched).not.toContain("Buckets");
  });

  test("explains a node in its tooltip", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    const node = await session.node("Queues", "orders");
    await vi.waitFor(async () => {
      const { tooltip } = await session.tree.resolveTreeItem(session.tree.getTreeItem(node), node);
      expect(tooltip).toMatchObject({ value: expect.stringMatching(/Visible: 0[\s\S]*A place where messages wait/) });
    }, PATIENCE);
  });
});
