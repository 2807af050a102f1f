import type { Value } from "../../../core/json.ts";
import { type EffectDraft, operation } from "../../service.ts";
import { incarnation } from "../subscription-rows.ts";
import { subscriptionFromRow, type TopicIncarnation } from "../table.ts";
import { deleteFormer, formerKey } from "../table-delivery.ts";
import { subscriptionArn } from "../topic-address.ts";

interface ForgetFormerSubscriptionInput {
  readonly topic: TopicIncarnation;
  readonly subscription: string;
}

export function forgetFormerEffect(topic: TopicIncarnation, subscription: string, dueAt: number): EffectDraft {
  return {
    target: subscriptionArn(topic, subscription),
    operation: "ForgetFormerSubscription",
    input: { topic: incarnation(topic) as unknown as Value, subscription },
    dueAt,
  };
}

/** Removes what would bring a subscription back, once its token no longer does; also when the topic is gone meanwhile. */
export const forgetFormerSubscription = operation<ForgetFormerSubscriptionInput, Record<string, never>>()({
  service: "sns",
  name: "ForgetFormerSubscription",
  internal: true,

  prefetch: ({ topic, subscription }, { store, context }) => store.get(formerKey(context, topic, subscription)),

  commit(row, { topic, subscription }, context) {
    // One that came back and ended a second time has an effect of its own.
    if (!row || subscriptionFromRow(row).confirmBefore > context.now) return { output: {} };
    return { output: {}, writes: [deleteFormer(context, topic, subscription, { version: row.version })] };
  },
});
