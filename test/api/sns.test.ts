import { expect, test } from "vitest";
import { sharedServer } from "./support/shared-server.ts";

interface Topic {
  readonly name: string;
  readonly arn: string;
  readonly subscriptionsConfirmed: number;
  readonly subscriptionsPending: number;
}

interface Subscription {
  readonly id: string;
  readonly arn: string;
  readonly status: string;
  readonly endpoint: string;
}

interface Letter {
  readonly to: string;
  readonly from: string;
  readonly subject?: string;
  readonly text: string;
  readonly link?: string;
}

const server = sharedServer({ adapters: "memory" });

let count = 0;
/** A topic of its own for each test. */
async function newTopic(settings: Record<string, unknown> = {}) {
  count += 1;
  const name = `topic-${count}`;
  const path = `/v1/topics/${name}`;
  const { status, body } = await server.api.post<Topic>("/v1/topics", { name, ...settings });
  expect(status).toBe(201);
  return {
    ...body,
    path,
    read: async () => (await server.api.get<Topic>(path)).body,
    subscribe: (protocol: string, endpoint: string, more: Record<string, unknown> = {}) =>
      server.api.post<Subscription>(`${path}/subscriptions`, { protocol, endpoint, ...more }),
    publish: (message: string, more: Record<string, unknown> = {}) =>
      server.api.post<{ messageId: string }>(`${path}/messages`, { message, ...more }),
  };
}

async function newQueue() {
  count += 1;
  const name = `queue-${count}`;
  const { body } = await server.api.post<{ arn: string }>("/v1/queues", { name });
  return {
    arn: body.arn,
    receive: async () => {
      const path = `/v1/queues/${name}/messages/receive`;
      const answer = await server.api.post<{ messages: { body: string; attributes?: unknown }[] }>(path, {
        max: 10,
        waitSeconds: 20,
      });
      return answer.body.messages;
    },
  };
}

/** Waits for the letters to an address, as many as are expected. */
async function lettersTo(to: string, expected: number): Promise<readonly Letter[]> {
  const letters: Letter[] = [];
  let nextToken = "";
  while (letters.length < expected) {
    const query = `to=${encodeURIComponent(to)}&waitSeconds=20${nextToken && `&nextToken=${nextToken}`}`;
    const { body } = await server.api.get<{ deliveries: Letter[]; nextToken: string }>(`/v1/playground/inbox?${query}`);
    letters.push(...body.deliveries);
    nextToken = body.nextToken;
  }
  return letters;
}

const advance = (advanceSeconds: number) => server.api.post("/v1/playground/clock", { advanceSeconds });
const inServer = (link = "") => link.replace(server.url, "");

test("a topic is created, shown, listed, changed and deleted", async () => {
  const { name, path, arn } = await newTopic({ displayName: "News" });
  expect(arn).toBe(`arn:aws:sns:us-east-1:000000000000:${name}`);
  const { body: list } = await server.api.get<{ topics: Topic[] }>("/v1/topics?region=*");
  expect(list.topics.map((topic) => topic.name)).toContain(name);
  const { body: changed } = await server.api.patch(path, { displayName: "Latest" });
  expect(changed).toMatchObject({ name, displayName: "Latest", subscriptionsConfirmed: 0, subscriptionsPending: 0 });
  expect((await server.api.delete(path)).status).toBe(204);
  expect((await server.api.delete(path)).status).toBe(204);
  expect((await server.api.get(path)).status).toBe(404);
});

test("a message published to a topic reaches the queues that subscribed, raw or in an envelope", async () => {
  const topic = await newTopic();
  const [raw, wrapped] = [await newQueue(), await newQueue()];
  const first = await topic.subscribe("sqs", raw.arn, { rawDelivery: true });
  expect([first.status, first.body.status]).toEqual([201, "confirmed"]);
  await topic.subscribe("sqs", wrapped.arn);
  const attributes = { store: { type: "String", value: "books" } };
  const { status, body } = await topic.publish("hello", { subject: "s", attributes });
  expect(status).toBe(202);
  expect(await raw.receive()).toMatchObject([{ body: "hello", attributes }]);
  const [message] = await wrapped.receive();
  expect(JSON.parse(message?.body ?? "")).toMatchObject({
    Type: "Notification",
    MessageId: body.messageId,
    TopicArn: topic.arn,
    Subject: "s",
    Message: "hello",
    MessageAttributes: { store: { Type: "String", Value: "books" } },
  });
  expect(await topic.read()).toMatchObject({ subscriptionsConfirmed: 2 });
});

