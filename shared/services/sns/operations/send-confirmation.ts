import { ServiceError } from "../../../core/errors.ts";
import type { Value } from "../../../core/json.ts";
import { seconds } from "../../../core/time.ts";
import { inboxTopic } from "../../../core/topics.ts";
import { type Done, type EffectDraft, operation, type RequestContext } from "../../service.ts";
import { ask, type Question } from "../confirmation.ts";
import { deliveryRules, retryDelaySeconds } from "../delivery-policy.ts";
import { endpointInWords } from "../endpoint.ts";
import type { Subscription } from "../model.ts";
import { findIncarnation } from "../stored.ts";
import { incarnation } from "../subscription-rows.ts";
import { subscriptionFromRow, subscriptionKey, type TopicIncarnation } from "../table.ts";
import { formerKey } from "../table-delivery.ts";
import { subscriptionArn } from "../topic-address.ts";

interface SendConfirmationInput {
  readonly topic: TopicIncarnation;
  readonly subscription: string;
  /** A question when absent. */
  readonly type?: Question["type"];
  /** The first try's, for those that come after it. */
  readonly id?: string;
  /** Tries that failed. */
  readonly tries?: number;
}

export function sendConfirmationEffect(
  topic: TopicIncarnation,
  subscription: string,
  more: Pick<SendConfirmationInput, "type" | "id" | "tries"> = {},
  dueAt?: number,
): EffectDraft {
  return {
    target: subscriptionArn(topic, subscription),
    operation: "SendConfirmation",
    input: { topic: incarnation(topic) as unknown as Value, subscription, ...more },
    ...(dueAt === undefined ? {} : { dueAt }),
  };
}

/**
 * Asks the owner of an endpoint whether they want the topic's messages, or tells them that they get no more and how to get them
 * again. Tried again as messages are.
 */
export const sendConfirmation = operation<SendConfirmationInput, Record<string, never>>()({
  service: "sns",
  name: "SendConfirmation",
  internal: true,

  async prefetch(input, tools): Promise<Question | undefined> {
    const { type = "SubscriptionConfirmation", tries = 0 } = input;
    const { store, context } = tools;
    const topic = await findIncarnation(input.topic, tools);
    if (!topic) return undefined;
    const keyOf = type === "SubscriptionConfirmation" ? subscriptionKey : formerKey;
    const row = await store.get(keyOf(context, topic, input.subscription));
    const subscription = row && subscriptionFromRow(row);
    if (!subscription || (type === "SubscriptionConfirmation" && subscription.state !== "pending")) return undefined;
    return { id: input.id ?? tools.effectId ?? "", attempt: tries + 1, type, topic, subscription };
  },

  commit(question, _input, context) {
    if (!question) return { output: {} };
    return {
      async call(outside) {
        try {
          return sent(question, await ask(question, outside, context), context);
        } catch (error) {
          return failed(question, error, context);
        }
      },
    };
  },
});

type Outcome = Done<Record<string, never>>;

function sent({ type, topic, subscription }: Question, how: string, { root }: RequestContext): Outcome {
  const words = type === "SubscriptionConfirmation" ? "a link to confirm" : "word that the subscription ended";
  const text = `${words} was sent to ${endpointInWords(subscription)}: ${how}`;
  const resource = subscriptionArn(topic, subscription.id);
  return { output: {}, events: [{ type: KINDS[type].sent, resource, text }], wakes: wakes(subscription, root) };
}

const KINDS: Readonly<Record<Question["type"], { readonly sent: string; readonly failed: string }>> = {
  SubscriptionConfirmation: { sent: "subscription.confirmation-sent", failed: "subscription.confirmation-failed" },
  UnsubscribeConfirmation: { sent: "subscription.farewell-sent", failed: "subscription.farewell-failed" },
};

function failed(question: Question, error: unknown, { now, root }: RequestContext): Outcome {
  const { id, attempt, type, topic, subscription } = question;
  const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
  const hopeless = error instanceof ServiceError && error.status < 500;
  const delay = hopeless ? undefined : retryDelaySeconds(deliveryRules(topic, subscription).retry, attempt);
  const again = type === "SubscriptionConfirmation" ? ": subscribe once more to have it sent again" : "";
  const next =
    delay === undefined
      ? `Given up after ${attempt === 1 ? "one try" : `${attempt} tries`}${again}`
      : `Try ${attempt + 1} comes ${delay === 0 ? "at once" : `in ${delay} s`}`;
  const text = `the ${type} could not be delivered to ${endpointInWords(subscription)}: ${reason}. ${next}`;
  const later = delay === undefined ? undefined : now + seconds(delay);
  return {
    output: {},
    effects:
      later === undefined ? [] : [sendConfirmationEffect(topic, subscription.id, { type, id, tries: attempt }, later)],
    events: [{ type: KINDS[type].failed, resource: subscriptionArn(topic, subscription.id), text }],
    wakes: wakes(subscription, root),
  };
}

function wakes({ protocol }: Subscription, root: string): readonly string[] {
  return protocol === "sqs" ? [] : [inboxTopic(root)];
}
