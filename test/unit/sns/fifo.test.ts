import { beforeEach, describe, expect, it } from "vitest";
import { sns } from "../../../shared/services/sns/index.ts";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { deleteTopic } from "../../../shared/services/sns/operations/delete-topic.ts";
import { publish } from "../../../shared/services/sns/operations/publish.ts";
import { publishBatch } from "../../../shared/services/sns/operations/publish-batch.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { sqs } from "../../../shared/services/sqs/index.ts";
import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import { peekMessages } from "../../../shared/services/sqs/operations/peek-messages.ts";
import { createWorld, type World } from "../../support/world.ts";
import { settleInAnyOrder } from "./shuffled.ts";
import { queueArnOf, queueUrlOf, textsOf } from "./support.ts";

const TOPIC = "arn:aws:sns:us-east-1:000000000000:orders.fifo";

let world: World;
beforeEach(async () => {
  world = createWorld({ services: [sns, sqs] });
  const Attributes = { FifoTopic: "true", ContentBasedDeduplication: "true" };
  await world.call(createTopic, { Name: "orders.fifo", Attributes });
});

async function subscribeFifo(name: string, Attributes: Record<string, string> = { RawMessageDelivery: "true" }) {
  if (name.endsWith(".fifo")) await world.call(createQueue, { QueueName: name, Attributes: { FifoQueue: "true" } });
  else await world.call(createQueue, { QueueName: name });
  await world.call(subscribe, { TopicArn: TOPIC, Protocol: "sqs", Endpoint: queueArnOf(name), Attributes });
}

async function send(Message: string, MessageGroupId = "g", MessageDeduplicationId?: string) {
  return world.call(publish, {
    TopicArn: TOPIC,
    Message,
    MessageGroupId,
    ...(MessageDeduplicationId === undefined ? {} : { MessageDeduplicationId }),
  });
}

async function messagesIn(queue: string) {
  const { Messages } = await world.call(peekMessages, { QueueUrl: queueUrlOf(queue), MaxResults: 100 });
  return Messages;
}

async function textsIn(queue: string): Promise<string[]> {
  return (await messagesIn(queue)).map(({ text }) => text);
}

/** What is left of SNS's rows about messages, groups, lanes. */
async function leftovers(): Promise<number> {
  const row = await world.store.get({
    table: "plain",
    partition: `${await world.root()}/sns/topics`,
    sort: "000000000000/us-east-1/orders.fifo",
  });
  const { id } = (row?.value ?? {}) as { id?: string };
  const path = `${await world.root()}/sns/000000000000/us-east-1/orders.fifo/${id}`;
  const partitions = [`${path}/lanes`, `${path}/duplicates`];
  const plain = await Promise.all(
    partitions.map((partition) => world.store.query({ table: "plain", partition, limit: 99 })),
  );
  const timed = await Promise.all(
    [`${path}/groups`, `${path}/duplicates`].map((partition) =>
      world.store.query({ table: "timed", partition, limit: 99 }),
    ),
  );
  return [...plain, ...timed].flat().length;
}