test("a queue beside the topic may be named, and is shown by its ARN", async () => {
  const [topic, queue] = [await newTopic(), await newQueue()];
  const { status, body } = await topic.subscribe("sqs", queue.arn.split(":").at(-1) ?? "");
  expect([status, body.endpoint]).toEqual([201, queue.arn]);
  await topic.publish("hello");
  expect(await queue.receive()).toHaveLength(1);
});

test("a filter policy keeps messages away, and the journal tells why", async () => {
  const topic = await newTopic();
  const [books, toys] = [await newQueue(), await newQueue()];
  await topic.subscribe("sqs", books.arn, { rawDelivery: true, filterPolicy: { store: ["books"] } });
  const { body: toySubscription } = await topic.subscribe("sqs", toys.arn, { filterPolicy: { store: ["toys"] } });
  const { headers } = await topic.publish("hello", { attributes: { store: { type: "String", value: "books" } } });
  expect(await books.receive()).toMatchObject([{ body: "hello" }]);
  const trace = headers.get("x-amzn-trace-id")?.replace("Root=", "");
  const path = `/v1/playground/events?trace=${trace}&resource=${toySubscription.arn}&waitSeconds=20`;
  const { body } = await server.api.get<{ events: { type: string; text: string }[] }>(path);
  expect(body.events).toMatchObject([
    { type: "message.filtered", text: expect.stringContaining('to be "toys"; the message has "books"') },
  ]);
});

test("a subscription's filter policy and raw delivery are changed together, and the policy is taken away", async () => {
  const topic = await newTopic();
  const queue = await newQueue();
  const { body } = await topic.subscribe("sqs", queue.arn, { filterPolicy: { store: ["toys"] } });
  const path = `${topic.path}/subscriptions/${body.id}`;
  const changed = await server.api.patch(path, { rawDelivery: true, filterPolicy: null });
  expect(changed.body).not.toHaveProperty("filterPolicy");
  expect(changed.body).toMatchObject({ id: body.id, rawDelivery: true });
  await topic.publish("hello");
  expect(await queue.receive()).toMatchObject([{ body: "hello" }]);
  expect((await server.api.delete(path)).status).toBe(204);
  expect((await server.api.get(path)).status).toBe(404);
});

