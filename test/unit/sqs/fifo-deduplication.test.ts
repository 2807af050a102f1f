import { describe, expect, test } from "vitest";
import { changeMessageVisibility } from "../../../shared/services/sqs/operations/change-message-visibility.ts";
import { describeQueues } from "../../../shared/services/sqs/operations/describe-queues.ts";
import { purgeQueue } from "../../../shared/services/sqs/operations/purge-queue.ts";
import { sendMessageBatch } from "../../../shared/services/sqs/operations/send-message-batch.ts";
import { setQueueAttributes } from "../../../shared/services/sqs/operations/set-queue-attributes.ts";
import { messagePartitions, recordPartitions } from "../../../shared/services/sqs/table.ts";
import { createFifoWorld } from "./queue.ts";

const GROUP = { MessageGroupId: "a" };

test("what was sent with the same id is accepted and not stored, for five minutes", async () => {
  const { send, receive, remove, advance, counts } = await createFifoWorld();
  const first = await send("1", { ...GROUP, MessageDeduplicationId: "d" });
  const second = await send("2", { ...GROUP, MessageDeduplicationId: "d" });
  expect(second).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
  expect(second.MD5OfMessageBody).not.toBe(first.MD5OfMessageBody);
  for (const { ReceiptHandle } of await receive()) await remove(ReceiptHandle);
  await advance(299);
  await send("3", { ...GROUP, MessageDeduplicationId: "d" });
  expect((await counts())?.visible).toBe(0);
  await advance(1);
  await send("4", { ...GROUP, MessageDeduplicationId: "d" });
  expect((await counts())?.visible).toBe(1);
});

test("the body counts, and the attributes don't, where no id is given", async () => {
  const { send, receive } = await createFifoWorld();
  await send("same", GROUP);
  await send("same", { ...GROUP, MessageAttributes: { kind: { DataType: "String", StringValue: "a" } } });
  await send("other", GROUP);
  await send("same", { ...GROUP, MessageDeduplicationId: "another" });
  const received = await receive();
  expect(received.map(({ Body }) => Body)).toEqual(["same", "other", "same"]);
  // sha256 of "same"
  const sum = "0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5";
  expect(received[0]?.Attributes?.MessageDeduplicationId).toBe(sum);
});

test("an id counts in the whole queue, and in its group in high-throughput mode", async () => {
  const { send, counts, call, QueueUrl } = await createFifoWorld();
  const sendTo = (MessageGroupId: string, id: string) => send("x", { MessageGroupId, MessageDeduplicationId: id });
  await sendTo("a", "1");
  await sendTo("b", "1");
  expect((await counts())?.visible).toBe(1);
  const Attributes = { DeduplicationScope: "messageGroup", FifoThroughputLimit: "perMessageGroupId" };
  await call(setQueueAttributes, { QueueUrl, Attributes });
  await sendTo("c", "1");
  expect((await counts())?.visible).toBe(1);
  await sendTo("a", "2");
  await sendTo("b", "2");
  await sendTo("b", "2");
  expect((await counts())?.visible).toBe(3);
});

test("a batch may hold the same message twice", async () => {
  const { call, QueueUrl, counts } = await createFifoWorld();
  const Entries = ["a", "b"].map((Id) => ({ Id, MessageBody: "same", ...GROUP }));
  const { Successful: [one, two] = [] } = await call(sendMessageBatch, { QueueUrl, Entries });
  expect(one?.MessageId).toBe(two?.MessageId);
  expect((await counts())?.visible).toBe(1);
});

test("a purge forgets the ids", async () => {
  const { send, counts, call, QueueUrl, settle } = await createFifoWorld();
  await send("same", GROUP);
  await call(purgeQueue, { QueueUrl });
  await settle();
  await send("same", GROUP);
  expect((await counts())?.visible).toBe(1);
});

test("the sweep forgets ids, attempts and numbers when their time is over", async () => {
  const { send, receive, remove, advance, root, store, call, QueueUrl } = await createFifoWorld();
  await send("x", GROUP);
  for (const { ReceiptHandle } of await receive({ ReceiveRequestAttemptId: "r" })) await remove(ReceiptHandle);
  const scope = { root: await root() };
  const left = async () => {
    const [described] = (await call(describeQueues, { QueueUrl })).Queues;
    if (!described) throw new Error("no queue");
    const partitions = [...messagePartitions(scope, described.queue), ...recordPartitions(scope, described.queue)];
    const rows = await Promise.all(partitions.map((partition) => store.query({ ...partition, limit: 10 })));
    return rows.flat().length;
  };
  expect(await left()).toBe(3);
  await advance(301);
  expect(await left()).toBe(0);
});

describe("a receive that is tried again with the same attempt id", () => {
  test("gets the same messages with the same handles, hidden anew", async () => {
    const { send, receive, advance } = await createFifoWorld();
    await send("1", GROUP);
    await send("2", GROUP);
    const first = await receive({ ReceiveRequestAttemptId: "r" });
    await advance(20);
    const again = await receive({ ReceiveRequestAttemptId: "r" });
    expect(again.map(({ ReceiptHandle }) => ReceiptHandle)).toEqual(first.map(({ ReceiptHandle }) => ReceiptHandle));
    expect(again.map(({ Attributes }) => Attributes?.ApproximateReceiveCount)).toEqual(["1", "1"]);
    await advance(20);
    expect(await receive()).toEqual([]);
    await advance(10);
    expect(await receive()).toHaveLength(2);
  });

  test("gets new ones when they are visible again", async () => {
    const { send, receive, advance } = await createFifoWorld();
    await send("1", GROUP);
    await receive({ ReceiveRequestAttemptId: "r" });
    await advance(30);
    const again = await receive({ ReceiveRequestAttemptId: "r" });
    expect(again.map(({ Attributes }) => Attributes?.ApproximateReceiveCount)).toEqual(["2"]);
  });

  test("is refused when one was deleted, received again or hidden for another time", async () => {
    const refusal = {
      code: "InvalidParameterValue",
      message:
        "Value r for parameter ReceiveRequestAttemptId is invalid. Reason: The receiveRequestAttemptId is not valid anymore since the receive call is not retryable.",
    };
    for (const change of ["delete", "hide", "receive"]) {
      const { send, receive, remove, advance, call, QueueUrl } = await createFifoWorld();
      await send("1", GROUP);
      await send("2", GROUP);
      const [first] = await receive({ ReceiveRequestAttemptId: "r" });
      const handle = { QueueUrl, ReceiptHandle: first?.ReceiptHandle };
      if (change === "delete") await remove(first?.ReceiptHandle);
      if (change === "hide") await call(changeMessageVisibility, { ...handle, VisibilityTimeout: 60 });
      if (change === "receive") {
        await advance(30);
        await receive();
      }
      await expect(receive({ ReceiveRequestAttemptId: "r" }), change).rejects.toMatchObject(refusal);
      // Five minutes later nobody knows the attempt any more.
      await advance(300);
      expect(await receive({ ReceiveRequestAttemptId: "r" })).not.toHaveLength(0);
    }
  });
});
