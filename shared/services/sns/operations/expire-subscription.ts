import type { Value } from "../../../core/json.ts";
import { type EffectDraft, operation } from "../../service.ts";
import { endpointInWords } from "../endpoint.ts";
import { findIncarnation } from "../stored.ts";
import { incarnation, removeSubscription } from "../subscription-rows.ts";
import { subscriptionFromRow, subscriptionKey, type TopicIncarnation } from "../table.ts";
import { subscriptionArn } from "../topic-address.ts";

interface ExpireSubscriptionInput {
  readonly topic: TopicIncarnation;
  readonly subscription: string;
}

export function expireSubscriptionEffect(topic: TopicIncarnation, subscription: string, dueAt: number): EffectDraft {
  return {
    target: subscriptionArn(topic, subscription),
    operation: "ExpireSubscription",
    input: { topic: incarnation(topic) as unknown as Value, subscription },
    dueAt,
  };
}

/** Removes a subscription that nobody confirmed in time; looks again later when it was asked for anew meanwhile. */
export const expireSubscription = operation<ExpireSubscriptionInput, Record<string, never>>()({
  service: "sns",
  name: "ExpireSubscription",
  internal: true,

  async prefetch({ topic: wanted, subscription }, tools) {
    const topic = await findIncarnation(wanted, tools);
    const row = topic && (await tools.store.get(subscriptionKey(tools.context, topic, subscription)));
    return row && { topic, subscription: subscriptionFromRow(row), version: row.version };
  },

  commit(state, _input, context) {
    if (state?.subscription.state !== "pending") return { output: {} };
    const { topic, subscription, version } = state;
    const { id, confirmBefore } = subscription;
    if (confirmBefore > context.now)
      return { output: {}, effects: [expireSubscriptionEffect(topic, id, confirmBefore)] };
    const text = `the subscription of ${endpointInWords(subscription)} to topic ${topic.name} was removed: nobody confirmed it within two days`;
    return {
      output: {},
      writes: removeSubscription(context, topic, subscription, { version }),
      events: [{ type: "subscription.expired", resource: subscriptionArn(topic, id), text }],
    };
  },
});
