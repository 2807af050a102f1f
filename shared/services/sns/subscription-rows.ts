import type { Scope } from "../../core/context.ts";
import type { Expectation, Write } from "../../ports/table-store.ts";
import { isHttp } from "./endpoint.ts";
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
import { throttleKey } from "./table-delivery.ts";

/* A subscription is three rows that come and go together, and one in the topic's totals. */

type Root = Pick<Scope, "root">;

export function addSubscription(scope: Root, topic: TopicIncarnation, subscription: Subscription): Write[] {
  const { id, state, owner } = subscription;
  return [
    putSubscription(scope, topic, subscription, "absent"),
    { kind: "put", key: endpointKey(scope, topic, subscription), value: id, expect: "absent" },
    putAccountEntry(scope, { topic: incarnation(topic), id, ...(owner === topic.account ? {} : { owner }) }),
    { kind: "add", key: totalsKey(scope, topic), by: { [state]: 1, ...filtered(subscription, 1) } },
  ];
}

/** The rows alone, four at most: who removes a topic removes its totals at the end. */
export function deleteSubscriptionRows(
  scope: Root,
  topic: TopicIncarnation,
  subscription: Subscription,
  expect?: Expectation,
): Write[] {
  const { id, owner, protocol } = subscription;
  return [
    { kind: "delete", key: subscriptionKey(scope, topic, id), ...(expect ? { expect } : {}) },
    { kind: "delete", key: endpointKey(scope, topic, subscription) },
    { kind: "delete", key: accountEntryKey(scope, { topic, id, owner }) },
    ...(isHttp(protocol) ? [{ kind: "delete", key: throttleKey(scope, topic, id) } as const] : []),
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
    {
      kind: "add",
      key: totalsKey(scope, topic),
      by: { [subscription.state]: -1, deleted: 1, ...filtered(subscription, -1) },
    },
  ];
}

/** How the number of a topic's filter policies changes. */
function filtered({ filterPolicy }: Pick<Subscription, "filterPolicy">, by: number): Record<string, number> {
  return filterPolicy === undefined ? {} : { filtered: by };
}

/** A topic's address and creation, without the rest: what effects and index rows carry. */
export function incarnation({ account, region, name, id }: TopicIncarnation): TopicIncarnation {
  return { account, region, name, id };
}
