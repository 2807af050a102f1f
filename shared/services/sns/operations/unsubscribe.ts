import type { UnsubscribeInput } from "@aws-sdk/client-sns";
import { seconds } from "../../../core/time.ts";
import { type Done, operation, type ReadTools, type RequestContext } from "../../service.ts";
import { endpointInWords } from "../endpoint.ts";
import { invalidParameter, notAuthorized } from "../errors.ts";
import { CONFIRMATION_SECONDS } from "../limits.ts";
import { checkOwner, findSubscription, type StoredSubscription } from "../stored.ts";
import { removeSubscription } from "../subscription-rows.ts";
import { putFormer } from "../table-delivery.ts";
import { newToken } from "../token.ts";
import { parseSubscriptionArn, readSubscriptionArn, subscriptionArn } from "../topic-address.ts";
import { forgetFormerEffect } from "./forget-former-subscription.ts";
import { sendConfirmationEffect } from "./send-confirmation.ts";

/** What a link adds to AWS's input. */
export type UnsubscribeRequest = UnsubscribeInput & {
  /** The token of a letter's link; an envelope's link has none, on AWS either. */
  readonly Token?: string;
  /** Somebody followed a link; nobody knows who, and in which region they are. */
  readonly ByLink?: boolean;
};

/**
 * Idempotent: what is not there is unsubscribed. Whoever has the subscription's ARN may end it by its link, unless it was
 * confirmed so that only its owner may; its endpoint is then told and can take it back.
 * https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
 */
export const unsubscribe = operation<UnsubscribeRequest, Record<string, never>>()({
  service: "sns",
  name: "Unsubscribe",

  async prefetch(input, tools) {
    const stored = await findSubscription(addressOf(input, tools), tools);
    if (stored && !isLink(input)) checkOwner(stored, tools, "Unsubscribe");
    return stored && { stored, comeback: newToken(stored.subscription.id, tools.random) };
  },

  commit(state, input, context) {
    if (!state) return { output: {} };
    const { topic, subscription, row } = state.stored;
    const resource = subscriptionArn(topic, subscription.id);
    if (input.Token !== undefined && input.Token !== subscription.token)
      throw invalidParameter("Token", "confirmation");
    if (isLink(input) && subscription.authenticateOnUnsubscribe)
      throw notAuthorized("Unsubscribe", resource, context.principal);
    const text = `${endpointInWords(subscription)} unsubscribed from topic ${topic.name}: it gets nothing more`;
    const farewell = isLink(input) ? sayFarewell(state.stored, state.comeback, context) : { writes: [], effects: [] };
    return {
      output: {},
      writes: [...removeSubscription(context, topic, subscription, { version: row.version }), ...farewell.writes],
      effects: farewell.effects,
      events: [{ type: "subscription.deleted", resource, text }],
    };
  },
});

function isLink({ Token, ByLink }: UnsubscribeRequest): boolean {
  return ByLink === true || Token !== undefined;
}

function addressOf({ SubscriptionArn, ByLink }: UnsubscribeRequest, { context }: ReadTools) {
  return (
    (ByLink ? parseSubscriptionArn(SubscriptionArn ?? "") : undefined) ?? readSubscriptionArn(SubscriptionArn, context)
  );
}

/** The owner of the subscription knows that it ended; whoever stands behind the endpoint may not. */
function sayFarewell(
  { topic, subscription }: StoredSubscription,
  token: string,
  context: RequestContext,
): Required<Pick<Done<unknown>, "writes" | "effects">> {
  if (subscription.state === "pending" || subscription.protocol === "sms") return { writes: [], effects: [] };
  const confirmBefore = context.now + seconds(CONFIRMATION_SECONDS);
  return {
    writes: [putFormer(context, topic, { ...subscription, token, confirmBefore })],
    effects: [
      sendConfirmationEffect(topic, subscription.id, { type: "UnsubscribeConfirmation" }),
      forgetFormerEffect(topic, subscription.id, confirmBefore),
    ],
  };
}
