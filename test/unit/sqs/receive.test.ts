import { expect, test } from "vitest";
import { createQueueWorld } from "./queue.ts";

test("messages are spread over four shards, and a short poll finds each of them", async () => {
  const { send, receive } = await createQueueWorld();
  for (let index = 0; index < 40; index += 1) await send(`message ${index}`);
  const found = [];
  for (let round = 0; round < 4; round += 1) found.push(...(await receive()));
  expect(new Set(found.map(({ Body }) => Body)).size).toBe(40);
  expect(new Set(found.map(({ Shard }) => Shard))).toEqual(new Set([0, 1, 2, 3]));
});

test("order is only rough: a receive does not follow the order of sending", async () => {
  const { send, receive } = await createQueueWorld();
  for (let index = 0; index < 10; index += 1) await send(String(index));
  const order = (await receive()).map(({ Body }) => Body);
  expect(order).toHaveLength(10);
  expect(order).not.toEqual([...order].sort());
});

test("a long poll wakes at once on a send", async () => {
  const { send, receive } = await createQueueWorld();
  const waiting = receive({ WaitTimeSeconds: 20 });
  await send("here it is");
  expect(await waiting).toHaveLength(1);
});

test("a long poll wakes when a hidden message becomes visible by a clock advance", async () => {
  const { send, receive, advance } = await createQueueWorld({ VisibilityTimeout: "10" });
  await send("hello");
  await receive();
  const waiting = receive({ WaitTimeSeconds: 20 });
  await advance(10);
  expect(await waiting).toHaveLength(1);
});

test("a long poll wakes by itself when a hidden message becomes visible", async () => {
  const { send, receive, clock, engine } = await createQueueWorld({ VisibilityTimeout: "10" });
  await send("hello");
  await receive();
  const waiting = receive({ WaitTimeSeconds: 20 });
  await engine.idle();
  clock.advance(10_000);
  expect(await waiting).toHaveLength(1);
});

test("a long poll that finds nothing ends after its time with an empty answer", async () => {
  const { receive, advance } = await createQueueWorld({ ReceiveMessageWaitTimeSeconds: "20" });
  const waiting = receive();
  await advance(20);
  expect(await waiting).toEqual([]);
});

test("a long poll ends when its client goes away, and hides nothing", async () => {
  const { call, caller: _, send, receive, QueueUrl } = await createQueueWorld();
  const { receiveMessage } = await import("../../../shared/services/sqs/operations/receive-message.ts");
  const client = new AbortController();
  const waiting = call(receiveMessage, { QueueUrl, WaitTimeSeconds: 20 }, {}, { signal: client.signal });
  client.abort();
  await expect(waiting).rejects.toMatchObject({ code: "RequestAborted" });
  await send("for somebody else");
  expect(await receive()).toHaveLength(1);
});

test("at most ten messages at a time, at least one", async () => {
  const { receive } = await createQueueWorld();
  await expect(receive({ MaxNumberOfMessages: 11 })).rejects.toThrow(
    "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
  );
  await expect(receive({ MaxNumberOfMessages: 0 })).rejects.toMatchObject({ code: "InvalidParameterValue" });
  await expect(receive({ WaitTimeSeconds: 21 })).rejects.toMatchObject({ code: "InvalidParameterValue" });
});

test("a body too large for a row comes back whole, and its bytes go with it", async () => {
  const { send, receive, remove, engine } = await createQueueWorld();
  const body = "ä".repeat(400_000);
  await send(body);
  const [message] = await receive();
  expect(message?.Body).toBe(body);
  await remove(message?.ReceiptHandle);
  await engine.idle();
  const left = await engine.ports.blobs.list({ storedBefore: Number.MAX_SAFE_INTEGER, limit: 10 });
  expect(left).toEqual([]);
});

test.each([
  [
    { WaitTimeSeconds: 21 },
    "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.",
  ],
  [
    { MaxNumberOfMessages: 0 },
    "Value 0 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
  ],
])("a receive with %j is refused in AWS's words", async (input, message) => {
  const { receive } = await createQueueWorld();
  await expect(receive(input)).rejects.toMatchObject({ code: "InvalidParameterValue", message });
});