test("an e-mail address is confirmed by the link in the inbox, gets messages, and leaves by their link", async () => {
  const topic = await newTopic();
  const { body } = await topic.subscribe("email", "ada@example.com");
  expect(body).toMatchObject({ status: "pending", endpoint: "ada@example.com" });
  const [letter] = await lettersTo("ada@example.com", 1);
  const followed = await server.api.get(inServer(letter?.link));
  expect([followed.status, followed.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
  expect(followed.text).toContain("Subscription confirmed");
  expect(await topic.read()).toMatchObject({ subscriptionsConfirmed: 1, subscriptionsPending: 0 });
  await topic.publish("hello", { subject: "greetings" });
  const letters = await lettersTo("ada@example.com", 2);
  const mail = letters.find(({ subject }) => subject === "greetings");
  expect(mail?.text).toMatch(/^hello\n/);
  const leave = /http\S+\/unsubscribe\S+/.exec(mail?.text ?? "")?.[0];
  expect((await server.api.get(inServer(leave))).text).toContain("Unsubscribed");
  expect(await topic.read()).toMatchObject({ subscriptionsConfirmed: 0 });
});

test("an e-mail address is confirmed by POST, too, with the token alone", async () => {
  const topic = await newTopic();
  const { body } = await topic.subscribe("email", "grace@example.com");
  const [letter] = await lettersTo("grace@example.com", 1);
  const token = new URL(letter?.link ?? "").searchParams.get("token");
  const path = `${topic.path}/subscriptions/${body.id}/confirm`;
  expect((await server.api.post(path, { token: "wrong" })).body).toMatchObject({
    code: "InvalidParameter",
    detail: "Invalid parameter: Token",
  });
  expect((await server.api.post(path, { token })).body).toMatchObject({ id: body.id, status: "confirmed" });
});

test("a link leads to its own region", async () => {
  await server.api.post("/v1/topics?region=eu-west-1", { name: "europe" });
  const subscription = { protocol: "email", endpoint: "eu@example.com" };
  await server.api.post("/v1/topics/europe/subscriptions?region=eu-west-1", subscription);
  const [letter] = await lettersTo("eu@example.com", 1);
  expect((await server.api.get(inServer(letter?.link))).status).toBe(200);
});

test("a phone number gets text messages without confirming anything", async () => {
  const topic = await newTopic({ displayName: "Shop" });
  const { body } = await topic.subscribe("sms", "+4915112345678");
  expect(body.status).toBe("confirmed");
  await topic.publish("hello");
  expect(await lettersTo("+4915112345678", 1)).toMatchObject([{ text: "Shop> hello" }]);
});

test("a queue that was deleted stops nobody else, and the journal says that its message was given up", async () => {
  const topic = await newTopic();
  const queue = await newQueue();
  const { body } = await topic.subscribe("sqs", "arn:aws:sqs:us-east-1:000000000000:nowhere");
  await topic.subscribe("sqs", queue.arn, { rawDelivery: true });
  const { headers } = await topic.publish("hello");
  expect(await queue.receive()).toMatchObject([{ body: "hello" }]);
  const trace = headers.get("x-amzn-trace-id")?.replace("Root=", "");
  const path = `/v1/playground/events?trace=${trace}&resource=${body.arn}&waitSeconds=20`;
  const events = (await server.api.get<{ events: { type: string }[] }>(path)).body.events;
  expect(events).toMatchObject([{ type: "delivery.abandoned", text: expect.stringContaining("does not exist") }]);
});

test("a batch is published in one call", async () => {
  const topic = await newTopic();
  const queue = await newQueue();
  await topic.subscribe("sqs", queue.arn, { rawDelivery: true });
  const entries = [{ message: "first" }, { id: "second", message: "" }];
  const { status, body } = await server.api.post(`${topic.path}/messages/batch`, { entries });
  expect(status).toBe(202);
  expect(body).toMatchObject({
    successful: [{ id: "0", messageId: expect.any(String) }],
    failed: [{ id: "second", code: "InvalidParameter" }],
  });
  expect(await queue.receive()).toMatchObject([{ body: "first" }]);
});

test("the same Idempotency-Key publishes and subscribes once", async () => {
  const topic = await newTopic();
  const queue = await newQueue();
  const twice = async (path: string, body: unknown) => {
    const send = () => server.api.post<{ id?: string; messageId?: string }>(path, body, { "idempotency-key": path });
    return [(await send()).body, (await send()).body] as const;
  };
  const subscription = { protocol: "sqs", endpoint: queue.arn, rawDelivery: true };
  const [one, same] = await twice(`${topic.path}/subscriptions`, subscription);
  expect(same).toEqual(one);
  const [first, second] = await twice(`${topic.path}/messages`, { message: "hello" });
  expect(second).toEqual(first);
  expect(await queue.receive()).toHaveLength(1);
});

test("topics and subscriptions are listed page by page", async () => {
  const topic = await newTopic();
  for (const endpoint of ["+491", "+492", "+493"]) await topic.subscribe("sms", endpoint);
  const endpoints: string[] = [];
  let path = `${topic.path}/subscriptions?limit=2`;
  for (;;) {
    const { body } = await server.api.get<{ subscriptions: Subscription[]; nextToken?: string }>(path);
    endpoints.push(...body.subscriptions.map(({ endpoint }) => endpoint));
    if (!body.nextToken) break;
    path = `${topic.path}/subscriptions?limit=2&nextToken=${body.nextToken}`;
  }
  expect(endpoints.sort()).toEqual(["+491", "+492", "+493"]);
});

test("a subscription that nobody confirms is gone after two days", async () => {
  const topic = await newTopic();
  const { body } = await topic.subscribe("email", "late@example.com");
  await advance(2 * 24 * 3600);
  expect((await server.api.get(`${topic.path}/subscriptions/${body.id}`)).status).toBe(404);
});
