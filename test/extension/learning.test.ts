import { describe, expect, test, vi } from "vitest";
import { awsEnvironment } from "../../extension/src/commands/open-terminal.ts";
import { openSession } from "./support/session.ts";
import { editor } from "./support/vscode.ts";

/** What the last text that was opened says. */
const opened = () => editor.providers.get("skyground").provideTextDocumentContent(editor.opened.at(-1));

describe("who asks", () => {
  test("reads what happened, the newest first", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    await session.run("createQueue", ["orders-2"]);
    await session.run("sendMessage", ["orders", "one espresso"]);
    await session.run("showJournal");
    expect(await opened()).toMatch(
      /^\S+Z {2}sqs orders: message \S+ stored.*\n\n\S+Z {2}sqs orders-2: queue orders-2 created.*\n\n\S+Z {2}sqs orders: queue/,
    );
  });

  test("reads what happened to one resource, and to no other", async () => {
    await using session = await openSession();
    for (const name of ["orders", "orders-2"]) await session.run("createQueue", [name]);
    await session.run("showJournal", [], await session.node("Queues", "orders"));
    expect(await opened()).toMatch(/^\S+Z {2}sqs orders: queue orders created[^\n]*\n$/);
  });

  test("looks up a word", async () => {
    await using session = await openSession();
    await session.run("lookUp", ["Visibility timeout"]);
    expect(await opened()).toMatch(/^\*\*Visibility timeout\*\*: How long a received message is hidden/);
  });

  test("is told what a refusal is about, where the help has a page on it", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    const gone = await session.node("Queues", "orders");
    await session.run("deleteQueue", ["Delete"], gone);
    await session.run("sendMessage", ["one espresso", "Explain"], gone);
    expect(editor.shown.at(-1)).toMatch(/queue does not exist/);
    expect(await opened()).toMatch(/^\*\*Queue\*\*/);
  });

  test("has the log at hand when the playground is gone", async () => {
    await using session = await openSession();
    await session.server.close();
    await session.run("createQueue", ["orders", "Show Log"]);
    expect(editor.shown.slice(-2)).toEqual([expect.stringMatching(/^Nothing answers at/), "log"]);
  });

  test("reads of a POST what it was about", async () => {
    await using session = await openSession();
    await session.run("createTopic", ["news"]);
    await session.run("subscribe", ["news", "A web address", "http://127.0.0.1:9/hook"]);
    await vi.waitFor(async () => {
      const [first] = await session.nodes("Inbox");
      expect(first).toMatchObject({ label: "Confirm the subscription", icon: "error" });
      expect(first?.spoken).toBe("Confirm the subscription to http://127.0.0.1:9/hook, failed");
    });
  });
});

describe("a terminal for AWS's tools", () => {
  test("speaks to the playground, with its key, and to nothing that was set before", async () => {
    await using session = await openSession({ apiKey: "secret-key" });
    await session.run("openTerminal");
    const [terminal] = editor.terminals;
    expect(terminal?.env).toMatchObject({
      AWS_ENDPOINT_URL: session.server.url,
      AWS_SECRET_ACCESS_KEY: "secret-key",
      AWS_PROFILE: null,
      AWS_SESSION_TOKEN: null,
    });
  });

  test("needs no key where none is asked for", () => {
    expect(awsEnvironment({ baseUrl: "http://127.0.0.1:1", apiKey: undefined }).AWS_SECRET_ACCESS_KEY).toBe("test");
  });
});
