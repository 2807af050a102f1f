import { describe, expect, test, vi } from "vitest";
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
    expect((await texts(session, "Topics", "news")).sort()).toEqual([
      "ada@example.com: email, waits for confirmation",
      "orders: sqs",
    ]);
    await vi.waitFor(async () => expect(await session.nodes("Inbox")).toHaveLength(1));
  });

  test("shows the newest deliveries first, and what became of them", async () => {
    await using session = await openSession();
    await session.run("createTopic", ["news"]);
    await session.run("subscribe", ["news", "A phone number", "+14155550100"]);
    for (const text of ["first", "second"]) {
      await session.run("publish", ["news", text]);
      await session.run("advanceClock", ["30 seconds"]);
      await vi.waitFor(async () => expect((await texts(session, "Inbox"))[0]).toBe(`${text}: +14155550100`));
    }
    await session.run("openDelivery", [], (await session.nodes("Inbox"))[1]);
    const shown = await editor.providers.get("skyground").provideTextDocumentContent(editor.opened.at(-1));
    expect(shown).toMatch(/first[\s\S]*a text message that would have left AWS/);
  });

  test("looks again at what an event touches, and at nothing else", async () => {
    await using session = await openSession();
    const touched: (string | undefined)[] = [];
    // Connecting makes it look at everything once.
    await vi.waitFor(() => new Promise((resolve) => session.tree.onDidChangeTreeData(resolve)));
    session.tree.onDidChangeTreeData((node) => touched.push(node?.label));
    await session.server.api.post("/v1/queues", { name: "orders" });
    await vi.waitFor(() => expect(touched).toContain("Queues"));
    expect(touched).not.toContain("Buckets");
  });

  test("explains a node in its tooltip", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    const node = await session.node("Queues", "orders");
    await vi.waitFor(async () => {
      const { tooltip } = await session.tree.resolveTreeItem(session.tree.getTreeItem(node), node);
      expect(tooltip).toMatchObject({ value: expect.stringMatching(/Visible: 0[\s\S]*A place where messages wait/) });
    });
  });
});
