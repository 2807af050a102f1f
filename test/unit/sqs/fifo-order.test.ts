import { expect, test } from "vitest";
import { changeMessageVisibility } from "../../../shared/services/sqs/operations/change-message-visibility.ts";
import { deleteMessageBatch } from "../../../shared/services/sqs/operations/delete-message-batch.ts";
import { sendMessageBatch } from "../../../shared/services/sqs/operations/send-message-batch.ts";
import { createFifoWorld } from "./queue.ts";

const bodies = (messages: readonly { Body?: string | undefined }[]) => messages.map(({ Body }) => Body);

async function worldWith(...sent: readonly (readonly [group: string, body: string])[]) {
  const world = await createFifoWorld();
  for (const [MessageGroupId, body] of sent) await world.send(body, { MessageGroupId });
  return world;
}

test("a group comes out in the order in which it went in, several messages at a time", async () => {
  const { receive } = await worldWith(["a", "1"], ["a", "2"], ["b", "3"], ["a", "4"]);
  const received = await receive();
  expect(bodies(received).filter((body) => body !== "3")).toEqual(["1", "2", "4"]);
  expect(bodies(received)).toHaveLength(4);
  const numbers = received.map(({ Attributes = {} }) => Attributes.SequenceNumber ?? "");
  expect(numbers.every((number) => /^\d{20}$/.test(number))).toBe(true);
});

test("a group with a message in flight gives nothing more until it is deleted", async () => {
  const { receive, remove } = await worldWith(["a", "1"], ["a", "2"], ["b", "3"]);
  const [first] = await receive({ MaxNumberOfMessages: 1 });
  expect(first?.Body).toBe("1");
  expect(bodies(await receive())).toEqual(["3"]);
  expect(await receive()).toEqual([]);
  await remove(first?.ReceiptHandle);
  expect(bodies(await receive())).toEqual(["2"]);
});

test("a group with a message in flight goes on from it when its timeout has passed", async () => {
  const { receive, advance } = await worldWith(["a", "1"], ["a", "2"]);
  await receive({ MaxNumberOfMessages: 1 });
  await advance(29);
  expect(await receive()).toEqual([]);
  await advance(1);
  const again = await receive();
  expect(bodies(again)).toEqual(["1", "2"]);
  expect(again[0]?.Attributes?.ApproximateReceiveCount).toBe("2");
});

test("what is visible again comes, though later messages of the group are in flight", async () => {
  const { receive, call, QueueUrl } = await worldWith(["a", "1"], ["a", "2"], ["a", "3"]);
  const [first, second, third] = await receive();
  const show = (handle: string | undefined) =>
    call(changeMessageVisibility, { QueueUrl, ReceiptHandle: handle, VisibilityTimeout: 0 });
  await show(third?.ReceiptHandle);
  expect(await receive()).toEqual([]);
  await show(first?.ReceiptHandle);
  expect(bodies(await receive())).toEqual(["1"]);
  await show(second?.ReceiptHandle);
  expect(await receive()).toEqual([]);
});

test("a group longer than its window comes out in order to its end", async () => {
  const { receive, call, QueueUrl, send, counts } = await createFifoWorld();
  const sent = Array.from({ length: 37 }, (_, index) => String(index));
  for (const body of sent) await send(body, { MessageGroupId: "a" });
  const received: (string | undefined)[] = [];
  for (;;) {
    const batch = await receive({ MaxNumberOfMessages: 7 });
    if (batch.length === 0) break;
    received.push(...bodies(batch));
    const Entries = batch.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    const { Successful = [] } = await call(deleteMessageBatch, { QueueUrl, Entries });
    expect(Successful).toHaveLength(batch.length);
  }
  expect(received).toEqual(sent);
  expect(await counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

test("sequence numbers grow in a group that was emptied in the same instant", async () => {
  const { send, receive, remove } = await createFifoWorld();
  const first = await send("1", { MessageGroupId: "a" });
  for (const { ReceiptHandle } of await receive()) await remove(ReceiptHandle);
  const second = await send("2", { MessageGroupId: "a" });
  expect((second.SequenceNumber ?? "") > (first.SequenceNumber ?? "")).toBe(true);
});

test("a batch keeps its order, with a number each", async () => {
  const { call, QueueUrl, receive } = await createFifoWorld();
  const Entries = Array.from({ length: 10 }, (_, index) => ({
    Id: `e${index}`,
    MessageBody: String(index),
    MessageGroupId: index % 2 ? "odd" : "even",
  }));
  const { Successful = [], Failed } = await call(sendMessageBatch, { QueueUrl, Entries });
  expect(Failed).toEqual([]);
  expect(Successful.map(({ Id }) => Id)).toEqual(Entries.map(({ Id }) => Id));
  expect(Successful.every(({ SequenceNumber = "" }) => SequenceNumber.length === 20)).toBe(true);
  const received = bodies(await receive());
  expect(received.filter((body) => Number(body) % 2)).toEqual(["1", "3", "5", "7", "9"]);
  expect(received.filter((body) => Number(body) % 2 === 0)).toEqual(["0", "2", "4", "6", "8"]);
});

test("counts what is visible, in flight and delayed", async () => {
  const { send, receive, counts, advance } = await createFifoWorld({ DelaySeconds: "5" });
  for (const body of ["1", "2", "3"]) await send(body, { MessageGroupId: body === "3" ? "b" : "a" });
  expect(await counts()).toEqual({ visible: 0, inFlight: 0, delayed: 3 });
  expect(await receive()).toEqual([]);
  await advance(5);
  await receive({ MaxNumberOfMessages: 1 });
  expect(await counts()).toEqual({ visible: 2, inFlight: 1, delayed: 0 });
  await advance(30);
  expect(await counts()).toEqual({ visible: 3, inFlight: 0, delayed: 0 });
});

test("a long poll ends when the message before is deleted", async () => {
  const { receive, remove, engine } = await worldWith(["a", "1"], ["a", "2"]);
  const [first] = await receive({ MaxNumberOfMessages: 1 });
  const waiting = receive({ WaitTimeSeconds: 20 });
  await engine.idle();
  await remove(first?.ReceiptHandle);
  expect(bodies(await waiting)).toEqual(["2"]);
});
