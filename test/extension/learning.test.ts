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
    await session.run("receiveMessages", ["orders", "Forget It"]);
    await session.run("showJournal");
    const day = "# What happened, the newest first\n\n## \\d{4}-\\d\\d-\\d\\d\n\n";
    const event = (text: string) => `- \\*\\*\\d\\d:\\d\\d:\\d\\d\\*\\* ${text}.*\n`;
    const all = [
      event("orders: message \\S+ handed out"),
      event("message \\S+ stored in orders"),
      event("queue orders-2 created"),
      event("queue orders created"),
    ];
    expect(await opened()).toMatch(new RegExp(`^${day}${all.join("\n")}`));
  });

  test("reads what happened to one resource, and to no other", async () => {
    await using session = await openSession();
    for (const name of ["orders", "orders-2"]) await session.run("createQueue", [name]);
    await session.run("showJournal", [], await session.node("Queues", "orders"));
    expect((await opened()).match(/^- .*$/gm)).toEqual([expect.stringContaining("queue orders created")]);
  });

  test("looks up a word", async () => {
    await using session = await openSession();
    await session.run("lookUp", ["Visibility timeout"]);
    expect(await opened()).toMatch(/^\*\*Visibility timeout\*\*: How long a received message is hidden/);
  });

  test("follows a hover's links to other words", async () => {
    await using _session = await openSession();
    const hover = await vi.waitFor(async () => {
      const document = { lineAt: () => ({ text: "FilterPolicy: {}" }) };
      const found = await editor.providers.get("hover").provideHover(document, { line: 0, character: 3 });
      expect(found).toBeDefined();
      return found;
    });
    const { value, isTrusted } = hover.contents;
    expect(isTrusted).toEqual({ enabledCommands: ["skyground.lookUp"] });
    expect(value).not.toMatch(/\]\((?!https:|command:skyground\.lookUp\?)/);
    const argument = /\[filter operators\]\(command:skyground\.lookUp\?([^)]+)\)/.exec(value)?.[1] ?? "";
    await editor.commands.get("skyground.lookUp")?.(JSON.parse(decodeURIComponent(argument)));
    expect(await opened()).toMatch(/^\*\*Filter operators\*\*/);
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
      expect(first).toMatchObject({ label: "Confirmation", icon: "error" });
      expect(first?.spoken).toBe("Confirmation to http://127.0.0.1:9/hook, failed");
    });
  });
});

describe("a terminal for AWS's tools", () => {
  test("speaks to the playground, with its key, and to nothing that was set before", async () => {
    await using session = await openSession({ apiKey: "secret-key" });
    await session.run("openTerminal");
    const [terminal] = editor.terminals;
    expect(terminal?.creationOptions.env).toMatchObject({
      AWS_ENDPOINT_URL: session.server.url,
      AWS_SECRET_ACCESS_KEY: "secret-key",
      AWS_PROFILE: null,
      AWS_SESSION_TOKEN: null,
    });
  });

  test("is opened once for a playground, and again after it was closed", async () => {
    await using session = await openSession();
    for (const _ of [1, 2]) await session.run("openTerminal");
    expect(editor.terminals).toHaveLength(1);
    for (const terminal of editor.terminals) terminal.exitStatus = { code: 0 };
    await session.run("openTerminal");
    expect(editor.terminals).toHaveLength(2);
  });

  test("runs the lines of an article, and leaves to the person what a shell would do more with", async () => {
    await using session = await openSession();
    const article = [
      "aws has s3 and sqs",
      "```sh",
      "$ aws s3 mb s3://uploads-bucket",
      "aws sqs create-queue \\",
      "  --queue-name orders",
      "aws s3 ls; rm -rf x",
      "aws s3 ls --profile work",
      "aws --region eu-west-1 sns list-topics --endpoint-url http://127.0.0.1:1",
    ].join("\n");
    const lenses = editor.providers.get("lenses").provideCodeLenses({ getText: () => article });
    expect(lenses.map(({ range }: { range: { values: number[] } }) => range.values[0])).toEqual([2, 3, 5, 7]);
    for (const { command } of lenses) await editor.commands.get(command.command)?.(...command.arguments);
    const at = `--endpoint-url ${session.server.url}`;
    expect(editor.terminals[0]?.typed).toEqual([
      `aws ${at} s3 mb s3://uploads-bucket\n`,
      `aws ${at} sqs create-queue --queue-name orders\n`,
      `aws ${at} s3 ls; rm -rf x`,
      "aws --region eu-west-1 sns list-topics --endpoint-url http://127.0.0.1:1\n",
    ]);
    await session.run("stop");
    expect(editor.providers.get("lenses").provideCodeLenses({ getText: () => article })).toEqual([]);
  });

  test("needs no key where none is asked for", () => {
    expect(awsEnvironment({ baseUrl: "http://127.0.0.1:1", apiKey: undefined }).AWS_SECRET_ACCESS_KEY).toBe("test");
  });
});
