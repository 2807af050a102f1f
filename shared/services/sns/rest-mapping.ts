import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import type { z } from "zod";
import { arn } from "../../core/arn.ts";
import { iso } from "../../core/time.ts";
import { shownEndpoint } from "./endpoint.ts";
import type { Subscription, Topic } from "./model.ts";
import type { Publication } from "./publication.ts";
import { deadLetterQueue } from "./redrive-policy.ts";
import type * as schemas from "./rest-schemas.ts";
import type * as messages from "./rest-schemas-messages.ts";
import type { SubscriptionCounts } from "./stored.ts";
import { subscriptionArn, topicArn } from "./topic-address.ts";

/* Between REST's camelCase and AWS's shapes. */

interface Caller {
  readonly account: string;
  readonly region: string;
}

/** A topic is named in REST; it is in the caller's own account and region. */
export function arnOf(name: string, { account, region }: Caller): string {
  return topicArn({ account, region, name });
}

export function subscriptionArnOf(
  params: { readonly topic: string; readonly subscription: string },
  caller: Caller,
): string {
  return `${arnOf(params.topic, caller)}:${params.subscription}`;
}

export function fromTopic(topic: Topic, counts: SubscriptionCounts): z.input<typeof schemas.topic> {
  const { name, region, displayName, fifo, policy, deliveryPolicy, signatureVersion, tags, createdAt } = topic;
  return {
    name,
    arn: topicArn(topic),
    region,
    displayName,
    fifo: fifo !== undefined,
    ...(fifo ? { contentBasedDeduplication: fifo.contentBasedDeduplication } : {}),
    ...(fifo ? { throughputScope: fifo.throughputScope === "MessageGroup" ? "messageGroup" : "topic" } : {}),
    ...(policy === undefined ? {} : { policy: JSON.parse(policy) }),
    ...(deliveryPolicy === undefined ? {} : { deliveryPolicy: JSON.parse(deliveryPolicy) }),
    ...(signatureVersion === undefined ? {} : { signatureVersion }),
    tags,
    subscriptionsConfirmed: counts.confirmed,
    subscriptionsPending: counts.pending,
    createdAt: iso(createdAt),
  };
}

type TopicSettings = Omit<z.output<typeof schemas.topicChange>, "tags"> & { readonly fifo?: boolean | undefined };

/** AWS's topic attributes; an empty text brings a default back. */
export function toTopicAttributes(settings: TopicSettings): Record<string, string> {
  const { displayName, fifo, contentBasedDeduplication, throughputScope } = settings;
  const { policy, deliveryPolicy, signatureVersion } = settings;
  return {
    ...(fifo ? { FifoTopic: "true" } : {}),
    ...(displayName === undefined ? {} : { DisplayName: displayName }),
    ...(contentBasedDeduplication === undefined
      ? {}
      : { ContentBasedDeduplication: String(contentBasedDeduplication) }),
    ...(throughputScope === undefined ? {} : { FifoThroughputScope: SCOPES[throughputScope] }),
    ...(policy === undefined ? {} : { Policy: json(policy) }),
    ...(deliveryPolicy === undefined ? {} : { DeliveryPolicy: json(deliveryPolicy) }),
    ...(signatureVersion === undefined ? {} : { SignatureVersion: signatureVersion }),
  };
}

const SCOPES = { topic: "Topic", messageGroup: "MessageGroup" } as const;

function json(value: unknown): string {
  return value === null ? "" : JSON.stringify(value);
}

export function fromSubscription(topic: Topic, subscription: Subscription): z.input<typeof schemas.subscription> {
  const { id, protocol, state, rawDelivery, deliveryPolicy, createdAt, confirmBefore } = subscription;
  const deadLetters = deadLetterQueue(subscription);
  return {
    id,
    arn: subscriptionArn(topic, id),
    topic: topic.name,
    protocol,
    endpoint: shownEndpoint(subscription),
    status: state,
    rawDelivery,
    ...fromFilter(subscription),
    ...(deadLetters === undefined ? {} : { deadLetterQueueArn: deadLetters }),
    ...(deliveryPolicy === undefined ? {} : { deliveryPolicy: JSON.parse(deliveryPolicy) }),
    createdAt: iso(createdAt),
    ...(state === "pending" ? { confirmationExpiresAt: iso(confirmBefore) } : {}),
  };
}

function fromFilter({ filterPolicy, filterPolicyScope }: Subscription) {
  if (filterPolicy === undefined) return {};
  const scope = filterPolicyScope === "MessageBody" ? "body" : "attributes";
  return { filterPolicy: JSON.parse(filterPolicy), filterPolicyScope: scope } as const;
}

/** A queue's name means one beside the topic; all else is AWS's to judge. */
export function toEndpoint(protocol: string, endpoint: string, { account, region }: Caller): string {
  if (protocol !== "sqs" || !QUEUE_NAME.test(endpoint)) return endpoint;
  return arn({ service: "sqs", region, account, resource: endpoint });
}

const QUEUE_NAME = /^[\w-]{1,80}(\.fifo)?$/;

/** AWS's subscription attributes; a policy of `{}` is none. A dead-letter queue's name means one beside the topic. */
export function toSubscriptionAttributes(
  change: z.output<typeof schemas.subscriptionChange>,
  { account, region }: Caller,
): Record<string, string> {
  const { rawDelivery, filterPolicy, filterPolicyScope, deadLetterQueue: queue, deliveryPolicy } = change;
  const queueArn = (name: string) =>
    name.startsWith("arn:") ? name : arn({ service: "sqs", region, account, resource: name });
  return {
    ...(rawDelivery === undefined ? {} : { RawMessageDelivery: String(rawDelivery) }),
    ...(filterPolicyScope === undefined ? {} : { FilterPolicyScope: FILTER_SCOPES[filterPolicyScope] }),
    ...(filterPolicy === undefined ? {} : { FilterPolicy: JSON.stringify(filterPolicy ?? {}) }),
    ...(queue === undefined
      ? {}
      : { RedrivePolicy: queue === null ? "" : json({ deadLetterTargetArn: queueArn(queue) }) }),
    ...(deliveryPolicy === undefined ? {} : { DeliveryPolicy: json(deliveryPolicy) }),
  };
}

export const FILTER_SCOPES = { attributes: "MessageAttributes", body: "MessageBody" } as const;

export function toPublication(body: z.output<typeof messages.newMessage>): Publication & { readonly Message: string } {
  const { message, subject, messageStructure, attributes, groupId, deduplicationId } = body;
  return {
    Message: message,
    ...(subject === undefined ? {} : { Subject: subject }),
    ...(messageStructure === undefined ? {} : { MessageStructure: messageStructure }),
    ...(attributes === undefined ? {} : { MessageAttributes: toAttributes(attributes) }),
    ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
    ...(deduplicationId === undefined ? {} : { MessageDeduplicationId: deduplicationId }),
  };
}

type Attributes = NonNullable<z.output<typeof messages.newMessage>["attributes"]>;

export function toAttributes(attributes: Attributes): Record<string, MessageAttributeValue> {
  const pairs = Object.entries(attributes).map(([name, { type, value }]) => {
    const binary = type.startsWith("Binary");
    return [
      name,
      { DataType: type, ...(binary ? { BinaryValue: Buffer.from(value, "base64") } : { StringValue: value }) },
    ] as const;
  });
  return Object.fromEntries(pairs);
}
