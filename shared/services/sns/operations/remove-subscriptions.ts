import type { Value } from "../../../core/json.ts";
import { type EffectDraft, operation } from "../../service.ts";
import { REMOVAL_PAGE } from "../limits.ts";
import { deleteSubscriptionRows, incarnation } from "../subscription-rows.ts";
import { subscriptionFromRow, subscriptionsPartition, type TopicIncarnation, totalsKey } from "../table.ts";
import { topicArn } from "../topic-address.ts";

interface RemoveSubscriptionsInput {
  readonly topic: TopicIncarnation;
}

export function removeSubscriptionsEffect(topic: TopicIncarnation): EffectDraft {
  return {
    target: topicArn(topic),
    operation: "RemoveSubscriptions",
    input: { topic: incarnation(topic) as unknown as Value },
  };
}

/** Removes the rows of a deleted topic's subscriptions, which nobody can see any more, a page at a time. */
export const removeSubscriptions = operation<RemoveSubscriptionsInput, Record<string, never>>()({
  service: "sns",
  name: "RemoveSubscriptions",
  internal: true,

  prefetch: ({ topic }, { store, context }) =>
    store.query({ ...subscriptionsPartition(context, topic), limit: REMOVAL_PAGE }),

  commit(rows, { topic }, context) {
    const writes = rows.flatMap((row) => deleteSubscriptionRows(context, topic, subscriptionFromRow(row)));
    if (rows.length === REMOVAL_PAGE) return { output: {}, writes, effects: [removeSubscriptionsEffect(topic)] };
    return { output: {}, writes: [...writes, { kind: "delete", key: totalsKey(context, topic) }] };
  },
});
