import { createHash } from "node:crypto";
import type { Scope } from "../../core/context.ts";
import type { Value } from "../../core/json.ts";
import type { Expectation, Key, Partition, Put, Row } from "../../ports/table-store.ts";
import type { PublishedMessage, Subscription, Topic } from "./model.ts";

/*
 * Where SNS keeps what; <topic> stands for <account>/<region>/<name>/<topic id>:
 *   plain  <root>/sns/topics                         <account>/<region>/<name>                     a topic
 *   plain  <root>/sns/<topic>/subscriptions          <subscription id>                             a subscription
 *   totals <root>/sns/<topic>                        "totals"                                      how many, by state
 *   plain  <root>/sns/<topic>/endpoints              hash of protocol and endpoint                 which subscription has it
 *   plain  <root>/sns/subscriptions                  <account>/<region>/<name>/<subscription id>   for lists by account
 *   plain  <root>/sns/<topic>/messages/<message id>  "message"                                     a message on its way
 *   plain  <root>/sns/<topic>/messages/<message id>  "to/<subscription id>"                        a delivery not yet done
 *
 * A message of 262,144 bytes fits in one row of DynamoDB (400 KB), so its text needs no blob. Every message has a partition
 * of its own: on DynamoDB no busy topic makes a hot one.
 */

type Root = Pick<Scope, "root">;
export type TopicAddress = Pick<Topic, "account" | "region" | "name">;
/** One creation of a topic: what is stored under it vanishes with it. */
export type TopicIncarnation = TopicAddress & Pick<Topic, "id">;

export function topicsPartition({ root }: Root): Partition {
  return { table: "plain", partition: `${root}/sns/topics` };
}

/** What the sort keys of an account's topics and subscriptions begin with; region `*` takes all regions. */
export function accountPrefix({ account, region }: Pick<Scope, "account" | "region">): string {
  return region === "*" ? `${account}/` : `${account}/${region}/`;
}

export function topicKey(scope: Root, { account, region, name }: TopicAddress): Key {
  return { ...topicsPartition(scope), sort: `${account}/${region}/${name}` };
}

export function putTopic(scope: Root, topic: Topic, expect: Expectation): Put {
  return { kind: "put", key: topicKey(scope, topic), value: topic as unknown as Value, expect };
}

export function topicFromRow(row: Row): Topic {
  return row.value as unknown as Topic;
}

export function topicPath({ root }: Root, { account, region, name, id }: TopicIncarnation): string {
  return `${root}/sns/${account}/${region}/${name}/${id}`;
}

export function totalsKey(scope: Root, topic: TopicIncarnation): Key {
  return { table: "plain", partition: topicPath(scope, topic), sort: "totals" };
}

export function subscriptionsPartition(scope: Root, topic: TopicIncarnation): Partition {
  return { table: "plain", partition: `${topicPath(scope, topic)}/subscriptions` };
}

export function subscriptionKey(scope: Root, topic: TopicIncarnation, id: string): Key {
  return { ...subscriptionsPartition(scope, topic), sort: id };
}

export function putSubscription(
  scope: Root,
  topic: TopicIncarnation,
  subscription: Subscription,
  expect: Expectation,
): Put {
  return {
    kind: "put",
    key: subscriptionKey(scope, topic, subscription.id),
    value: subscription as unknown as Value,
    expect,
  };
}

export function subscriptionFromRow(row: Row): Subscription {
  return row.value as unknown as Subscription;
}

/** An endpoint may be longer than a key: its hash stands for it. The row's value is the subscription's id. */
export function endpointKey(
  scope: Root,
  topic: TopicIncarnation,
  { protocol, endpoint }: Pick<Subscription, "protocol" | "endpoint">,
): Key {
  const sort = createHash("sha256").update(`${protocol}:${endpoint}`, "utf8").digest("hex");
  return { table: "plain", partition: `${topicPath(scope, topic)}/endpoints`, sort };
}

export function accountSubscriptionsPartition({ root }: Root): Partition {
  return { table: "plain", partition: `${root}/sns/subscriptions` };
}

export interface AccountEntry {
  readonly topic: TopicIncarnation;
  readonly id: string;
  /** Whose list it is in, when that is not the topic's account. */
  readonly owner?: string;
}

export function accountEntryKey(scope: Root, { topic: { account, region, name }, id, owner }: AccountEntry): Key {
  return { ...accountSubscriptionsPartition(scope), sort: `${owner ?? account}/${region}/${name}/${id}` };
}

export function putAccountEntry(scope: Root, entry: AccountEntry): Put {
  return { kind: "put", key: accountEntryKey(scope, entry), value: entry as unknown as Value, expect: "absent" };
}

export function accountEntryFromRow(row: Row): AccountEntry {
  return row.value as unknown as AccountEntry;
}

function messagePartition(scope: Root, topic: TopicIncarnation, messageId: string): Partition {
  return { table: "plain", partition: `${topicPath(scope, topic)}/messages/${messageId}` };
}

export function messageKey(scope: Root, topic: TopicIncarnation, messageId: string): Key {
  return { ...messagePartition(scope, topic, messageId), sort: "message" };
}

export function putMessage(scope: Root, topic: TopicIncarnation, message: PublishedMessage): Put {
  return { kind: "put", key: messageKey(scope, topic, message.id), value: message as unknown as Value };
}

export function messageFromRow(row: Row): PublishedMessage {
  return row.value as unknown as PublishedMessage;
}

const DELIVERY_PREFIX = "to/";

/** Says that a delivery is still to be done, so that the message must stay. On a FIFO topic its value is the group. */
export function deliveryKey(scope: Root, topic: TopicIncarnation, messageId: string, subscriptionId: string): Key {
  return { ...messagePartition(scope, topic, messageId), sort: `${DELIVERY_PREFIX}${subscriptionId}` };
}

export function subscriptionOfDelivery(sort: string): string {
  return sort.slice(DELIVERY_PREFIX.length);
}

export function deliveriesQuery(
  scope: Root,
  topic: TopicIncarnation,
  messageId: string,
): Partition & { readonly prefix: string } {
  return { ...messagePartition(scope, topic, messageId), prefix: DELIVERY_PREFIX };
}
