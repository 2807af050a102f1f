import { ServiceError } from "../../../core/errors.ts";
import type { Value } from "../../../core/json.ts";
import { seconds } from "../../../core/time.ts";
import { inboxTopic } from "../../../core/topics.ts";
import type { Write } from "../../../ports/table-store.ts";
import { type Done, type EffectDraft, operation, type RequestContext } from "../../service.ts";
import { type Delivery, deliver, type Handed } from "../delivery.ts";
import { retryDelaySeconds } from "../delivery-policy.ts";
import { endpointInWords } from "../endpoint.ts";
import { findIncarnation } from "../stored.ts";
import { incarnation } from "../subscription-rows.ts";
import {
  deliveryKey,
  messageFromRow,
  messageKey,
  subscriptionFromRow,
  subscriptionKey,
  type TopicIncarnation,
} from "../table.ts";
import { subscriptionArn } from "../topic-address.ts";

interface DeliverInput {
  readonly topic: TopicIncarnation;
  readonly messageId: string;
  readonly subscription: string;
  /** The delivery's id and its first instant: the same at every try, so that the receiver drops what it has. */
  readonly id: string;
  readonly at: number;
  /** Tries that failed. */
  readonly tries: number;
  /** The message has no other delivery. */
  readonly alone: boolean;
}

export function deliverEffect(input: DeliverInput, dueAt?: number): EffectDraft {
  return {
    target: subscriptionArn(input.topic, input.subscription),
    operation: "DeliverToSubscription",
    input: { ...input, topic: incarnation(input.topic) as unknown as Value },
    ...(dueAt === undefined ? {} : { dueAt }),
  };
}

/**
 * Tries to hand a message to one subscriber. A failure of the subscriber's side ends the try, not the operation: it writes an
 * event that says why and, while the delivery policy has tries left, the effect of the next one.
 */
export const deliverToSubscription = operation<DeliverInput, Record<string, never>>()({
  service: "sns",
  name: "DeliverToSubscription",
  internal: true,

  async prefetch({ topic: wanted, messageId, subscription: id, at, id: deliveryId }, tools) {
    const { store, context } = tools;
    const topic = await findIncarnation(wanted, tools);
    const [message, subscription] = await store.getMany([
      messageKey(context, wanted, messageId),
      subscriptionKey(context, wanted, id),
    ]);
    if (!topic || !message || !subscription) return undefined;
    return {
      id: deliveryId,
      at,
      topic,
      message: messageFromRow(message),
      subscription: subscriptionFromRow(subscription),
    };
  },

  commit(delivery, input, context) {
    if (!delivery) return unsubscribed(input, context);
    return {
      async call(outside) {
        try {
          return delivered(delivery, await deliver(delivery, done(input, context), outside, context), input, context);
        } catch (error) {
          return failed(delivery, error, input, context);
        }
      },
    };
  },
});

type Outcome = Done<Record<string, never>>;

function delivered(
  { subscription }: Delivery,
  { how, writes }: Handed,
  input: DeliverInput,
  context: RequestContext,
): Outcome {
  const text = `message ${input.messageId} delivered to ${endpointInWords(subscription)}, ${how}`;
  const wakes = subscription.protocol === "sqs" ? [] : [inboxTopic(context.root)];
  return { output: {}, writes, events: [event("message.delivered", text, input)], wakes };
}

function failed({ subscription }: Delivery, error: unknown, input: DeliverInput, context: RequestContext): Outcome {
  const tries = input.tries + 1;
  const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
  const what = `message ${input.messageId} could not be delivered to ${endpointInWords(subscription)}: ${reason}`;
  // What the client's side did wrong (no such queue) stays wrong however often it is tried: AWS gives up at once, too.
  const hopeless = error instanceof ServiceError && error.status < 500;
  const delay = hopeless ? undefined : retryDelaySeconds(subscription.protocol, tries);
  if (delay === undefined) {
    const text = `${what}. Given up after ${tries === 1 ? "one try" : `${tries} tries`}; the message is lost to this subscriber`;
    return { output: {}, writes: done(input, context), events: [event("delivery.abandoned", text, input)] };
  }
  const text = `${what}. Try ${tries + 1} comes ${delay === 0 ? "at once" : `in ${delay} s`}`;
  return {
    output: {},
    effects: [deliverEffect({ ...input, tries }, context.now + seconds(delay))],
    events: [event("delivery.failed", text, input)],
  };
}

function unsubscribed(input: DeliverInput, context: RequestContext): Outcome {
  const text = `message ${input.messageId} was not delivered: the subscription was removed before its turn came`;
  return { output: {}, writes: done(input, context), events: [event("delivery.abandoned", text, input)] };
}

/** The delivery needs the message no longer. */
function done({ topic, messageId, subscription, alone }: DeliverInput, context: RequestContext): Write[] {
  const key = alone ? messageKey(context, topic, messageId) : deliveryKey(context, topic, messageId, subscription);
  return [{ kind: "delete", key }];
}

function event(type: string, text: string, { topic, subscription, messageId }: DeliverInput) {
  return { type, resource: subscriptionArn(topic, subscription), text, detail: { messageId } };
}
