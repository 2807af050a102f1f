import { expect, test } from "vitest";
import type { TableStore } from "../../../shared/ports/table-store.ts";
import { type Group, nextSequence } from "../../../shared/services/sqs/fifo-group.ts";
import { putFifoMessage, putGroup, putHidden } from "../../../shared/services/sqs/fifo-rows.ts";
import type { FifoMessage, Queue } from "../../../shared/services/sqs/model.ts";
import { changeMessageVisibility } from "../../../shared/services/sqs/operations/change-message-visibility.ts";
import { describeQueues } from "../../../shared/services/sqs/operations/describe-queues.ts";
import { listDeadLetterSourceQueues } from "../../../shared/services/sqs/operations/list-dead-letter-source-queues.ts";
import { sendMessageBatch } from "../../../shared/services/sqs/operations/send-message-batch.ts";
import { sourceKey, totalsKey } from "../../../shared/services/sqs/table.ts";
import { CountingTableStore, type RowCounts } from "../../support/counting-table-store.ts";
import { START } from "../../support/world.ts";
import { createFifoWorld } from "./queue.ts";

/* Groups that are locked, groups that are long and groups that are many cost nothing. */

const BODY = {
  kind: "inline",
  bytes: Buffer.from("hello"),
  size: 5,
  md5: "5d41402abc4b2a76b9719d911017c592",
} as const;

async function countedWorld() {
  let counting: CountingTableStore | undefined;
  const wrapStore = (store: TableStore) => {
    counting = new CountingTableStore(store);
    return counting;
  };
  const world = await createFifoWorld({}, { wrapStore });
  const [described] = (await world.call(describeQueues, { QueueUrl: world.QueueUrl })).Queues;
  return {
    ...world,
    queue: described?.queue as Queue,
    scope: { root: await world.root() },
    cost: (work: () => Promise<unknown>) => counting?.cost(work) as Promise<RowCounts>,
  };
}

type Counted = Awaited<ReturnType<typeof countedWorld>>;

/** A group with so many messages, put straight into the store; hidden for an hour when it is locked. */
async function putWholeGroup({ store, queue, scope }: Counted, id: string, length: number, isLocked: boolean) {
  let last: string | undefined;
  const availableAt = isLocked ? START + 3_600_000 : START;
  const messages = Array.from({ length }, (_, index): FifoMessage => {
    last = nextSequence(last, START);
    return {
      id: `${id}-${index}`,
      body: BODY,
      size: 5,
      senderId: "",
      sentAt: START,
      shard: 0,
      receiveCount: isLocked ? 1 : 0,
      groupId: id,
      deduplicationId: `${id}-${index}`,
      sequence: last,
      availableAt,
    };
  });
  const window = messages.slice(0, 10);
  const group: Group = { id, lastSequence: last ?? "", window, behind: Math.max(0, length - 10) };
  const hidden = isLocked ? window.map((entry) => putHidden(scope, queue, id, entry)) : [];
  const puts = [...messages.map((message) => putFifoMessage(scope, queue, message)), ...hidden];
  for (let first = 0; first < puts.length; first += 100) await store.transact(puts.slice(first, first + 100));
  await store.transact([putGroup(scope, queue, group, "absent")]);
  await store.transact([{ kind: "add", key: totalsKey(scope, queue), by: { messages: length } }]);
}

