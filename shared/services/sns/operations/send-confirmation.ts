import type { Value } from "../../../core/json.ts";
import { inboxTopic } from "../../../core/topics.ts";
import { type EffectDraft, operation } from "../../service.ts";
import { confirmationLetter } from "../letters.ts";
import { confirmLink } from "../links.ts";
import { findIncarnation } from "../stored.ts";
import { incarnation } from "../subscription-rows.ts";
import { subscriptionFromRow, subscriptionKey, type TopicIncarnation } from "../table.ts";
import { subscriptionArn, topicArn } from "../topic-address.ts";

interface SendConfirmationInput {
  readonly topic: TopicIncarnation;
  readonly subscription: string;
}

export function sendConfirmationEffect(topic: TopicIncarnation, subscription: string): EffectDraft {
  return {
    target: subscriptionArn(topic, subscription),
    operation: "SendConfirmation",
    input: { topic: incarnation(topic) as unknown as Value, subscription },
  };
}

/** Sends the letter that asks the owner of an e-mail address whether they want the topic's messages. */
export const sendConfirmation = operation<SendConfirmationInput, Record<string, never>>()({
  service: "sns",
  name: "SendConfirmation",
  internal: true,

  async prefetch({ topic: wanted, subscription }, tools) {
    const topic = await findIncarnation(wanted, tools);
    const row = topic && (await tools.store.get(subscriptionKey(tools.context, topic, subscription)));
    return row && { topic, subscription: subscriptionFromRow(row), id: tools.effectId ?? "" };
  },

  commit(state, _input, context) {
    if (state?.subscription.state !== "pending") return { output: {} };
    const { topic, subscription, id } = state;
    const link = confirmLink(topic, subscription);
    const delivery = {
      id,
      root: context.root,
      kind: "email",
      to: subscription.endpoint,
      ...confirmationLetter(topic, subscription, link),
      ...(link === undefined ? {} : { link }),
      source: topicArn(topic),
      traceId: context.traceId,
      at: context.now,
    } as const;
    const text = `a link to confirm was sent to ${subscription.endpoint}: it is in the inbox`;
    return {
      async call(outside) {
        await outside.deliveries.deliver(delivery);
        const resource = subscriptionArn(topic, subscription.id);
        const events = [{ type: "subscription.confirmation-sent", resource, text }];
        return { output: {}, events, wakes: [inboxTopic(context.root)] };
      },
    };
  },
});
