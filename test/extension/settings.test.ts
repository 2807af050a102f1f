import { describe, expect, test } from "vitest";
import { openSession, type Session } from "./support/session.ts";
import { editor } from "./support/vscode.ts";

type Settings = Record<string, unknown>;

/** The document that was opened last: what it says, and saving another text over it. */
function settingsDocument() {
  const files = editor.providers.get("skyground-settings");
  const uri = editor.opened.at(-1);
  return {
    read: async (): Promise<Settings> => JSON.parse(new TextDecoder().decode(await files.readFile(uri))),
    save: (text: string): Promise<void> => files.writeFile(uri, new TextEncoder().encode(text)),
    async change(change: (settings: Settings) => Settings): Promise<void> {
      await this.save(JSON.stringify(change(await this.read())));
    },
  };
}

async function bucketSettings(session: Session, label: string) {
  await session.run("createBucket", ["uploads-bucket"]);
  await session.run("editBucketSettings", ["uploads-bucket", label]);
  return settingsDocument();
}

describe("settings as documents", () => {
  test("of a queue: what is changed is set, what is left out is taken away", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["dead"]);
    await session.run("createQueue", ["orders"]);
    await session.run("editQueueSettings", ["orders"]);
    const document = settingsDocument();
    await document.change((settings) => ({
      ...settings,
      visibilityTimeoutSeconds: 5,
      tags: { team: "blue" },
      redrivePolicy: { deadLetterQueue: "dead", maxReceiveCount: 3 },
    }));
    expect(await document.read()).toMatchObject({
      visibilityTimeoutSeconds: 5,
      tags: { team: "blue" },
      redrivePolicy: { deadLetterQueue: "dead", maxReceiveCount: 3 },
    });
    await document.change(({ redrivePolicy: _gone, tags: _too, ...settings }) => settings);
    const settings = await document.read();
    expect(settings).toMatchObject({ visibilityTimeoutSeconds: 5, tags: {} });
    expect(settings).not.toHaveProperty("redrivePolicy");
  });

  test("of a bucket: an example first, then what is stored, and nothing again", async () => {
    await using session = await openSession();
    const document = await bucketSettings(session, "Bucket policy");
    expect(await document.read()).toMatchObject({ Version: "2012-10-17" });
    await document.change((settings) => ({ ...settings, Id: "mine" }));
    expect(await document.read()).toMatchObject({ Id: "mine" });
    await document.save("");
    expect(await document.read()).not.toHaveProperty("Id");
  });

  test.each([
    ["CORS rules", { rules: [{ allowedOrigins: ["https://example.com"], allowedMethods: ["GET"] }] }],
    ["Lifecycle rules", { rules: [{ id: "old", enabled: true, prefix: "old/", expireAfterDays: 1 }] }],
    ["Tags", { team: "blue" }],
    [
      "Public access block",
      { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: false, restrictPublicBuckets: false },
    ],
  ])("of a bucket: %s", async (label, settings) => {
    await using session = await openSession();
    const document = await bucketSettings(session, label);
    await document.save(JSON.stringify(settings));
    expect(await document.read()).toEqual(settings);
  });

  test("of a bucket: replication to another, both with versions", async () => {
    await using session = await openSession();
    const document = await bucketSettings(session, "Replication");
    expect(await document.read()).toMatchObject({ rules: [{ destination: "copies" }] });
    await session.run("createBucket", ["copies"]);
    const save = () => document.save(JSON.stringify({ rules: [{ destination: "copies" }] }));
    await expect(save()).rejects.toThrow("Versioning must be 'Enabled'");
    for (const bucket of ["uploads-bucket", "copies"]) {
      await session.server.api.put(`/v1/buckets/${bucket}/versioning`, { status: "enabled" });
    }
    await save();
    const rule = { enabled: true, destination: "copies", deleteMarkers: false };
    expect(await document.read()).toMatchObject({ rules: [rule] });
    await document.save("");
    expect(await document.read()).toMatchObject({ rules: [{ prefix: "photos/" }] });
  });

  test("of a bucket: notifications to a queue", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    const document = await bucketSettings(session, "Notifications");
    await document.save(JSON.stringify({ queues: [{ queue: "orders", events: ["s3:ObjectCreated:*"] }] }));
    expect(await document.read()).toMatchObject({ queues: [{ queue: expect.stringContaining("orders") }], topics: [] });
  });

  test("of a topic and of a subscription", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders"]);
    await session.run("createTopic", ["news"]);
    await session.run("subscribe", ["news", "A queue", "orders"]);
    await session.run("editTopicSettings", ["news"]);
    await settingsDocument().change((settings) => ({ ...settings, displayName: "News" }));
    expect(await settingsDocument().read()).toMatchObject({ displayName: "News" });

    await session.run("editFilterPolicy", [], await session.node("Topics", "news", "orders"));
    const document = settingsDocument();
    expect(await document.read()).toEqual({ filterPolicyScope: "attributes", filterPolicy: {} });
    const filter = { filterPolicyScope: "body", filterPolicy: { kind: [{ prefix: "a" }] } };
    await document.save(JSON.stringify(filter));
    expect(await document.read()).toEqual(filter);
    await document.save("{}");
    expect(await document.read()).toMatchObject({ filterPolicy: {} });
  });

  test("say why they can't be saved, and change nothing", async () => {
    await using session = await openSession();
    const document = await bucketSettings(session, "Lifecycle rules");
    await expect(document.save("{ rules")).rejects.toThrow(/^This is not JSON: /);
    await expect(document.save("[]")).rejects.toThrow(/JSON object/);
    await expect(document.save(JSON.stringify({ rules: [{ expireAfterDays: -1 }] }))).rejects.toThrow(
      /expireAfterDays/,
    );
  });
});

describe("commands of depth", () => {
  test("a FIFO queue asks for a message's group, and gives one message of it at a time", async () => {
    await using session = await openSession();
    await session.run("createQueue", ["orders.fifo", "By content"]);
    for (const body of ["one", "two"]) await session.run("sendMessage", ["orders.fifo", body, "ada"]);
    await session.run("receiveMessages", ["orders.fifo", "Forget It"]);
    expect(editor.shown.at(-1)).toBe("Received from orders.fifo: one");
    await session.run("receiveMessages", ["orders.fifo"]);
    expect(editor.shown.at(-1)).toMatch(/^No message is visible/);
  });

  test("a FIFO topic asks for the group and the deduplication id", async () => {
    await using session = await openSession();
    await session.run("createTopic", ["news.fifo", "By an id"]);
    await session.run("publish", ["news.fifo", "hello", "ada", "id-1"]);
    expect(editor.shown).toEqual([]);
    await session.run("publish", ["news.fifo", "hello", "ada", ""]);
    expect(editor.shown).toEqual(["This can't be empty."]);
  });

  test("an object's earlier version opens, to read", async () => {
    await using session = await openSession();
    await session.run("createBucket", ["uploads-bucket"]);
    await session.run("setVersioning", ["uploads-bucket", "Enable"]);
    const put = (body: string) =>
      fetch(`${session.server.url}/v1/buckets/uploads-bucket/objects/a.txt`, { method: "PUT", body });
    await put("first");
    await put("second");
    await session.run("openVersion", ["uploads-bucket", "a.txt", "1 before the newest"]);
    const files = editor.providers.get("skyground-object");
    const uri = editor.opened.at(-1);
    expect(new TextDecoder().decode(await files.readFile(uri))).toBe("first");
    await expect(files.writeFile(uri, new Uint8Array())).rejects.toThrow(/read-only/);
  });
});
