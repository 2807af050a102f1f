import type { ConfirmSubscriptionInput, ConfirmSubscriptionResponse } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { endpointInWords } from "../endpoint.ts";
import { invalidParameter } from "../errors.ts";
import type { Subscription } from "../model.ts";
import { readTopic } from "../stored.ts";
import { putSubscription, subscriptionFromRow, subscriptionKey, totalsKey } from "../table.ts";
import { subscriptionOfToken } from "../token.ts";
import { subscriptionArn } from "../topic-address.ts";

/** What a link adds to AWS's input. */
export type ConfirmSubscriptionRequest = ConfirmSubscriptionInput & {
  /** The subscription that must be meant. */
  readonly SubscriptionId?: string;
  /** Somebody followed the link in the e-mail; nobody knows who. */
  readonly ByLink?: boolean;
};

/** The token says which subscription; again is no mistake. https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export const confirmSubscription = operation<ConfirmSubscriptionRequest, ConfirmSubscriptionResponse>()({
  service: "sns",
  name: "ConfirmSubscription",

  async prefetch(input, tools) {
    const { topic } = await readTopic(input.TopicArn, tools, "ConfirmSubscription");
    const id = subscriptionOfToken(input.Token ?? "");
    const meant = input.SubscriptionId ?? id;
    const row = id !== undefined && meant === id && (await tools.store.get(subscriptionKey(tools.context, topic, id)));
    if (!row) throw invalidToken();
    return { topic, subscription: subscriptionFromRow(row), version: row.version };
  },

  commit({ topic, subscription, version }, input, context) {
    const { id, state, token, confirmBefore } = subscription;
    if (token !== input.Token) throw invalidToken();
    const output = { SubscriptionArn: subscriptionArn(topic, id) };
    if (state === "confirmed") return { output };
    if (confirmBefore <= context.now) throw invalidToken();
    const confirmed: Subscription = {
      ...subscription,
      state: "confirmed",
      confirmationWasAuthenticated: !input.ByLink,
      authenticateOnUnsubscribe: input.AuthenticateOnUnsubscribe?.toLowerCase() === "true",
    };
    const text = `${endpointInWords(confirmed)} confirmed the subscription to topic ${topic.name}: it gets what is published from now on`;
    return {
      output,
      writes: [
        putSubscription(context, topic, confirmed, { version }),
        { kind: "add", key: totalsKey(context, topic), by: { pending: -1, confirmed: 1 } },
      ],
      events: [{ type: "subscription.confirmed", resource: output.SubscriptionArn, text }],
    };
  },
});

/** The same words for a token that is wrong, used up or too old. */
function invalidToken() {
  return invalidParameter("Token", "confirmation");
}
