import { describe, expect, test } from "vitest";
import type { ProblemBody } from "./support/client.ts";
import { sharedServer } from "./support/shared-server.ts";

const server = sharedServer({ adapters: "memory" });

async function queue(name: string, settings: Record<string, unknown> = {}): Promise<string> {
  return (await server.api.post<{ arn: string }>("/v1/queues", { name, ...settings })).body.arn;
}

describe("a FIFO topic over REST", () => {
  test("is created with its settings and shows them", async () => {
    const settings = { fifo: true, contentBasedDeduplication: true, throughputScope: "messageGroup" };
    const { status, body } = await server.api.post("/v1/topics", { name: "shown.fifo", ...settings });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: "shown.fifo", ...settings, tags: {} });
    const change = { contentBasedDeduplication: false, throughputScope: "topic" };
    expect((await server.api.patch("/v1/topics/shown.fifo", change)).body).toMatchObject(change);
  });

  test("takes a group and an id, answers with a number, and fills a FIFO queue in order", async () => {
    await server.api.post("/v1/topics", { name: "orders.fifo", fifo: true });
    const endpoint = await queue("orders.fifo", { fifo: true });
    const subscription = { protocol: "sqs", endpoint, rawDelivery: true };
    await server.api.post("/v1/topics/orders.fifo/subscriptions", subscription);
    const publish = (message: string, deduplicationId: string) => {
      const ids = { groupId: "account-7", deduplicationId };
      return server.api.post<{ messageId: string; sequenceNumber: string }>("/v1/topics/orders.fifo/messages", {
        message,
        ...ids,
      });
    };
    const first = await publish("opened", "1");
    expect(first.body.sequenceNumber).toMatch(/^1\d{19}$/);
    expect((await publish("opened again", "1")).body).toEqual(first.body);
    const entries = ["paid in", "closed"].map((message, index) => ({
      message,
      groupId: "account-7",
      deduplicationId: `b${index}`,
    }));
    const batch = await server.api.post<{ successful: { sequenceNumber: string }[] }>(
      "/v1/topics/orders.fifo/messages/batch",
      { entries },
    );
    expect(batch.body.successful.every(({ sequenceNumber }) => sequenceNumber > first.body.sequenceNumber)).toBe(true);
    const received: string[] = [];
    while (received.length < 3) {
      const { body } = await server.api.post<{ messages: { body: string; receiptHandle: string }[] }>(
        "/v1/queues/orders.fifo/messages/receive",
        { max: 10, waitSeconds: 10 },
      );
      for (const message of body.messages) {
        received.push(message.body);
        await server.api.delete(`/v1/queues/orders.fifo/messages/${message.receiptHandle}`);
      }
    }
    expect(received).toEqual(["opened", "paid in", "closed"]);
  });

  test("explains what is missing", async () => {
    await server.api.post("/v1/topics", { name: "strict.fifo", fifo: true });
    const answer = await server.api.post<ProblemBody>("/v1/topics/strict.fifo/messages", { message: "x" });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain("The MessageGroupId parameter is required for FIFO topics");
    expect(answer.body.docs).toBe(`${server.url}/v1/docs/fifo-topic`);
  });
});

