import { describe, expect, it } from "vitest";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { publish } from "../../../shared/services/sns/operations/publish.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import { deleteQueue } from "../../../shared/services/sqs/operations/delete-queue.ts";
import { receiveMessage } from "../../../shared/services/sqs/operations/receive-message.ts";
import type { World } from "../../support/world.ts";
import {
  createNewsWorld,
  effectsOf,
  messageRows,
  publishAndSettle,
  queueArnOf,
  queueUrlOf,
  subscribeQueue,
  TOPIC,
  textsIn,
  textsOf,
} from "./support.ts";

const lettersTo = (name: string) => ({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArnOf(name) }) });

/** A queue that was subscribed and is no longer there. */
async function subscribeLostQueue(world: World, Attributes: Record<string, string>): Promise<void> {
  await subscribeQueue(world, "gone", Attributes);
  await world.call(deleteQueue, { QueueUrl: queueUrlOf("gone") });
}

describe("a message that can't be delivered", () => {
  it("comes into the subscription's dead-letter queue as it would have come to the subscriber", async () => {
    const world = await createNewsWorld();
    await world.call(createQueue, { QueueName: "lost" });
    await subscribeLostQueue(world, { ...lettersTo("lost"), RawMessageDelivery: "true" });
    const id = await publishAndSettle(world, "hello", { store: { DataType: "String", StringValue: "books" } });
    const { Messages } = await world.call(receiveMessage, {
      QueueUrl: queueUrlOf("lost"),
      MessageAttributeNames: ["All"],
    });
    expect(Messages).toMatchObject([{ Body: "hello", MessageAttributes: { store: { StringValue: "books" } } }]);
    expect(await textsOf(world, "delivery.dead-lettered")).toEqual([
      `message ${id} could not be delivered to the queue gone: The specified queue does not exist. Given up after one try; moved to the dead-letter queue lost`,
    ]);
    expect(await textsOf(world, "delivery.abandoned")).toEqual([]);
    expect(await messageRows(world, id)).toBe(0);
  });

  it("comes in an envelope when it has more attributes than a queue takes", async () => {
    const world = await createNewsWorld();
    await world.call(createQueue, { QueueName: "lost" });
    await subscribeQueue(world, "raw", { ...lettersTo("lost"), RawMessageDelivery: "true" });
    const attribute = { DataType: "String", StringValue: "x" };
    const attributes = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`a${index}`, attribute]));
    await publishAndSettle(world, "hello", attributes);
    const [letter = ""] = await textsIn(world, "lost");
    expect(Object.keys(JSON.parse(letter).MessageAttributes)).toHaveLength(11);
    expect(await textsIn(world, "raw")).toEqual([]);
  });

  it("is lost when the dead-letter queue is not there either, and the journal says so", async () => {
    const world = await createNewsWorld();
    await subscribeLostQueue(world, lettersTo("nowhere"));
    const id = await publishAndSettle(world, "hello");
    expect((await textsOf(world, "delivery.abandoned"))[0]).toMatch(
      /the dead-letter queue nowhere did not take it \(The specified queue does not exist\), so that the message is lost$/,
    );
    expect(await messageRows(world, id)).toBe(0);
  });

  it("comes there once although two workers have the delivery at once", async () => {
    const world = await createNewsWorld();
    await world.call(createQueue, { QueueName: "lost" });
    await subscribeLostQueue(world, lettersTo("lost"));
    await world.call(publish, { TopicArn: TOPIC, Message: "hello" });
    for (const ref of await effectsOf(world, "FanOut")) await world.engine.deliver(ref);
    const deliveries = await effectsOf(world, "DeliverToSubscription");
    expect(deliveries).toHaveLength(1);
    await Promise.all([...deliveries, ...deliveries].map((ref) => world.engine.deliver(ref)));
    await world.advance(120);
    expect(await textsIn(world, "lost")).toHaveLength(1);
    expect(await textsOf(world, "delivery.dead-lettered")).toHaveLength(1);
  });

  it("comes into a FIFO dead-letter queue in its group when the topic is FIFO", async () => {
    const world = await createNewsWorld();
    const { TopicArn = "" } = await world.call(createTopic, {
      Name: "orders.fifo",
      Attributes: { FifoTopic: "true", ContentBasedDeduplication: "true" },
    });
    for (const QueueName of ["orders.fifo", "lost.fifo"])
      await world.call(createQueue, { QueueName, Attributes: { FifoQueue: "true" } });
    const Endpoint = queueArnOf("orders.fifo");
    await world.call(subscribe, { TopicArn, Protocol: "sqs", Endpoint, Attributes: lettersTo("lost.fifo") });
    await world.call(deleteQueue, { QueueUrl: queueUrlOf("orders.fifo") });
    for (const Message of ["one", "two"]) await world.call(publish, { TopicArn, Message, MessageGroupId: "a" });
    await world.settle();
    const { Messages = [] } = await world.call(receiveMessage, {
      QueueUrl: queueUrlOf("lost.fifo"),
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["MessageGroupId"],
    });
    expect(Messages.map(({ Body = "" }) => JSON.parse(Body).Message)).toEqual(["one", "two"]);
    expect(Messages[0]?.Attributes).toMatchObject({ MessageGroupId: "a" });
  });
});

describe("a redrive policy", () => {
  const refusals: readonly [policy: string, reason: string][] = [
    ["{", "failed to parse JSON."],
    ["[]", "failed to parse JSON."],
    ['{"deadLetterTargetArn":"lost"}', "deadLetterTargetArn is an invalid arn"],
    [JSON.stringify({ deadLetterTargetArn: TOPIC }), "deadLetterTargetArn is an invalid arn"],
    [
      JSON.stringify({ deadLetterTargetArn: queueArnOf("lost"), maxReceiveCount: 3 }),
      "invalid JSON. Attribute maxReceiveCount is unknown.",
    ],
    [
      JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:eu-west-1:000000000000:lost" }),
      "deadLetterTargetArn must be a queue of the topic's account and region",
    ],
    [
      JSON.stringify({ deadLetterTargetArn: queueArnOf("lost.fifo") }),
      "must use a standard queue as DLQ for a subscription to a standard topic.",
    ],
  ];

  it.each(refusals)("such as %s is refused", async (RedrivePolicy, reason) => {
    const world = await createNewsWorld();
    await expect(subscribeQueue(world, "one", { RedrivePolicy })).rejects.toMatchObject({
      code: "InvalidParameter",
      message: `Invalid parameter: Attributes Reason: RedrivePolicy: ${reason}`,
    });
  });
});
