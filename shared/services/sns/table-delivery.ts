import type { Scope } from "../../core/context.ts";
import type { Value } from "../../core/json.ts";
import type { Delete, Expectation, Key, Put, Row } from "../../ports/table-store.ts";
import type { Subscription } from "./model.ts";
import { type TopicIncarnation, topicPath } from "./table.ts";

/*
 * What deliveries keep besides messages; <topic> as in table.ts:
 *   plain  <root>/sns/<topic>/throttles  <subscription id>    when the next delivery to an endpoint may begin
 *   plain  <root>/sns/<topic>/former     <subscription id>    a subscription that ended by a link, for as long as it can come back
 */

type Root = Pick<Scope, "root">;

export function throttleKey(scope: Root, topic: TopicIncarnation, subscriptionId: string): Key {
  return { table: "plain", partition: `${topicPath(scope, topic)}/throttles`, sort: subscriptionId };
}

export function putThrottle(key: Key, nextAt: number, expect: Expectation): Put {
  return { kind: "put", key, value: nextAt, expect };
}

export function throttleFromRow(row: Row): number {
  return Number(row.value);
}

export function formerKey(scope: Root, topic: TopicIncarnation, subscriptionId: string): Key {
  return { table: "plain", partition: `${topicPath(scope, topic)}/former`, sort: subscriptionId };
}

/** Under the token that brings it back, until it no longer does. */
export function putFormer(scope: Root, topic: TopicIncarnation, subscription: Subscription): Put {
  return { kind: "put", key: formerKey(scope, topic, subscription.id), value: subscription as unknown as Value };
}

export function deleteFormer(
  scope: Root,
  topic: TopicIncarnation,
  subscriptionId: string,
  expect?: Expectation,
): Delete {
  return { kind: "delete", key: formerKey(scope, topic, subscriptionId), ...(expect ? { expect } : {}) };
}
