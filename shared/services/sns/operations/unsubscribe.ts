import type { UnsubscribeInput } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { endpointInWords } from "../endpoint.ts";
import { invalidParameter, notAuthorized } from "../errors.ts";
import { findSubscription } from "../stored.ts";
import { removeSubscription } from "../subscription-rows.ts";
import { readSubscriptionArn, subscriptionArn } from "../topic-address.ts";

/** What a link adds to AWS's input. */
export type UnsubscribeRequest = UnsubscribeInput & {
  /** The token of the link that somebody followed; nobody knows who. */
  readonly Token?: string;
};

/** Idempotent: what is not there is unsubscribed. https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
export const unsubscribe = operation<UnsubscribeRequest, Record<string, never>>()({
  service: "sns",
  name: "Unsubscribe",

  prefetch: (input, tools) =>
    findSubscription(readSubscriptionArn(input.SubscriptionArn, tools.context, "Unsubscribe"), tools),

  commit(stored, input, context) {
    if (!stored) return { output: {} };
    const { topic, subscription, row } = stored;
    const resource = subscriptionArn(topic, subscription.id);
    if (input.Token !== undefined) {
      if (input.Token !== subscription.token) throw invalidParameter("Token", "confirmation");
      if (subscription.authenticateOnUnsubscribe) throw notAuthorized("Unsubscribe", resource);
    }
    const text = `${endpointInWords(subscription)} unsubscribed from topic ${topic.name}: it gets nothing more`;
    return {
      output: {},
      writes: removeSubscription(context, topic, subscription, { version: row.version }),
      events: [{ type: "subscription.deleted", resource, text }],
    };
  },
});
