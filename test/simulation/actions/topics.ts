import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { publish } from "../../../shared/services/sns/operations/publish.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { unsubscribe } from "../../../shared/services/sns/operations/unsubscribe.ts";
import type { SubscriptionLife } from "../history.ts";
import { deed, type Simulation } from "../simulation.ts";
import { FIFO_QUEUES, QUEUES, queueArn } from "./queues.ts";

export const TOPICS = ["news", "events"];
export const FIFO_TOPICS = ["entries.fifo"];
/** Nobody else sends to these, so that their order is the topic's alone. */
const GROUPS = ["tom", "zoe"];
export const KINDS = ["red", "green", "blue"];

function topicArn(name: string): string {
  return `arn:aws:sns:us-east-1:000000000000:${name}`;
}

export async function createTopics(simulation: Simulation): Promise<void> {
  for (const Name of TOPICS) await simulation.insist(createTopic, { Name });
  const Attributes = { FifoTopic: "true", ContentBasedDeduplication: "true" };
  for (const Name of FIFO_TOPICS) await simulation.insist(createTopic, { Name, Attributes });
}

/** Subscribes a queue to a topic that it isn't subscribed to. Repeated until it is answered: subscribing is idempotent. */
export async function subscribeSomeQueue(simulation: Simulation): Promise<void> {
  const { history } = simulation;
  const pairs = [
    ...TOPICS.flatMap((topic) => QUEUES.map((queue) => ({ topic, queue }))),
    ...FIFO_TOPICS.flatMap((topic) => FIFO_QUEUES.map((queue) => ({ topic, queue }))),
  ];
  const free = pairs.filter(({ topic, queue }) => !subscriptionOf(simulation, topic, queue));
  const pair = simulation.pick(free.filter(({ queue }) => history.queue(queue)));
  if (!pair) return;
  const kinds = simulation.chance(500) ? { kinds: KINDS.filter(() => simulation.chance(500)).concat("white") } : {};
  const raw = simulation.chance(500);
  const answer = await simulation.insist(subscribe, {
    TopicArn: topicArn(pair.topic),
    Protocol: "sqs",
    Endpoint: queueArn(pair.queue),
    Attributes: {
      RawMessageDelivery: String(raw),
      ...(kinds.kinds ? { FilterPolicy: JSON.stringify({ kind: kinds.kinds }) } : {}),
    },
  });
  if (answer.outcome !== "acknowledged") return;
  const { SubscriptionArn: arn = "" } = answer.output;
  history.subscriptions.push({ ...pair, ...kinds, raw, arn, span: answer.span, outcome: answer.outcome });
}

function subscriptionOf({ history }: Simulation, topic: string, queue: string): SubscriptionLife | undefined {
  return history.subscriptions.find((one) => one.topic === topic && one.queue === queue && !one.removal);
}

export async function unsubscribeSomeQueue(simulation: Simulation): Promise<void> {
  const life = simulation.pick(simulation.history.subscriptions.filter(({ removal }) => !removal));
  if (!life) return;
  const answer = await simulation.insist(unsubscribe, { SubscriptionArn: life.arn ?? "" });
  if (answer.outcome === "acknowledged") life.removal = { span: answer.span, outcome: answer.outcome };
}

export async function publishOne(simulation: Simulation): Promise<void> {
  const topic = simulation.pick(TOPICS) ?? "";
  const kind = simulation.pick(KINDS) ?? "";
  const token = simulation.nextToken();
  const answer = await simulation.call(publish, {
    TopicArn: topicArn(topic),
    Message: `${token} published`,
    MessageAttributes: { kind: { DataType: "String", StringValue: kind } },
  });
  const done = deed(answer);
  if (done) simulation.history.published.push({ ...done, token, topic, kind });
}

export async function publishInOrder(simulation: Simulation): Promise<void> {
  const topic = simulation.pick(FIFO_TOPICS) ?? "";
  const group = simulation.pick(GROUPS) ?? "";
  const kind = simulation.pick(KINDS) ?? "";
  const token = simulation.nextToken();
  const answer = await simulation.call(publish, {
    TopicArn: topicArn(topic),
    Message: `${token} in order`,
    MessageGroupId: group,
    MessageAttributes: { kind: { DataType: "String", StringValue: kind } },
  });
  const done = deed(answer);
  const sequence = answer.outcome === "acknowledged" ? { sequence: answer.output.SequenceNumber ?? "" } : {};
  if (done) simulation.history.published.push({ ...done, token, topic, kind, place: { group, ...sequence } });
}
