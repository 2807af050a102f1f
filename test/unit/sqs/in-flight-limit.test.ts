import { describe, expect, test } from "vitest";
import { seconds } from "../../../shared/core/time.ts";
import type { TableStore } from "../../../shared/ports/table-store.ts";
import { countInFlight } from "../../../shared/services/sqs/operations/count-in-flight.ts";
import { describeQueues } from "../../../shared/services/sqs/operations/describe-queues.ts";
import { purgeQueue } from "../../../shared/services/sqs/operations/purge-queue.ts";
import { START } from "../../support/world.ts";
import { createFifoWorld, createQueueWorld } from "./queue.ts";

/** AWS: "approximately 120,000". https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const LIMIT = 120_000;
/** By so much a queue may pass it: a few hundred receives of ten messages. */
const TOLERANCE = 0.05;
const HIDDEN_SECONDS = 19;
const MILLISECONDS_PER_RECEIVE = 20;
const ARN = "arn:aws:sqs:us-east-1:000000000000:orders";

/** A queue, and a store that tells of so many more hidden messages than it holds: nobody looks into them. */
async function queueOf(kind: "standard" | "fifo", hidden: number, tag: "inFlight" | "delayed" = "inFlight") {
  const hiddenUntil = START + seconds(HIDDEN_SECONDS);
  const wrapStore = (store: TableStore) => {
    const { countDue, totals } = { countDue: store.countDue.bind(store), totals: store.totals.bind(store) };
    store.countDue = async (partition, after) => {
      const counts = await countDue(partition, after);
      const isOne = partition.partition.endsWith(kind === "fifo" ? "/hidden" : "/0") && after < hiddenUntil;
      return isOne ? { ...counts, [tag]: (counts[tag] ?? 0) + hidden } : counts;
    };
    store.totals = async (key) => {
      const sums = await totals(key);
      return sums.messages === undefined ? sums : { ...sums, messages: sums.messages + hidden };
    };
    return store;
  };
  const world = await (kind === "fifo" ? createFifoWorld({}, { wrapStore }) : createQueueWorld({}, { wrapStore }));
  const { send } = world;

  let sent = 0;
  const more = async (count: number) => {
    for (const last = sent + count; sent < last; sent += 1)
      await send(`${sent}`, kind === "fifo" ? { MessageGroupId: `g-${sent}` } : {});
  };
  /** Receives ten at a time until there is no more to be had, or it is refused. */
  const drain = async () => {
    const handles: string[] = [];
    for (;;) {
      await more(10);
      world.clock.advance(MILLISECONDS_PER_RECEIVE);
      const messages = await world.receive({ VisibilityTimeout: HIDDEN_SECONDS });
      if (messages.length === 0) return handles;
      handles.push(...messages.map(({ ReceiptHandle = "" }) => ReceiptHandle));
      expect(handles.length + hidden).toBeLessThan(LIMIT * (1 + TOLERANCE));
    }
  };
  return { ...world, more, drain };
}

describe("at about 120,000 messages in flight", () => {
  test("a receive of a standard queue is refused until some are deleted or visible again", async () => {
    const { drain, receive, remove, advance, events, send, counts, errors } = await queueOf("standard", LIMIT - 100);
    await expect(drain()).rejects.toMatchObject({ code: "OverLimit", status: 403 });
    expect((await counts())?.inFlight).toBeGreaterThanOrEqual(LIMIT);
    await expect(receive()).rejects.toMatchObject({ code: "OverLimit" });
    await expect(receive({ WaitTimeSeconds: 20 })).rejects.toMatchObject({ code: "OverLimit" });
    // Sending goes on.
    await send("one more");
    const [told] = await events({ type: "queue.full" });
    expect(told?.text).toContain("120,000");
    await advance(HIDDEN_SECONDS + 1);
    const [first] = await receive();
    await remove(first?.ReceiptHandle);
    expect(await receive()).not.toHaveLength(0);
    expect(errors).toEqual([]);
  });

  test("a FIFO queue gives nothing, without an error, and a long poll gets what comes when there is room", async () => {
    const { drain, receive, clock, events } = await queueOf("fifo", LIMIT);
    await drain();
    expect(await events({ type: "queue.full" })).toHaveLength(1);
    expect(await receive()).toEqual([]);
    const polled = receive({ WaitTimeSeconds: 20 });
    while (clock.sleeping === 0) await new Promise(setImmediate);
    clock.advance(HIDDEN_SECONDS * 1000);
    expect(await polled).toHaveLength(10);
  });

  test("a deletion makes room within five seconds", async () => {
    const { receive, remove, more, events, counts, advance, QueueUrl, call } = await queueOf("standard", LIMIT - 10);
    await more(10);
    const received = await receive();
    await call(countInFlight, { QueueArn: ARN });
    await more(10);
    await expect(receive()).rejects.toMatchObject({ code: "OverLimit" });
    for (const { ReceiptHandle } of received) await remove(ReceiptHandle);
    await advance(5);
    expect(await receive({ MaxNumberOfMessages: 1 })).toHaveLength(1);
    expect((await counts())?.inFlight).toBe(LIMIT - 9);
    expect(await events({ type: "queue.has-room" })).toHaveLength(1);
    expect((await call(describeQueues, { QueueUrl })).Queues[0]?.queue.inFlightCount?.messages).toBeLessThan(LIMIT);
  });

  test("a count that takes longer than it is good for ends, and refuses", async () => {
    const { receive, more, store, clock, QueueUrl, call } = await queueOf("standard", LIMIT);
    await more(1);
    await call(countInFlight, { QueueArn: ARN });
    clock.advance(5000);
    let counts = 0;
    const countDue = store.countDue.bind(store);
    store.countDue = (partition, after) => {
      counts += 1;
      clock.advance(2000);
      return countDue(partition, after);
    };
    await expect(receive()).rejects.toMatchObject({ code: "OverLimit" });
    // One for each shard.
    expect(counts).toBe(4);
    expect((await call(describeQueues, { QueueUrl })).Queues[0]?.queue.inFlightCount?.messages).toBe(LIMIT);
  });

  test("a purge makes room at once", async () => {
    const { receive, more, QueueUrl, call } = await queueOf("standard", LIMIT);
    await more(1);
    await call(countInFlight, { QueueArn: ARN });
    await expect(receive()).rejects.toMatchObject({ code: "OverLimit" });
    await call(purgeQueue, { QueueUrl });
    await more(1);
    expect(await receive()).toHaveLength(1);
  });

  test("delayed messages don't count", async () => {
    const { more, receive } = await queueOf("standard", LIMIT, "delayed");
    await more(10);
    for (let round = 0; round < 300; round += 1) expect(await receive({ VisibilityTimeout: 0 })).toHaveLength(10);
  });

  test("what a FIFO queue handed out under an attempt id is handed out again", async () => {
    const { drain, receive, more } = await queueOf("fifo", LIMIT);
    await more(1);
    const attempt = { ReceiveRequestAttemptId: "a-1" };
    const [first] = await receive(attempt);
    await drain();
    expect(await receive()).toEqual([]);
    expect((await receive(attempt)).map(({ MessageId }) => MessageId)).toEqual([first?.MessageId]);
  });
});