describe("a FIFO topic", () => {
  it("hands a group's messages to a FIFO queue in the order of their publication, whatever order the work is done in", async () => {
    await subscribeFifo("a.fifo");
    await subscribeFifo("b.fifo");
    const published: Record<string, string[]> = { g: [], h: [] };
    for (let round = 0; round < 5; round += 1) {
      for (const group of ["g", "h"]) {
        for (const name of ["1", "2", "3"]) {
          await send(`${group}${round}${name}`, group);
          published[group]?.push(`${group}${round}${name}`);
        }
      }
      if (round % 2 === 0) await settleInAnyOrder(world);
    }
    await settleInAnyOrder(world);
    for (const queue of ["a.fifo", "b.fifo"]) {
      const texts = await textsIn(queue);
      for (const group of ["g", "h"]) {
        expect(texts.filter((text) => text.startsWith(group))).toEqual(published[group]);
      }
    }
  });

  it("gives numbers that grow within a group and hands on the ids", async () => {
    await subscribeFifo("a.fifo");
    const numbers = [await send("one"), await send("two"), await send("three", "other")].map(
      ({ SequenceNumber = "" }) => SequenceNumber,
    );
    expect(numbers.every((number) => /^1[0-9]{19}$/.test(number))).toBe(true);
    expect((numbers[0] ?? "") < (numbers[1] ?? "")).toBe(true);
    await settleInAnyOrder(world);
    const later = await send("four");
    expect((numbers[1] ?? "") < (later.SequenceNumber ?? "")).toBe(true);
    // AWS's recorded deduplication id of the text "Test".
    await send("Test", "message-group-id-1");
    await settleInAnyOrder(world);
    const received = (await messagesIn("a.fifo")).find(({ text }) => text === "Test");
    expect(received?.message).toMatchObject({
      groupId: "message-group-id-1",
      deduplicationId: "532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25",
    });
  });

  it("accepts a duplicate within five minutes and sends it once", async () => {
    await subscribeFifo("a.fifo");
    const first = await send("x", "g", "id");
    await settleInAnyOrder(world);
    expect(await send("y", "other", "id")).toEqual(first);
    await world.advance(299);
    expect(await send("z", "g", "id")).toEqual(first);
    await world.advance(2);
    expect(await send("again", "g", "id")).not.toEqual(first);
    await settleInAnyOrder(world);
    expect(await textsIn("a.fifo")).toEqual(["x", "again"]);
    expect((await textsOf(world, "message.duplicate")).length).toBe(2);
  });

  it("looks for duplicates in the group alone when its throughput scope says so", async () => {
    const Attributes = { FifoTopic: "true", FifoThroughputScope: "MessageGroup" };
    const { TopicArn } = await world.call(createTopic, { Name: "fast.fifo", Attributes });
    const ids = { TopicArn, Message: "x", MessageDeduplicationId: "id" };
    const first = await world.call(publish, { ...ids, MessageGroupId: "g" });
    expect(await world.call(publish, { ...ids, MessageGroupId: "h" })).not.toEqual(first);
    expect(await world.call(publish, { ...ids, MessageGroupId: "g" })).toEqual(first);
  });

  it("keeps the order of a batch, and finds duplicates within it", async () => {
    await subscribeFifo("a.fifo");
    const entry = (Id: string, Message: string) => ({ Id, Message, MessageGroupId: "g" });
    const { Successful = [] } = await world.call(publishBatch, {
      TopicArn: TOPIC,
      PublishBatchRequestEntries: [entry("1", "a"), entry("2", "b"), entry("3", "a"), entry("4", "c")],
    });
    expect(Successful[2]).toEqual({ ...Successful[0], Id: "3" });
    await settleInAnyOrder(world);
    expect(await textsIn("a.fifo")).toEqual(["a", "b", "c"]);
  });

  it("holds up a subscriber that fails, keeps its order over the retries, and holds up nobody else", async () => {
    await subscribeFifo("a.fifo");
    await subscribeFifo("b.fifo");
    let failures = 6;
    const deliver = sqs.operations.find(({ name }) => name === "DeliverMessage");
    const prefetch = deliver?.prefetch;
    if (!deliver || !prefetch) throw new Error("SQS takes messages by DeliverMessage");
    Object.assign(deliver, {
      async prefetch(input: { QueueArn: string }, tools: never) {
        if (input.QueueArn.endsWith(":a.fifo") && failures > 0) {
          failures -= 1;
          throw new Error("the queue is unwell");
        }
        return prefetch.call(deliver, input, tools);
      },
    });
    try {
      for (const text of ["1", "2", "3"]) await send(text);
      await settleInAnyOrder(world);
      expect(await textsIn("b.fifo")).toEqual(["1", "2", "3"]);
      expect(await textsIn("a.fifo")).toEqual([]);
      await send("4");
      await settleInAnyOrder(world, 60);
      expect(await textsIn("a.fifo")).toEqual(["1", "2", "3", "4"]);
    } finally {
      Object.assign(deliver, { prefetch });
    }
  });

  it("goes on behind a message that can't be delivered", async () => {
    await subscribeFifo("a.fifo");
    const many = Array.from({ length: 11 }, (_, index) => [`a${index}`, { DataType: "String", StringValue: "x" }]);
    await world.call(publish, {
      TopicArn: TOPIC,
      Message: "too many attributes for a raw message",
      MessageGroupId: "g",
      MessageAttributes: Object.fromEntries(many),
    });
    await send("next");
    await settleInAnyOrder(world);
    expect(await textsIn("a.fifo")).toEqual(["next"]);
    expect(await textsOf(world, "delivery.abandoned")).toHaveLength(1);
  });

  it("reaches more than a page of subscribers, and no more than AWS's hundred", async () => {
    for (let index = 0; index < 45; index += 1) await subscribeFifo(`q${index}.fifo`);
    await send("first");
    await send("second");
    await settleInAnyOrder(world);
    for (let index = 0; index < 45; index += 1) expect(await textsIn(`q${index}.fifo`)).toEqual(["first", "second"]);
    for (let index = 45; index < 100; index += 1) await subscribeFifo(`q${index}.fifo`);
    await expect(subscribeFifo("one-too-many.fifo")).rejects.toMatchObject({ code: "SubscriptionLimitExceeded" });
  });

  it("sends to a standard queue too, in an envelope with the number, without a group's id", async () => {
    await subscribeFifo("plain", {});
    const { SequenceNumber } = await send("x");
    await settleInAnyOrder(world);
    const [message] = await messagesIn("plain");
    expect(JSON.parse(message?.text ?? "{}")).toMatchObject({ Message: "x", SequenceNumber });
    expect(JSON.parse(message?.text ?? "{}").Signature).toBeUndefined();
    expect(message?.message).not.toHaveProperty("groupId");
  });

  it("keeps nothing once everything is sent and the deduplication window is over", async () => {
    await subscribeFifo("a.fifo");
    await subscribeFifo("b.fifo");
    for (const text of ["1", "2", "3"]) await send(text);
    await settleInAnyOrder(world);
    await world.advance(3600);
    expect(await leftovers()).toBe(0);
    expect(world.errors).toEqual([]);
  });

  it("sends nothing more once it is deleted, and clears what waited", async () => {
    await subscribeFifo("a.fifo");
    for (const text of ["1", "2", "3"]) await send(text);
    await world.call(deleteTopic, { TopicArn: TOPIC });
    await settleInAnyOrder(world);
    expect(await textsIn("a.fifo")).toEqual([]);
    expect(await textsOf(world, "message.fanned-out")).toHaveLength(3);
  });

  it("starts a group again that stood still because its effect was given up", async () => {
    await subscribeFifo("a.fifo");
    await send("lost for now");
    const store = world.store;
    const root = await world.root();
    for (let shard = 0; shard < 4; shard += 1) {
      const rows = await store.query({ table: "timed", partition: `${root}/effects/${shard}`, limit: 100 });
      for (const { table, partition, sort } of rows)
        await store.transact([{ kind: "delete", key: { table, partition, sort } }]);
    }
    await send("second");
    await settleInAnyOrder(world);
    expect(await textsIn("a.fifo")).toEqual([]);
    world.clock.advance(16 * 60 * 1000);
    await send("third");
    await settleInAnyOrder(world);
    expect(await textsIn("a.fifo")).toEqual(["lost for now", "second", "third"]);
  });
});