describe("a topic over REST", () => {
  test("gets, changes and loses tags and a policy", async () => {
    await server.api.post("/v1/topics", { name: "settings", tags: { team: "red" } });
    const policy = {
      Version: "2012-10-17",
      Statement: [{ Sid: "s", Effect: "Allow", Principal: "*", Action: "SNS:Publish", Resource: "*" }],
    };
    const changed = await server.api.patch("/v1/topics/settings", { tags: { team: null, stage: "test" }, policy });
    expect(changed.body).toMatchObject({ tags: { stage: "test" }, policy });
    const back = await server.api.patch<Record<string, unknown>>("/v1/topics/settings", { policy: null });
    expect(back.body).not.toHaveProperty("policy");
  });

  test("gives permissions and takes them back", async () => {
    await server.api.post("/v1/topics", { name: "permitted" });
    const path = "/v1/topics/permitted/permissions";
    const permission = { label: "partner", accounts: ["111111111111"], actions: ["Publish"] };
    expect((await server.api.post(path, permission)).status).toBe(204);
    expect((await server.api.post<ProblemBody>(path, permission)).body.detail).toContain("Statement already exists");
    const sids = async () => {
      const { body } = await server.api.get<{ policy: { Statement: { Sid: string }[] } }>("/v1/topics/permitted");
      return body.policy.Statement.map(({ Sid }) => Sid);
    };
    expect(await sids()).toEqual(["__default_statement_ID", "partner"]);
    expect((await server.api.delete(`${path}/partner`)).status).toBe(204);
    expect((await server.api.delete(`${path}/partner`)).status).toBe(204);
    expect(await sids()).toEqual(["__default_statement_ID"]);
  });

  test("tells who would get a message and why not, and sends nothing", async () => {
    await server.api.post("/v1/topics", { name: "explained" });
    const path = "/v1/topics/explained";
    const subscribe = async (name: string, more: Record<string, unknown>) =>
      server.api.post(`${path}/subscriptions`, { protocol: "sqs", endpoint: await queue(name), ...more });
    await subscribe("wants", { filterPolicy: { kind: ["book"] } });
    await subscribe("wants-not", { filterPolicy: { kind: ["toy"] } });
    await subscribe("looks-inside", { filterPolicy: { price: [{ numeric: [">", 5] }] }, filterPolicyScope: "body" });
    const message = { message: '{"price":7}', attributes: { kind: { type: "String", value: "book" } } };
    const { body } = await server.api.post<{
      subscriptions: { endpoint: string; matches: boolean; reason?: string }[];
    }>(`${path}/messages/explain`, message);
    const verdicts = Object.fromEntries(
      body.subscriptions.map(({ endpoint, ...verdict }) => [endpoint.split(":").at(-1), verdict]),
    );
    expect(verdicts).toMatchObject({
      wants: { matches: true },
      "wants-not": {
        matches: false,
        reason: 'its filter policy wants the attribute "kind" to be "toy"; the message has "book"',
      },
      "looks-inside": { matches: true },
    });
    expect((await server.api.get<{ visible: number }>("/v1/queues/wants")).body.visible).toBe(0);
  });

  test("tests a filter policy that belongs to nobody yet", async () => {
    const policy = { filterPolicy: { name: [{ wildcard: "*.txt" }] } };
    const named = (value: string) => ({ message: "x", attributes: { name: { type: "String", value } } });
    const ask = (value: string) => server.api.post("/v1/filter-policies/test", { ...policy, ...named(value) });
    expect((await ask("a.txt")).body).toEqual({ matches: true });
    expect((await ask("a.png")).body).toMatchObject({ matches: false, reason: expect.stringContaining("*.txt") });
    const wrong = { filterPolicy: { name: [{ wildcard: "**" }] }, message: "x" };
    const refused = await server.api.post<ProblemBody>("/v1/filter-policies/test", wrong);
    expect(refused).toMatchObject({ status: 400, body: { code: "InvalidParameter" } });
  });

  test("keeps a subscription's dead-letter queue by name, and forgets it", async () => {
    await server.api.post("/v1/topics", { name: "careful" });
    const deadLetters = await queue("careful-dlq");
    const subscription = { protocol: "sqs", endpoint: await queue("careful"), deadLetterQueue: "careful-dlq" };
    const { body } = await server.api.post<{ id: string }>("/v1/topics/careful/subscriptions", subscription);
    expect(body).toMatchObject({ deadLetterQueueArn: deadLetters });
    const path = `/v1/topics/careful/subscriptions/${body.id}`;
    const changed = await server.api.patch<Record<string, unknown>>(path, { deadLetterQueue: null });
    expect(changed.body).not.toHaveProperty("deadLetterQueueArn");
  });
});

describe("text messages over REST", () => {
  test("go to a number and not to one that has opted out, by a topic either", async () => {
    const send = (phoneNumber: string) => server.api.post("/v1/text-messages", { phoneNumber, message: "hello" });
    expect((await send("+4915100000010")).status).toBe(202);
    const inbox = await server.api.get<{ deliveries: object[] }>(
      "/v1/playground/inbox?kind=sms&to=%2B4915100000010&waitSeconds=10",
    );
    expect(inbox.body.deliveries).toMatchObject([{ text: "hello", to: "+4915100000010" }]);

    const phoneNumber = "+4915100000011";
    expect((await server.api.post("/v1/text-messages/opt-outs", { phoneNumber })).status).toBe(204);
    expect((await send(phoneNumber)).status).toBe(400);
    await server.api.post("/v1/topics", { name: "texting" });
    await server.api.post("/v1/topics/texting/subscriptions", { protocol: "sms", endpoint: phoneNumber });
    const explained = await server.api.post("/v1/topics/texting/messages/explain", { message: "x" });
    expect(explained.body).toMatchObject({
      subscriptions: [{ matches: false, reason: "the number has opted out of text messages" }],
    });
    const path = "/v1/text-messages/opt-outs";
    expect((await server.api.get(path)).body).toEqual({ phoneNumbers: [phoneNumber] });
    expect((await server.api.delete(`${path}/${encodeURIComponent(phoneNumber)}`)).status).toBe(204);
    expect((await send(phoneNumber)).status).toBe(202);
  });
});

test.each([
  "fifo-topic",
  "topic-deduplication",
  "filter-policy",
  "filter-operators",
  "message-filtering",
  "explain-fan-out",
  "topic-policy",
  "text-messages",
  "mobile-push",
  "data-protection-policy",
])("explains %s", async (term) => {
  expect((await server.api.get(`/v1/docs/${term}`)).status).toBe(200);
});
