import type { ConfirmSubscriptionInput, ConfirmSubscriptionResponse } from "@aws-sdk/client-sns";
import { type Done, operation, type ReadTools, type RequestContext } from "../../service.ts";
import { endpointInWords } from "../endpoint.ts";
import { invalidParameter } from "../errors.ts";
import type { Subscription, Topic } from "../model.ts";
import { findTopic } from "../stored.ts";
import { addSubscription } from "../subscription-rows.ts";
import { endpointKey, putSubscription, subscriptionFromRow, subscriptionKey, totalsKey } from "../table.ts";
import { deleteFormer, formerKey } from "../table-delivery.ts";
import { subscriptionOfToken } from "../token.ts";
import { parseTopicArn, readTopicArn, subscriptionArn } from "../topic-address.ts";

/** What a link adds to AWS's input. */
export type ConfirmSubscriptionRequest = ConfirmSubscriptionInput & {
  /** The subscription that must be meant. */
  readonly SubscriptionId?: string;
  /** Somebody followed the link; nobody knows who, and in which region they are. */
  readonly ByLink?: boolean;
};

interface Found {
  readonly topic: Topic;
  readonly subscription: Subscription;
  readonly version: string;
  /** It ended, and the token brings it back. */
  readonly isFormer: boolean;
}

/** The token says which subscription; again is no mistake. https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export const confirmSubscription = operation<ConfirmSubscriptionRequest, ConfirmSubscriptionResponse>()({
  service: "sns",
  name: "ConfirmSubscription",

  async prefetch(input, tools): Promise<Found> {
    const topic = await readTopic(input, tools);
    const id = subscriptionOfToken(input.Token ?? "");
    const found = id === (input.SubscriptionId ?? id) && id !== undefined && (await find(topic, id, tools));
    if (!found) throw invalidToken();
    return found;
  },

  commit({ topic, subscription, version, isFormer }, input, context) {
    const { id, state, token, confirmBefore } = subscription;
    if (token !== input.Token) throw invalidToken();
    const output = { SubscriptionArn: subscriptionArn(topic, id) };
    if (state === "confirmed" && !isFormer) return { output };
    if (confirmBefore <= context.now) throw invalidToken();
    const confirmed: Subscription = {
      ...subscription,
      state: "confirmed",
      confirmationWasAuthenticated: !input.ByLink,
      authenticateOnUnsubscribe: input.AuthenticateOnUnsubscribe?.toLowerCase() === "true",
    };
    return { output, ...(isFormer ? restore : confirm)(topic, confirmed, version, context) };
  },
});

/** Whoever has the token needs no other right. */
async function readTopic({ TopicArn, ByLink }: ConfirmSubscriptionRequest, tools: ReadTools): Promise<Topic> {
  const address = ByLink ? parseTopicArn(TopicArn ?? "") : readTopicArn(TopicArn, tools.context);
  const stored = address && (await findTopic(address, tools));
  if (!stored) throw invalidParameter("Topic", "confirmation");
  return stored.topic;
}

async function find(topic: Topic, id: string, { store, context }: ReadTools): Promise<Found | undefined> {
  const [row, former] = await store.getMany([subscriptionKey(context, topic, id), formerKey(context, topic, id)]);
  if (row) return { topic, subscription: subscriptionFromRow(row), version: row.version, isFormer: false };
  if (!former) return undefined;
  const subscription = subscriptionFromRow(former);
  // Whoever subscribed the endpoint anew meanwhile has a subscription of its own.
  if (await store.get(endpointKey(context, topic, subscription))) return undefined;
  return { topic, subscription, version: former.version, isFormer: true };
}

type Ended = Pick<Done<unknown>, "writes" | "events">;

function confirm(topic: Topic, subscription: Subscription, version: string, context: RequestContext): Ended {
  const text = `${endpointInWords(subscription)} confirmed the subscription to topic ${topic.name}: it gets what is published from now on`;
  return {
    writes: [
      putSubscription(context, topic, subscription, { version }),
      { kind: "add", key: totalsKey(context, topic), by: { pending: -1, confirmed: 1 } },
    ],
    events: [{ type: "subscription.confirmed", resource: subscriptionArn(topic, subscription.id), text }],
  };
}

function restore(topic: Topic, subscription: Subscription, version: string, context: RequestContext): Ended {
  const text = `${endpointInWords(subscription)} took back that it unsubscribed from topic ${topic.name}: it gets what is published from now on`;
  return {
    writes: [
      ...addSubscription(context, topic, subscription),
      deleteFormer(context, topic, subscription.id, { version }),
    ],
    events: [{ type: "subscription.confirmed", resource: subscriptionArn(topic, subscription.id), text }],
  };
}

/** The same words for a token that is wrong, used up or too old. */
function invalidToken() {
  return invalidParameter("Token", "confirmation");
}