describe("a FIFO topic refuses", () => {
  it.each([
    [{ Message: "x" }, "The MessageGroupId parameter is required for FIFO topics"],
    [{ Message: "x", MessageGroupId: "a b" }, "MessageGroupId Reason"],
    [{ Message: "x", MessageGroupId: "g", MessageDeduplicationId: "é" }, "MessageDeduplicationId Reason"],
  ])("%j", async (input, words) => {
    await expect(world.call(publish, { TopicArn: TOPIC, ...input })).rejects.toThrow(words);
  });

  it("a message without any deduplication id, when its text is not to be one", async () => {
    const { TopicArn } = await world.call(createTopic, { Name: "b.fifo", Attributes: { FifoTopic: "true" } });
    await expect(world.call(publish, { TopicArn, Message: "x", MessageGroupId: "g" })).rejects.toThrow(
      "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  });

  it("subscribers that can't keep order, and standard topics refuse FIFO queues", async () => {
    const email = { TopicArn: TOPIC, Protocol: "email", Endpoint: "ada@example.com" };
    await expect(world.call(subscribe, email)).rejects.toThrow("FIFO topics deliver to Amazon SQS queues only");
    const { TopicArn } = await world.call(createTopic, { Name: "standard" });
    const fifo = { TopicArn, Protocol: "sqs", Endpoint: queueArnOf("a.fifo") };
    await expect(world.call(subscribe, fifo)).rejects.toThrow(
      "Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
    );
  });

  it("names that don't say what it is", async () => {
    await expect(world.call(createTopic, { Name: "a.fifo" })).rejects.toThrow("Invalid parameter: Topic Name");
    const Attributes = { FifoTopic: "true" };
    await expect(world.call(createTopic, { Name: "a", Attributes })).rejects.toThrow(
      "Fifo Topic names must end with .fifo",
    );
  });
});
