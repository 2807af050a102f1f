import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import type { z } from "zod";
import { iso } from "../../core/time.ts";
import type { Subscription, Topic } from "./model.ts";
import type { Publication } from "./publication.ts";
import type * as schemas from "./rest-schemas.ts";
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
  const { name, region, displayName, createdAt } = topic;
  return {
    name,
    arn: topicArn(topic),
    region,
    displayName,
    subscriptionsConfirmed: counts.confirmed,
    subscriptionsPending: counts.pending,
    createdAt: iso(createdAt),
  };
}

export function fromSubscription(topic: Topic, subscription: Subscription): z.input<typeof schemas.subscription> {
  const { id, protocol, endpoint, state, rawDelivery, filterPolicy, createdAt, confirmBefore } = subscription;
  return {
    id,
    arn: subscriptionArn(topic, id),
    topic: topic.name,
    protocol,
    endpoint,
    status: state,
    rawDelivery,
    ...(filterPolicy === undefined ? {} : { filterPolicy: JSON.parse(filterPolicy) }),
    createdAt: iso(createdAt),
    ...(state === "pending" ? { confirmationExpiresAt: iso(confirmBefore) } : {}),
  };
}

/** AWS's subscription attributes; a policy of `{}` is none. */
export function toSubscriptionAttributes({
  rawDelivery,
  filterPolicy,
}: z.output<typeof schemas.subscriptionChange>): Record<string, string> {
  return {
    ...(rawDelivery === undefined ? {} : { RawMessageDelivery: String(rawDelivery) }),
    ...(filterPolicy === undefined ? {} : { FilterPolicy: JSON.stringify(filterPolicy ?? {}) }),
  };
}

export function toPublication(body: z.output<typeof schemas.newMessage>): Publication & { readonly Message: string } {
  const { message, subject, messageStructure, attributes } = body;
  return {
    Message: message,
    ...(subject === undefined ? {} : { Subject: subject }),
    ...(messageStructure === undefined ? {} : { MessageStructure: messageStructure }),
    ...(attributes === undefined ? {} : { MessageAttributes: toAttributes(attributes) }),
  };
}

type Attributes = NonNullable<z.output<typeof schemas.newMessage>["attributes"]>;

function toAttributes(attributes: Attributes): Record<string, MessageAttributeValue> {
  const pairs = Object.entries(attributes).map(([name, { type, value }]) => {
    const binary = type.startsWith("Binary");
    return [
      name,
      { DataType: type, ...(binary ? { BinaryValue: Buffer.from(value, "base64") } : { StringValue: value }) },
    ] as const;
  });
  return Object.fromEntries(pairs);
}
