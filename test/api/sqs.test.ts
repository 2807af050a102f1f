import { expect, test } from "vitest";
import type { ProblemBody } from "./support/client.ts";
import { sharedServer } from "./support/shared-server.ts";

interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly shards: number;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

interface Received {
  readonly messages: readonly {
    messageId: string;
    body: string;
    receiptHandle: string;
    receiveCount: number;
    shard: number;
    attributes?: unknown;
  }[];
}

const server = sharedServer({ adapters: "lmdb" });

let count = 0;
/** A queue of its own for each test. */
async function newQueue(settings: Record<string, unknown> = {}) {
  count += 1;
  const name = `queue-${count}`;
  const { status, body } = await server.api.post<Queue>("/v1/queues", { name, ...settings });
  expect(status).toBe(201);
  const path = `/v1/queues/${name}`;
  return {
    ...body,
    path,
    send: (message: string, more: Record<string, unknown> = {}) =>
      server.api.post<{ messageId: string; md5OfBody: string }>(`${path}/messages`, { body: message, ...more }),
    receive: async (options: Record<string, unknown> = {}) =>
      (await server.api.post<Received>(`${path}/messages/receive`, { max: 10, ...options })).body.messages,
    read: async () => (await server.api.get<Queue>(path)).body,
  };
}

const advance = (advanceSeconds: number) => server.api.post("/v1/playground/clock", { advanceSeconds });

test("a queue is created, shown, listed, changed and deleted", async () => {
  const { name, path, arn, url, shards } = await newQueue({ visibilityTimeoutSeconds: 5 });
  expect([arn, url, shards]).toEqual([
    `arn:aws:sqs:us-east-1:000000000000:${name}`,
    `${server.url}/000000000000/${name}`,
    4,
  ]);
  const { body: list } = await server.api.get<{ queues: Queue[] }>("/v1/queues");
  expect(list.queues.map((queue) => queue.name)).toContain(name);
  const { body: changed } = await server.api.patch(path, { delaySeconds: 7 });
  expect(changed).toMatchObject({ visibilityTimeoutSeconds: 5, delaySeconds: 7 });
  expect((await server.api.delete(path)).status).toBe(204);
  const { status, body } = await server.api.get<ProblemBody>(path);
  expect([status, body.code, body.docs]).toEqual([404, "QueueDoesNotExist", `${server.url}/v1/docs/queue`]);
});

test("a message forgotten by its receiver comes again; a deleted one does not", async () => {
  const { send, receive, path, read } = await newQueue({ visibilityTimeoutSeconds: 5 });
  const sent = await send("hi", { attributes: { kind: { type: "String", value: "a" } } });
  expect(sent.status).toBe(201);
  const [first] = await receive();
  expect(first).toMatchObject({
    body: "hi",
    receiveCount: 1,
    messageId: sent.body.messageId,
    attributes: { kind: { type: "String", value: "a" } },
  });
  expect(await read()).toMatchObject({ visible: 0, inFlight: 1, delayed: 0 });
  await advance(5);
  const [second] = await receive();
  expect(second).toMatchObject({ receiveCount: 2, messageId: sent.body.messageId });
  expect((await server.api.delete(`${path}/messages/${second?.receiptHandle}`)).status).toBe(204);
  await advance(5);
  expect(await receive()).toEqual([]);
});

test("a long poll is answered by a send from another client", async () => {
  const { send, receive } = await newQueue();
  const waiting = receive({ waitSeconds: 20 });
  await send("at last");
  expect(await waiting).toMatchObject([{ body: "at last" }]);
});

test("a peek shows what a receive would change", async () => {
  const { send, path } = await newQueue();
  await send("seen");
  await send("hidden", { delaySeconds: 60 });
  const { body } = await server.api.get<{ messages: { body: string; state: string }[] }>(`${path}/messages`);
  expect(body.messages.map((message) => [message.body, message.state])).toEqual([
    ["seen", "visible"],
    ["hidden", "delayed"],
  ]);
});

test("a batch of sends and a batch of deletions", async () => {
  const { path, receive, read } = await newQueue();
  const entries = [{ body: "one" }, { id: "second", body: "two" }, { id: "bad", body: "" }];
  const { body: sent } = await server.api.post<{
    successful: { id: string }[];
    failed: { id: string; code: string }[];
  }>(`${path}/messages/batch`, { entries });
  expect(sent.successful.map(({ id }) => id)).toEqual(["0", "second"]);
  expect(sent.failed).toMatchObject([{ id: "bad", code: "MissingParameter" }]);
  const receiptHandles = (await receive()).map(({ receiptHandle }) => receiptHandle);
  const { body: deleted } = await server.api.post(`${path}/messages/delete`, { receiptHandles });
  expect(deleted).toEqual({ deleted: receiptHandles, failed: [] });
  expect(await read()).toMatchObject({ visible: 0, inFlight: 0 });
});

test("a dead-letter queue takes what nobody deletes, and a redrive sends it back", async () => {
  const dead = await newQueue();
  const source = await newQueue({
    visibilityTimeoutSeconds: 0,
    redrivePolicy: { deadLetterQueue: dead.name, maxReceiveCount: 2 },
  });
  await source.send("poison");
  for (let receive = 0; receive < 3; receive += 1) await source.receive();
  expect(await dead.read()).toMatchObject({ visible: 1 });
  const { status } = await server.api.post(`${dead.path}/redrive`);
  expect(status).toBe(202);
  expect(await source.receive({ waitSeconds: 20 })).toMatchObject([{ body: "poison", receiveCount: 1 }]);
});

test("a message of 1 MiB goes in and comes out; one byte more is refused", async () => {
  const { send, receive } = await newQueue();
  const body = "x".repeat(1_048_576);
  expect((await send(body)).status).toBe(201);
  expect((await receive())[0]?.body === body).toBe(true);
  expect(await send(`${body}x`)).toMatchObject({ status: 400, body: { code: "InvalidParameterValue" } });
});

test("one trace holds what a request did", async () => {
  const { path } = await newQueue();
  const { headers } = await server.api.post(`${path}/messages`, { body: "traced" });
  const trace = headers.get("x-amzn-trace-id")?.replace("Root=", "");
  const { body } = await server.api.get<{ events: { type: string; text: string }[] }>(
    `/v1/playground/events?trace=${trace}`,
  );
  expect(body.events).toMatchObject([{ type: "message.sent", text: expect.stringMatching(/in shard [0-3] of 4/) }]);
});
