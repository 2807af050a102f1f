import { parseArn } from "../../core/arn.ts";
import { invalidParameter } from "./errors.ts";
import { parseObject } from "./json-object.ts";
import type { Subscription, Topic } from "./model.ts";

interface Asked {
  readonly topic: Pick<Topic, "name" | "account" | "region">;
  readonly endpoint: string;
  /** What AWS puts before an attribute's name: Subscribe says `Attributes Reason: `, SetSubscriptionAttributes nothing. */
  readonly where: "Attributes Reason: " | "";
}

/**
 * Checks a subscription's RedrivePolicy and gives it back; an empty one takes it away. Whether there is such a queue AWS doesn't
 * ask. https://docs.aws.amazon.com/sns/latest/dg/sns-configure-dead-letter-queue.html
 */
export function readRedrivePolicy(value: string, { topic, endpoint, where }: Asked): string | undefined {
  if (/^\s*(\{\s*\})?\s*$/.test(value)) return undefined;
  const refuse = (reason: string) =>
    invalidParameter(`${where}RedrivePolicy: ${reason}`, "subscription-dead-letter-queue");
  const policy = parseObject(value);
  if (!policy) throw refuse("failed to parse JSON.");
  const { deadLetterTargetArn, ...others } = policy;
  const [unknown] = Object.keys(others);
  // The maxReceiveCount of a queue's policy means nothing here: the delivery policy says how often it is tried.
  if (unknown !== undefined) throw refuse(`invalid JSON. Attribute ${unknown} is unknown.`);
  const queue = typeof deadLetterTargetArn === "string" ? parseArn(deadLetterTargetArn) : undefined;
  if (queue?.service !== "sqs" || !/^[A-Za-z0-9_.-]{1,80}$/.test(queue.resource))
    throw refuse("deadLetterTargetArn is an invalid arn");
  if (queue.account !== topic.account || queue.region !== topic.region)
    throw refuse("deadLetterTargetArn must be a queue of the topic's account and region");
  if (topic.name.endsWith(".fifo") && endpoint.endsWith(".fifo") && !queue.resource.endsWith(".fifo"))
    throw refuse("must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.");
  if (!topic.name.endsWith(".fifo") && queue.resource.endsWith(".fifo"))
    throw refuse("must use a standard queue as DLQ for a subscription to a standard topic.");
  return value;
}

/** The ARN of the queue that takes what can't be delivered, if the subscription has one. It was checked when it was stored. */
export function deadLetterQueue({ redrivePolicy }: Pick<Subscription, "redrivePolicy">): string | undefined {
  if (redrivePolicy === undefined) return undefined;
  return (JSON.parse(redrivePolicy) as { readonly deadLetterTargetArn: string }).deadLetterTargetArn;
}
