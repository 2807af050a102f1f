import type { Conditions } from "../../core/policy/conditions.ts";
import type { Row } from "../../ports/table-store.ts";
import type { ReadTools } from "../service.ts";
import { notAuthorized, subscriptionDoesNotExist, topicDoesNotExist } from "./errors.ts";
import type { Subscription, Topic } from "./model.ts";
import {
  subscriptionFromRow,
  subscriptionKey,
  type TopicAddress,
  type TopicIncarnation,
  topicFromRow,
  topicKey,
  totalsKey,
} from "./table.ts";
import { readSubscriptionArn, readTopicArn, subscriptionArn } from "./topic-address.ts";
import { authorize } from "./topic-policy.ts";

type Reader = Pick<ReadTools, "store" | "context">;

export interface StoredTopic {
  readonly topic: Topic;
  readonly row: Row;
}

export interface StoredSubscription {
  readonly topic: Topic;
  readonly subscription: Subscription;
  readonly row: Row;
}

/** The topic that a request names, if the caller may do this with it; NotFound or AuthorizationError otherwise. */
export async function readTopic(
  arn: string | undefined,
  tools: Reader,
  action: string,
  conditions?: Conditions,
): Promise<StoredTopic> {
  const address = readTopicArn(arn, tools.context);
  const stored = await findTopic(address, tools);
  authorize(stored?.topic ?? address, action, tools.context, conditions);
  if (!stored) throw topicDoesNotExist();
  return stored;
}

export async function findTopic(address: TopicAddress, { store, context }: Reader): Promise<StoredTopic | undefined> {
  const row = await store.get(topicKey(context, address));
  return row && { topic: topicFromRow(row), row };
}

/** The topic as long as it is the one that was meant: not one of the same name that was created since. */
export async function findIncarnation(wanted: TopicIncarnation, tools: Reader): Promise<Topic | undefined> {
  const stored = await findTopic(wanted, tools);
  return stored?.topic.id === wanted.id ? stored.topic : undefined;
}

/** The subscription that a request names, if it is the caller's or the caller's topic's; NotFound or AuthorizationError otherwise. */
export async function readSubscription(
  arn: string | undefined,
  tools: Reader,
  action: string,
): Promise<StoredSubscription> {
  const stored = await findSubscription(readSubscriptionArn(arn, tools.context), tools);
  if (!stored) throw subscriptionDoesNotExist();
  checkOwner(stored, tools, action);
  return stored;
}

export function checkOwner({ topic, subscription }: StoredSubscription, { context }: Reader, action: string): void {
  const { principal } = context;
  if (principal.kind === "service") return;
  const account = principal.kind === "account" ? principal.account : undefined;
  if (account === topic.account || account === subscription.owner) return;
  throw notAuthorized(action, subscriptionArn(topic, subscription.id), principal);
}

/** Two reads: an ARN names the topic, and the topic's row says under which creation its subscriptions are. */
export async function findSubscription(
  { topic: address, id }: { readonly topic: TopicAddress; readonly id: string },
  tools: Reader,
): Promise<StoredSubscription | undefined> {
  const stored = await findTopic(address, tools);
  if (!stored) return undefined;
  const row = await tools.store.get(subscriptionKey(tools.context, stored.topic, id));
  return row && { topic: stored.topic, subscription: subscriptionFromRow(row), row };
}

export interface SubscriptionCounts {
  readonly confirmed: number;
  readonly pending: number;
  readonly deleted: number;
  /** Those with a filter policy. */
  readonly filtered: number;
}

export async function readCounts(topic: TopicIncarnation, { store, context }: Reader): Promise<SubscriptionCounts> {
  const totals = await store.totals(totalsKey(context, topic));
  const { confirmed = 0, pending = 0, deleted = 0, filtered = 0 } = totals;
  return { confirmed, pending, deleted, filtered };
}
