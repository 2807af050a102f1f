import { createVerify } from "node:crypto";
import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import { effectFromRow, effectPartitions } from "../../../shared/engine/effects.ts";
import type { Delivered } from "../../../shared/ports/delivery-gateway.ts";
import { sns } from "../../../shared/services/sns/index.ts";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { publish } from "../../../shared/services/sns/operations/publish.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { sqs } from "../../../shared/services/sqs/index.ts";
import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import { peekMessages } from "../../../shared/services/sqs/operations/peek-messages.ts";
import { createWorld, type World } from "../../support/world.ts";

export const TOPIC = "arn:aws:sns:us-east-1:000000000000:news";

export function queueArnOf(name: string): string {
  return `arn:aws:sqs:us-east-1:000000000000:${name}`;
}

export function queueUrlOf(name: string): string {
  return `http://127.0.0.1:4566/000000000000/${name}`;
}

/** A world of topics and queues with the topic `news` in it. */
export async function createNewsWorld(): Promise<World> {
  const world = createWorld({ services: [sns, sqs] });
  await world.call(createTopic, { Name: "news" });
  return world;
}

/** A queue that gets what is published to `news`. Returns the subscription's ARN. */
export async function subscribeQueue(
  world: World,
  name: string,
  Attributes: Record<string, string> = {},
): Promise<string> {
  await world.call(createQueue, { QueueName: name });
  const { SubscriptionArn = "" } = await world.call(subscribe, {
    TopicArn: TOPIC,
    Protocol: "sqs",
    Endpoint: queueArnOf(name),
    Attributes,
  });
  return SubscriptionArn;
}

/** Publishes to `news` and lets everything happen that follows from it. */
export async function publishAndSettle(
  world: World,
  Message: string,
  MessageAttributes: Record<string, MessageAttributeValue> = {},
): Promise<string> {
  const { MessageId = "" } = await world.call(publish, { TopicArn: TOPIC, Message, MessageAttributes });
  await world.settle();
  return MessageId;
}

/** The texts of the messages in a queue, oldest first. */
export async function textsIn(world: World, queue: string): Promise<readonly string[]> {
  const { Messages } = await world.call(peekMessages, { QueueUrl: queueUrlOf(queue), MaxResults: 100 });
  return Messages.map(({ text }) => text);
}

export async function inbox(world: World): Promise<readonly Delivered[]> {
  return world.engine.ports.deliveries.delivered({ root: await world.root(), limit: 1000 });
}

export async function textsOf(world: World, type: string): Promise<readonly string[]> {
  return (await world.events({ type })).map(({ text }) => text);
}

/** How many rows SNS keeps for messages that are on their way. */
export async function messageRows(world: World, messageId: string): Promise<number> {
  const topicRow = await world.store.get({
    table: "plain",
    partition: `${await world.root()}/sns/topics`,
    sort: "000000000000/us-east-1/news",
  });
  const { id } = (topicRow?.value ?? {}) as { id?: string };
  const partition = `${await world.root()}/sns/000000000000/us-east-1/news/${id}/messages/${messageId}`;
  return (await world.store.query({ table: "plain", partition, limit: 100 })).length;
}

/** Whether an envelope's signature is the server's, as AWS documents how to see it. */
export async function verifies(world: World, envelope: Readonly<Record<string, string>>): Promise<boolean> {
  const { pem } = await world.engine.ports.signer.certificate();
  const isNotification = envelope.Type === "Notification";
  const names = isNotification
    ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
    : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
  const verifier = createVerify(envelope.SignatureVersion === "2" ? "RSA-SHA256" : "RSA-SHA1");
  for (const name of names) if (envelope[name] !== undefined) verifier.update(`${name}\n${envelope[name]}\n`, "utf8");
  return verifier.verify(pem, envelope.Signature ?? "", "base64");
}

/** The effects that wait, by the operation that they call. */
export async function effectsOf(world: World, operation: string) {
  const root = await world.root();
  const rows = await Promise.all(effectPartitions(root).map((one) => world.store.query({ ...one, limit: 100 })));
  const effects = rows.flat().map(effectFromRow);
  return effects
    .filter((effect) => effect.operation === operation)
    .map(({ id }) => ({ playground: world.caller.playground, root, id }));
}
