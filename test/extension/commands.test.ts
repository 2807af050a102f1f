import { describe, expect, test, vi } from "vitest";
import { checkUrl } from "../../extension/src/commands/connect.ts";
import { PATIENCE } from "../support/patience.ts";
import { openSession } from "./support/session.ts";
import { editor } from "./support/vscode.ts";

const isService = expect.objectContaining({ label: "web" });

describe("commands", () => {
  test("show what the playground says against a request as one sentence", async () => {
    await using session = await openSession();
    await session.run("createBucket", ["uploads-bucket"]);
    const bucket = await session.node("Buckets", "uploads-bucket");
    await session.run("uploadFile", ["notes.txt"], bucket);
    await session.run("deleteBucket", ["Delete"], bucket);
    expect(editor.shown.at(-1)).toMatch(/not empty/);
  });

  test("do nothing when the person goes away", async () => {
    await using session = await openSession();
    for (const name of ["createQueue", "createTopic", "createBucket", "runTasks", "advanceClock", "reset", "connect"]) {
      await session.run(name);
    }
    expect(editor.shown.filter((text) => !text.startsWith("Reset"))).toEqual([]);
    expect(await session.nodes("Queues")).toEqual([]);
  });

  test("receive a message for the person to delete", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    await session.run("sendMessage", ["orders", "one espresso"]);
    await session.run("receiveMessages", ["orders", "Delete It"]);
    expect(editor.shown.at(-1)).toBe("Received from orders: one espresso");
    expect((await session.node("Queues", "orders")).description).toBe("empty");
  });

  test("say why nothing is received", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    await session.run("receiveMessages", ["orders"]);
    expect(editor.shown.at(-1)).toBe("No message is visible in orders. It is empty.");
    await session.run("sendMessage", ["orders", "one espresso"]);
    await session.run("receiveMessages", ["orders", "Forget It"]);
    await session.run("receiveMessages", ["orders"]);
    expect(editor.shown.at(-1)).toBe(
      "No message is visible in orders. 1 in flight: advance the clock, and it comes back.",
    );
  });

  test("refuse a name while it is typed", async () => {
    await using session = await openSession();
    for (const command of ["createQueue", "createTopic"]) {
      for (const name of ["two words", "a.b", ".fifo", "x".repeat(257), ""]) await session.run(command, [name]);
      expect(editor.shown.splice(0)).toEqual(Array(5).fill(expect.stringMatching(/^1 to \d+ letters, digits/)));
      await session.run(command, ["in-order.fifo", "By content"]);
    }
    expect((await session.nodes("Queues")).map(({ label }) => label)).toEqual(["in-order.fifo"]);
    expect((await session.nodes("Topics")).map(({ label }) => label)).toEqual(["in-order.fifo"]);
  });

  test("give a queue a dead-letter queue, another one, and none", async () => {
    await using session = await openSession();
    const policy = async () => {
      const { body } = await session.server.api.get("/v1/queues/orders.fifo");
      return (body as { readonly redrivePolicy?: unknown }).redrivePolicy;
    };
    for (const name of ["orders.fifo", "spare.fifo"]) await session.run("createQueue", [name, "By content"]);
    await session.run("createQueue", ["plain"]);
    await session.run("setDeadLetterQueue", ["orders.fifo", "Create orders-dlq.fifo", "5"]);
    expect(await policy()).toMatchObject({ deadLetterQueue: "orders-dlq.fifo", maxReceiveCount: 5 });
    await session.run("setDeadLetterQueue", ["orders.fifo", "plain", "5"]);
    expect(editor.shown, "what is not FIFO is not offered, so nothing refuses it").toEqual([]);
    await session.run("setDeadLetterQueue", ["orders.fifo", "spare.fifo", "1"]);
    expect(await policy()).toMatchObject({ deadLetterQueue: "spare.fifo", maxReceiveCount: 1 });
    await session.run("setDeadLetterQueue", ["orders.fifo", "None"]);
    expect(await policy()).toBeUndefined();
  });

  test("redrive only from dead-letter queues", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    await session.run("redriveQueue", ["orders"]);
    expect(editor.shown.at(-1)).toMatch(/^No queue has a dead-letter queue yet\./);
  });

  test("upload several files by their own names, and download one", async () => {
    await using session = await openSession();
    await session.run("createBucket", ["uploads-bucket"]);
    editor.file = "/home/ada/a.txt";
    editor.files = ["/home/ada/b.txt"];
    await session.run("uploadFile", [], await session.node("Buckets", "uploads-bucket"));
    expect((await session.nodes("Buckets", "uploads-bucket")).map(({ label }) => label)).toEqual(["a.txt", "b.txt"]);
    await session.run("downloadObject", ["uploads-bucket", "b.txt"]);
    expect(new TextDecoder().decode(editor.written.get("/Download b.txt"))).toBe("bytes of a file");
  });

  test("bring a forgotten message back by the clock, which the status bar shows", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    await session.run("sendMessage", ["orders", "one espresso"]);
    await session.run("receiveMessages", ["orders", "Forget It"]);
    await session.run("advanceClock", ["30 seconds"]);
    expect((await session.node("Queues", "orders")).description).toBe("1 visible");
    await vi.waitFor(() => expect(editor.statusBar.text).toContain("(+30 s)"), PATIENCE);
  });

  test("open an object as a file; saving it keeps its type and metadata", async () => {
    await using session = await openSession();
    await session.run("createBucket", ["uploads-bucket"]);
    await session.run("uploadFile", ["a//b.txt"], await session.node("Buckets", "uploads-bucket"));
    await session.run("openObject", ["uploads-bucket", "a//b.txt"]);
    const files = editor.providers.get("skyground-object");
    expect(await files.stat(editor.opened[0])).toMatchObject({ size: 15 });
    expect(new TextDecoder().decode(await files.readFile(editor.opened[0]))).toBe("bytes of a file");
    const url = `${session.server.url}/v1/buckets/uploads-bucket/objects/${encodeURIComponent("a//b.txt")}`;
    const headers = { "content-type": "text/x-note", "x-meta-colour": "blue" };
    await fetch(url, { method: "PUT", headers, body: "before" });
    await files.writeFile(editor.opened[0], new TextEncoder().encode("after"));
    const saved = await fetch(url);
    expect(await saved.text()).toBe("after");
    expect(Object.fromEntries(saved.headers)).toMatchObject(headers);
  });

  test("show a peek and a task's log as texts", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    await session.run("sendMessage", ["orders", "one espresso"]);
    await session.run("peekMessages", ["orders"]);
    const texts = editor.providers.get("skyground");
    expect(await texts.provideTextDocumentContent(editor.opened[0])).toMatch(
      /\*\*visible\*\*.*never received[\s\S]*one espresso/,
    );
    await session.run("runTasks", ["skyground/web", "0.25 vCPU, 512 MiB", "1"]);
    const [task] = await session.nodes("Fargate");
    await session.run("showTaskLogs", [], task);
    expect(await texts.provideTextDocumentContent(editor.opened[1])).toMatch(/^(Nothing has been logged yet\.|\d{4}-)/);
  });

  test("purge a queue only after a yes", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    await session.run("sendMessage", ["orders", "one espresso"]);
    await session.run("purgeQueue", ["orders"]);
    expect((await session.node("Queues", "orders")).description).toBe("1 visible");
    await session.run("purgeQueue", ["orders", "Purge"]);
    expect((await session.node("Queues", "orders")).description).toBe("empty");
  });

  test("send dead letters back to where they came from", async () => {
    await using session = await openSession();
    await session.server.api.post("/v1/queues", { name: "dead" });
    const redrivePolicy = { deadLetterQueue: "dead", maxReceiveCount: 1 };
    await session.server.api.post("/v1/queues", { name: "orders", visibilityTimeoutSeconds: 0, redrivePolicy });
    await session.run("sendMessage", ["orders", "poison"]);
    for (const _ of [1, 2]) await session.run("receiveMessages", ["orders", "Forget It"]);
    expect((await session.node("Queues", "dead")).description).toBe("1 visible");
    await session.run("redriveQueue", [], await session.node("Queues", "dead"));
    await vi.waitFor(
      async () => expect((await session.node("Queues", "orders")).description).toBe("1 visible"),
      PATIENCE,
    );
  });

  test("confirm a subscription with what its mail says, and end it", async () => {
    await using session = await openSession();
    await session.run("createTopic", ["news"]);
    await session.run("subscribe", ["news", "An e-mail address", "ada@example.com"]);
    await vi.waitFor(async () => expect(await session.nodes("Inbox")).toHaveLength(1), PATIENCE);
    await session.run("confirmSubscription", [], await session.node("Topics", "news", "ada@example.com"));
    const confirmed = await session.node("Topics", "news", "ada@example.com");
    expect(confirmed.resource.kind).toBe("subscription");
    await session.run("unsubscribe", ["Unsubscribe"], confirmed);
    expect(await session.nodes("Topics", "news")).toEqual([]);
  });

  test("run three copies of a web app, then one, then none", async () => {
    await using session = await openSession();
    await session.run("createService", ["web", "skyground/web", "0.25 vCPU, 512 MiB", "3"]);
    const running = async () => (await session.node("Fargate", "web")).description;
    await vi.waitFor(async () => expect(await running()).toBe("3 of 3 running"), PATIENCE);
    await session.run("setDesiredCount", ["web", "1"]);
    await vi.waitFor(async () => expect(await running()).toBe("1 of 1 running"), PATIENCE);
    await session.run("deleteService", ["web", "Delete"]);
    await vi.waitFor(async () => expect(await session.nodes("Fargate")).not.toContainEqual(isService), PATIENCE);
  });

  test("restore an archived object, for a while", async () => {
    await using session = await openSession();
    await session.run("createBucket", ["uploads-bucket"]);
    const put = (key: string, headers: Record<string, string>) =>
      fetch(`${session.server.url}/v1/buckets/uploads-bucket/objects/${key}`, { method: "PUT", body: "ice", headers });
    await put("plain.txt", {});
    await session.run("restoreObject", ["uploads-bucket"]);
    expect(editor.shown.at(-1)).toBe("No object in the bucket uploads-bucket is archived.");
    await put("cold.txt", { "x-storage-class": "GLACIER" });
    const cold = () => session.node("Buckets", "uploads-bucket", "cold.txt");
    await vi.waitFor(async () => expect((await cold()).description).toBe("3 bytes · archived"), PATIENCE);
    await session.run("restoreObject", ["uploads-bucket", "cold.txt", "2", "Expedited"]);
    expect((await cold()).description).toBe("3 bytes · being restored");
    await session.run("advanceClock", ["5 minutes"]);
    const { description, facts, context } = await cold();
    expect([description, context]).toEqual(["3 bytes · restored", "object.archived"]);
    expect(facts?.map(([name]) => name)).toContain("Restored until");
  });

  test("reset only after a yes", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    await session.run("reset");
    expect(await session.nodes("Queues")).toHaveLength(1);
    await session.run("reset", ["Reset"]);
    expect(await session.nodes("Queues")).toHaveLength(0);
  });

  test("keep the key of a playground with a key where secrets are kept", async () => {
    await using session = await openSession({ apiKey: "secret-key" });
    expect(session.secrets.get(session.server.url)).toBe("secret-key");
    expect(await session.nodes()).toHaveLength(5);
  });

  test("send a key only where nobody listens on the way", () => {
    for (const url of [
      "https://playground.example.com",
      "http://127.0.0.1:4566",
      "http://localhost:1",
      "http://[::1]:1",
    ]) {
      expect(checkUrl(url)).toBeUndefined();
    }
    for (const url of ["http://playground.example.com", "http://127.0.0.1.example.com", "file:///etc", "playground"]) {
      expect(checkUrl(url)).toMatch(/https:\/\//);
    }
  });

  test("explain themselves in a hover", async () => {
    await using _session = await openSession();
    const line = "aws sqs receive-message";
    const document = { lineAt: () => ({ text: line }) };
    await vi.waitFor(async () => {
      const hover = await editor.providers.get("hover").provideHover(document, { line: 0, character: 12 });
      expect(hover?.contents.value).toMatch(/^\*\*ReceiveMessage\*\*: Hands out up to ten messages/);
    }, PATIENCE);
  });
});