/** Locked groups beside two that are not: one of them as long as there are locked ones. */
async function costs(count: number) {
  const world = await countedWorld();
  const { call, cost, send, receive, remove, QueueUrl } = world;
  for (let index = 0; index < count; index += 1) await putWholeGroup(world, `locked-${index}`, 1, true);
  await putWholeGroup(world, "long", count + 20, false);
  await putWholeGroup(world, "other", 1, false);
  const one = () => receive({ MaxNumberOfMessages: 1 });
  const receiveOne = await cost(one);
  // The long group is locked now: the other has its turn.
  const [other] = await one();
  const nothing = await cost(one);
  const otherHandle = other?.ReceiptHandle;
  const change = { QueueUrl, ReceiptHandle: otherHandle, VisibilityTimeout: 60 };
  const changeVisibility = await cost(() => call(changeMessageVisibility, change));
  const deleteLast = await cost(() => remove(otherHandle));
  await world.advance(30);
  let ten: Awaited<ReturnType<typeof receive>> = [];
  const receiveTen = await cost(async () => {
    ten = await receive();
  });
  const deleteOfLong = await cost(() => remove(ten[0]?.ReceiptHandle));
  const Entries = Array.from({ length: 10 }, (_, index) => ({
    Id: `${index}`,
    MessageBody: `b${index}`,
    MessageGroupId: "long",
  }));
  return {
    receiveOne,
    nothing,
    changeVisibility,
    deleteLast,
    given: ten.length,
    receiveTen,
    deleteOfLong,
    send: await cost(() => send("hello", { MessageGroupId: "long" })),
    sendToLocked: await cost(() => send("there", { MessageGroupId: "locked-0" })),
    sendToNew: await cost(() => send("new", { MessageGroupId: "new" })),
    duplicate: await cost(() => send("hello", { MessageGroupId: "long" })),
    sendBatch: await cost(() => call(sendMessageBatch, { QueueUrl, Entries })),
  };
}

test("with 5,000 locked groups and 5,000 messages in a group everything costs as many rows as with 50", async () => {
  const small = await costs(50);
  expect(await costs(5000)).toEqual(small);
  expect(small.given).toBe(10);
  // The group and what is hidden of it; then the message itself is read.
  expect(small.receiveOne).toMatchObject({ queried: 0, examined: 1, writes: 2 });
  expect(small.nothing).toMatchObject({ queried: 0, examined: 0, writes: 0 });
  expect(small.receiveTen).toMatchObject({ queried: 0, examined: 1, writes: 11 });
  expect(small.changeVisibility).toMatchObject({ queried: 0, examined: 0, writes: 2 });
  // Message, hidden row, group, the idle group's number, total.
  expect(small.deleteLast).toMatchObject({ queried: 0, writes: 5 });
  // The next message moves up into the window.
  expect(small.deleteOfLong).toMatchObject({ queried: 1, writes: 4 });
  // Message, deduplication, group, total.
  expect(small.send).toMatchObject({ queried: 0, examined: 0, writes: 4 });
  expect(small.sendToLocked).toEqual(small.send);
  expect(small.sendToNew).toEqual(small.send);
  expect(small.duplicate).toMatchObject({ writes: 0 });
  expect(small.sendBatch).toMatchObject({ queried: 0, writes: 22 });
});

test("a page of a dead-letter queue's sources costs as many rows with 10,000 as with 100", async () => {
  const page = async (count: number) => {
    const { store, scope, queue, call, cost, QueueUrl } = await countedWorld();
    for (let index = 0; index < count; index += 1) {
      const source = { ...queue, name: `source-${String(index).padStart(5, "0")}` };
      await store.transact([{ kind: "put", key: sourceKey(scope, queue, source), value: null }]);
    }
    return cost(() => call(listDeadLetterSourceQueues, { QueueUrl, MaxResults: 10 }));
  };
  const small = await page(100);
  expect(await page(10_000)).toEqual(small);
  expect(small.queried).toBe(11);
});

test("clients that send to one group side by side take turns and lose nothing to each other", async () => {
  const { cost, send, receive } = await countedWorld();
  const sent = Array.from({ length: 40 }, (_, index) => `m${index}`);
  const all = () => Promise.all(sent.map((body) => send(body, { MessageGroupId: "g" })));
  expect(await cost(all)).toMatchObject({ writes: 4 * sent.length });
  expect((await receive()).map(({ Body }) => Body)).toEqual(sent.slice(0, 10));
});
