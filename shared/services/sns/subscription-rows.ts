import type { Scope } from "../../core/context.ts";
import type { Expectation, Write } from "../../ports/table-store.ts";
import type { Subscription } from "./model.ts";
import {
  accountEntryKey,
  endpointKey,
  putAccountEntry,
  putSubscription,
  subscriptionKey,
  type TopicIncarnation,
  totalsKey,
} from "./table.ts";

/* A subscription is three rows that come and go together, and one in the topic's totals. */

type Root = Pick<Scope, "root">;

export function addSubscription(scope: Root, topic: TopicIncarnation, subscription: Subscription): Write[] {
  const { id, state } = subscription;
  return [
    putSubscription(scope, topic, subscription, "absent"),
    { kind: "put", key: endpointKey(scope, topic, subscription), value: id, expect: "absent" },
    putAccountEntry(scope, { topic: incarnation(topic), id }),
    { kind: "add", key: totalsKey(scope, topic), by: { [state]: 1 } },
  ];
}

/** The three rows alone: who removes a topic removes its totals at the end. */
export function deleteSubscriptionRows(
  scope: Root,
  topic: TopicIncarnation,
  subscription: Subscription,
  expect?: Expectation,
): Write[] {
  const { id } = subscription;
  return [
    { kind: "delete", key: subscriptionKey(scope, topic, id), ...(expect ? { expect } : {}) },
    { kind: "delete", key: endpointKey(scope, topic, subscription) },
    { kind: "delete", key: accountEntryKey(scope, { topic, id }) },
  ];
}

export function removeSubscription(
  scope: Root,
  topic: TopicIncarnation,
  subscription: Subscription,
  expect: Expectation,
): Write[] {
  return [
    ...deleteSubscriptionRows(scope, topic, subscription, expect),
    { kind: "add", key: totalsKey(scope, topic), by: { [subscription.state]: -1, deleted: 1 } },
  ];
}

/** A topic's address and creation, without the rest: what effects and index rows carry. */
export function incarnation({ account, region, name, id }: TopicIncarnation): TopicIncarnation {
  return { account, region, name, id };
}
