import { expect, test } from "vitest";
import type { ProblemBody } from "./support/client.ts";
import { sharedServer } from "./support/shared-server.ts";

interface Sent {
  readonly messageId: string;
  readonly sequenceNumber: string;
}

interface Message {
  readonly body: string;
  readonly receiptHandle: string;
  readonly groupId: string;
  readonly sequenceNumber: string;
  readonly deduplicationId: string;
}

interface Peeked {
  readonly messages: readonly unknown[];
  readonly nextToken?: string;
}

const server = sharedServer({ adapters: "lmdb" });

function queueAt(name: string) {
  const path = `/v1/queues/${name}`;
  return {
    path,
    create: (settings: Record<string, unknown> = {}) => server.api.post("/v1/queues", { name, ...settings }),
    send: (body: string, groupId: string, more: Record<string, unknown> = {}) =>
      server.api.post<Sent>(`${path}/messages`, { body, groupId, ...more }),
    receive: async (options: Record<string, unknown> = {}) =>
      (await server.api.post<{ messages: Message[] }>(`${path}/messages/receive`, { max: 10, ...options })).body
        .messages,
    read: async () => (await server.api.get<Record<string, unknown>>(path)).body,
  };
}

test("a FIFO queue says what it is, and keeps the order of each group", async () => {
  const { create, send, receive, read, path } = queueAt("orders.fifo");
  const { status, body } = await create({ fifo: true, contentBasedDeduplication: true });
  expect([status, body]).toMatchObject([
    201,
    {
      fifo: true,
      shards: 1,
      contentBasedDeduplication: true,
      deduplicationScope: "queue",
      throughputLimit: "perQueue",
    },
  ]);
  const first = await send("1", "a");
  const again = await send("1", "a");
  expect(again.body).toMatchObject({ messageId: first.body.messageId, sequenceNumber: first.body.sequenceNumber });
  await send("2", "a");
  await send("3", "b", { deduplicationId: "d" });
  const [one, ...others] = await receive({ max: 1, attemptId: "r" });
  expect([one, others]).toMatchObject([{ body: "1", groupId: "a", sequenceNumber: first.body.sequenceNumber }, []]);
  expect(await receive({ max: 1, attemptId: "r" })).toMatchObject([{ receiptHandle: one?.receiptHandle }]);
  expect(await receive()).toMatchObject([{ body: "3", groupId: "b", deduplicationId: "d" }]);
  expect(await receive()).toEqual([]);
  expect(await read()).toMatchObject({ visible: 1, inFlight: 2, delayed: 0 });
  const { body: peeked } = await server.api.get<Peeked>(`${path}/messages?limit=2`);
  expect(peeked.messages).toMatchObject([
    { body: "1", state: "inFlight", groupId: "a" },
    { body: "2", state: "visible", groupId: "a", blockedBy: first.body.messageId },
  ]);
  const { body: rest } = await server.api.get<Peeked>(`${path}/messages?limit=2&nextToken=${peeked.nextToken}`);
  expect([rest.messages, rest.nextToken]).toMatchObject([[{ body: "3", state: "inFlight" }], undefined]);
  expect((await server.api.delete(`${path}/messages/${one?.receiptHandle}`)).status).toBe(204);
  expect(await receive()).toMatchObject([{ body: "2" }]);
});

test("names and groups are AWS's", async () => {
  expect((await queueAt("plain").create({ fifo: true })).body).toMatchObject({ code: "InvalidParameterValue" });
  expect((await queueAt("by-name.fifo").create()).body).toMatchObject({ fifo: true });
  const refused = await server.api.post<ProblemBody>("/v1/queues/by-name.fifo/messages", { body: "x" });
  expect(refused).toMatchObject({ status: 400, body: { code: "MissingParameter" } });
});

test("a fair queue's message has a group", async () => {
  const { create, send, receive } = queueAt("fair");
  await create();
  await send("x", "tenant-1");
  expect(await receive()).toMatchObject([{ body: "x", groupId: "tenant-1" }]);
});

test("tags and policies are set, shown and taken away", async () => {
  const { create, path, read } = queueAt("shared");
  const Statement = [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }];
  const policy = { Version: "2012-10-17", Statement };
  const allow = { permission: "byQueue", sources: ["orders"] };
  await create({ tags: { team: "a", old: "b" }, policy, redriveAllowPolicy: allow, kmsKeyId: "alias/mine" });
  expect(await read()).toMatchObject({
    tags: { team: "a", old: "b" },
    policy,
    redriveAllowPolicy: { permission: "byQueue", sources: ["arn:aws:sqs:us-east-1:000000000000:orders"] },
    kmsKeyId: "alias/mine",
    sqsManagedEncryption: false,
  });
  const change = { tags: { team: "c", old: null }, policy: null, redriveAllowPolicy: null };
  const { body: changed } = await server.api.patch<Record<string, unknown>>(path, change);
  expect(changed.tags).toEqual({ team: "c" });
  expect([changed.policy, changed.redriveAllowPolicy]).toEqual([undefined, undefined]);
  const permission = { label: "them", accounts: ["111111111111"], actions: ["SendMessage"] };
  expect((await server.api.post(`${path}/permissions`, permission)).status).toBe(204);
  expect(await read()).toMatchObject({ policy: { Statement: [{ Sid: "them", Action: "SQS:SendMessage" }] } });
  expect((await server.api.delete(`${path}/permissions/them`)).status).toBe(204);
  expect((await server.api.delete(`${path}/permissions/them`)).status).toBe(400);
});

test("a redrive goes at its pace, is shown, and can be cancelled", async () => {
  const dead = queueAt("dead");
  await dead.create();
  await queueAt("source").create({ redrivePolicy: { deadLetterQueue: "dead", maxReceiveCount: 1 } });
  await queueAt("elsewhere").create();
  expect((await server.api.get(`${dead.path}/sources`)).body).toEqual({ sources: ["source"] });
  const entries = Array.from({ length: 10 }, (_, index) => ({ body: `${index}` }));
  for (let batch = 0; batch < 6; batch += 1) await server.api.post(`${dead.path}/messages/batch`, { entries });
  expect((await server.api.delete(`${dead.path}/redrive`)).status).toBe(404);
  const started = await server.api.post(`${dead.path}/redrive`, { destination: "elsewhere", messagesPerSecond: 1 });
  expect(started.status).toBe(202);
  expect((await server.api.post(`${dead.path}/redrive`)).body).toMatchObject({ code: "InvalidParameterValue" });
  await server.api.post("/v1/playground/clock", { advanceSeconds: 1 });
  const list = async () => (await server.api.get<{ redrives: { moved: number }[] }>(`${dead.path}/redrive`)).body;
  expect(await list()).toMatchObject({ redrives: [{ status: "RUNNING", toMove: 60, messagesPerSecond: 1 }] });
  const cancelled = await server.api.delete<{ moved: number }>(`${dead.path}/redrive`);
  expect(cancelled.status).toBe(202);
  await server.api.post("/v1/playground/clock", { advanceSeconds: 2 });
  expect(await list()).toMatchObject({ redrives: [{ status: "CANCELLED", moved: cancelled.body.moved }] });
  expect(cancelled.body.moved).toBeGreaterThan(0);
  expect(cancelled.body.moved).toBeLessThan(60);
});
