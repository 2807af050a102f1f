import { expect, test } from "vitest";
import type { Value } from "../../../shared/core/json.ts";
import type { Put, TableStore } from "../../../shared/ports/table-store.ts";
import type { Message, Queue } from "../../../shared/services/sqs/model.ts";
import { changeMessageVisibility } from "../../../shared/services/sqs/operations/change-message-visibility.ts";
import { describeQueues } from "../../../shared/services/sqs/operations/describe-queues.ts";
import { listQueues } from "../../../shared/services/sqs/operations/list-queues.ts";
import { sendMessageBatch } from "../../../shared/services/sqs/operations/send-message-batch.ts";
import { messageKey, putMessage, queueKey, totalsKey } from "../../../shared/services/sqs/table.ts";
import { CountingTableStore, type RowCounts } from "../../support/counting-table-store.ts";
import { START } from "../../support/world.ts";
import { createQueueWorld } from "./queue.ts";

/* What is flat in a small queue is flat in a large one: as many rows, whatever the length. */

/** Nobody looks behind the first few hundred; a million whole messages would take four times as long to put. */
const WHOLE_MESSAGES = 1000;

async function countedWorld() {
  let counting: CountingTableStore | undefined;
  const wrapStore = (store: TableStore) => {
    counting = new CountingTableStore(store);
    return counting;
  };
  const world = await createQueueWorld({}, { wrapStore });
  return { ...world, cost: (work: () => Promise<unknown>) => counting?.cost(work) as Promise<RowCounts> };
}

async function putAll(store: TableStore, count: number, put: (index: number) => Put): Promise<void> {
  for (let first = 0; first < count; first += 100) {
    await store.transact(Array.from({ length: 100 }, (_, index) => put(first + index)));
  }
}

/** A queue with so many visible messages, put straight into the store. */
async function queueOf(count: number) {
  const world = await countedWorld();
  const [described] = (await world.call(describeQueues, { QueueUrl: world.QueueUrl })).Queues;
  const queue = described?.queue as Queue;
  const scope = { root: await world.root() };
  const body = {
    kind: "inline",
    bytes: Buffer.from("hello"),
    size: 5,
    md5: "5d41402abc4b2a76b9719d911017c592",
  } as const;
  await putAll(world.store, count, (index) => {
    const sentAt = START - count + index;
    const message: Message = {
      id: `m-${index}`,
      body,
      size: 5,
      senderId: "",
      sentAt,
      shard: index % 4,
      receiveCount: 0,
    };
    const put = putMessage(messageKey(scope, queue, message), message, sentAt, "absent");
    return index < WHOLE_MESSAGES ? put : { ...put, value: null };
  });
  await world.store.transact([{ kind: "add", key: totalsKey(scope, queue), by: { messages: count } }]);
  return world;
}

async function costs(count: number) {
  const { QueueUrl, call, cost, send, receive, remove, counts } = await queueOf(count);
  const told = await counts();
  const [first, second] = await receive({ MaxNumberOfMessages: 2 });
  const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `e${index}`, MessageBody: "hello" }));
  const visibility = { QueueUrl, ReceiptHandle: second?.ReceiptHandle, VisibilityTimeout: 60 };
  return {
    told: (told?.visible ?? 0) / count,
    send: await cost(() => send("hello")),
    sendBatch: await cost(() => call(sendMessageBatch, { QueueUrl, Entries })),
    receive: await cost(() => receive({ MaxNumberOfMessages: 1 })),
    receiveTen: await cost(() => receive({ MaxNumberOfMessages: 10 })),
    changeVisibility: await cost(() => call(changeMessageVisibility, visibility)),
    delete: await cost(() => remove(first?.ReceiptHandle)),
    deleteAgain: await cost(() => remove(first?.ReceiptHandle)),
    counts: await cost(counts),
  };
}

test("in a queue of 1,000,000 everything costs as many rows as in one of 1,000", { timeout: 600_000 }, async () => {
  const small = await costs(1000);
  const large = await costs(1_000_000);
  expect(large).toEqual(small);
  expect(small.told).toBe(1);
  // The queue is read; the message and the total are written.
  expect(small.send).toMatchObject({ queried: 0, examined: 0, writes: 2 });
  expect(small.sendBatch).toMatchObject({ queried: 0, examined: 0, writes: 11 });
  expect(small.receive).toMatchObject({ queried: 0, examined: 1, writes: 1 });
  expect(small.receiveTen).toMatchObject({ queried: 0, examined: 10, writes: 10 });
  expect(small.changeVisibility).toMatchObject({ queried: 0, writes: 1 });
  expect(small.delete).toMatchObject({ queried: 0, examined: 0, writes: 2 });
  expect(small.deleteAgain).toMatchObject({ writes: 0 });
});

async function pageCosts(count: number) {
  const { call, cost, store, root } = await countedWorld();
  const scope = { root: await root() };
  const [described] = (await call(describeQueues, {})).Queues;
  const name = (index: number) => `queue-${String(index).padStart(7, "0")}`;
  await putAll(store, count, (index) => {
    const queue = { ...(described?.queue as Queue), name: name(index) };
    const isRead = index % (count / 2) < 20;
    return { kind: "put", key: queueKey(scope, queue), value: isRead ? (queue as unknown as Value) : null };
  });
  const first = await call(listQueues, { QueueNamePrefix: "queue-", MaxResults: 10 });
  return {
    page: await cost(() => call(listQueues, { QueueNamePrefix: "queue-", MaxResults: 10 })),
    nextPage: await cost(() =>
      call(listQueues, { QueueNamePrefix: "queue-", MaxResults: 10, NextToken: first.NextToken }),
    ),
    pageInTheMiddle: await cost(() =>
      call(listQueues, { QueueNamePrefix: name(count / 2).slice(0, -1), MaxResults: 10 }),
    ),
  };
}

test("a page of 100,000 queues costs as many rows as one of 1,000", { timeout: 600_000 }, async () => {
  const small = await pageCosts(1000);
  expect(await pageCosts(100_000)).toEqual(small);
  expect(small.page.queried).toBeLessThanOrEqual(11);
});
