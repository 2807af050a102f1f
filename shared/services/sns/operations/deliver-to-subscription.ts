import { ServiceError } from "../../../core/errors.ts";
import type { Value } from "../../../core/json.ts";
import { MILLISECONDS_PER_SECOND, seconds } from "../../../core/time.ts";
import { inboxTopic } from "../../../core/topics.ts";
import type { Key, Row } from "../../../ports/table-store.ts";
import { type Done, type EffectDraft, type Outside, operation, type RequestContext } from "../../service.ts";
import { redrive } from "../dead-letters.ts";
import { deliver, type Ending, type Handed } from "../delivery.ts";
import type { Delivery } from "../delivery-model.ts";
import { deliveryRules, retryDelaySeconds } from "../delivery-policy.ts";
import { endpointInWords } from "../endpoint.ts";
import { endOfTurn, type Turn } from "../lane.ts";
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
import { throttleKey } from "../table-delivery.ts";
import { laneEntryKey } from "../table-fifo.ts";
import { takeSlot } from "../throttle.ts";
import { subscriptionArn } from "../topic-address.ts";

export interface DeliverInput {
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
  /** On a FIFO topic: its place in the lane of its group, where the next one waits for the end of this. */
  readonly turn?: Turn;
  /** Its turn has come at an endpoint that takes only so many a second. */
  readonly admitted?: boolean;
}

export function deliverEffect(input: DeliverInput, dueAt?: number): EffectDraft {
  return {
    target: subscriptionArn(input.topic, input.subscription),
    operation: "DeliverToSubscription",
    input: { ...input, topic: incarnation(input.topic) } as unknown as { readonly [name: string]: Value },
    ...(dueAt === undefined ? {} : { dueAt }),
  };
}

/** Somebody else has ended the lane's turn: two walk a lane that was started again (decision 90). */
const OVER = "over";

interface State {
  readonly delivery: Delivery;
  readonly throttle?: { readonly key: Key; readonly row: Row | undefined; readonly maxReceivesPerSecond: number };
}

/**
 * Tries to hand a message to one subscriber. A failure of the subscriber's side ends the try, not the operation: it writes an
 * event that says why and, while the delivery policy has tries left, the effect of the next one.
 */
export const deliverToSubscription = operation<DeliverInput, Record<string, never>>()({
  service: "sns",
  name: "DeliverToSubscription",
  internal: true,

  async prefetch(input, tools): Promise<State | typeof OVER | undefined> {
    const { store, context } = tools;
    const { topic: wanted, messageId, id, at, turn } = input;
    const topic = await findIncarnation(wanted, tools);
    const [message, row, place] = await store.getMany([
      messageKey(context, wanted, messageId),
      subscriptionKey(context, wanted, input.subscription),
      ...(turn ? [laneEntryKey(context, wanted, { ...input, group: turn.group }, turn.sequence)] : []),
    ]);
    if (turn && !place) return OVER;
    if (!topic || !message || !row) return undefined;
    const subscription = subscriptionFromRow(row);
    const delivery = { id, at, attempt: input.tries + 1, topic, message: messageFromRow(message), subscription };
    const { maxReceivesPerSecond } = deliveryRules(topic, subscription);
    if (maxReceivesPerSecond === undefined || input.admitted) return { delivery };
    const key = throttleKey(context, topic, subscription.id);
    return { delivery, throttle: { key, row: await store.get(key), maxReceivesPerSecond } };
  },

  commit(state, input, context) {
    if (state === OVER) return { output: {} };
    if (!state) return unsubscribed(input, context);
    const { delivery, throttle } = state;
    if (throttle) return admit(delivery, throttle, input, context);
    return {
      async call(outside) {
        try {
          return delivered(delivery, await deliver(delivery, ending(input, context), outside, context), input, context);
        } catch (error) {
          return failed(delivery, error, input, outside, context);
        }
      },
    };
  },
});

type Outcome = Done<Record<string, never>>;

function admit(
  { subscription }: Delivery,
  { key, row, maxReceivesPerSecond }: NonNullable<State["throttle"]>,
  input: DeliverInput,
  context: RequestContext,
): Outcome {
  const { at, writes } = takeSlot(key, row, maxReceivesPerSecond, context.now);
  const waitSeconds = (at - context.now) / MILLISECONDS_PER_SECOND;
  const text = `message ${input.messageId} waits ${waitSeconds} s for its turn: ${endpointInWords(subscription)} takes ${maxReceivesPerSecond} a second`;
  const events = waitSeconds > 0 ? [event("delivery.throttled", text, input)] : [];
  return { output: {}, writes, effects: [deliverEffect({ ...input, admitted: true }, at)], events };
}

function delivered(
  { subscription }: Delivery,
  { how, writes, effects }: Handed,
  input: DeliverInput,
  context: RequestContext,
): Outcome {
  const text = `message ${input.messageId} delivered to ${endpointInWords(subscription)}, ${how}`;
  const wakes = subscription.protocol === "sqs" ? [] : [inboxTopic(context.root)];
  return { output: {}, writes, effects, events: [event("message.delivered", text, input)], wakes };
}

async function failed(
  delivery: Delivery,
  error: unknown,
  { admitted: _, ...input }: DeliverInput,
  outside: Outside,
  context: RequestContext,
): Promise<Outcome> {
  const { topic, subscription } = delivery;
  const tries = input.tries + 1;
  const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
  const what = `message ${input.messageId} could not be delivered to ${endpointInWords(subscription)}: ${reason}`;
  // Each failed try of what leaves the playground is in the inbox.
  const wakes = subscription.protocol === "sqs" ? [] : [inboxTopic(context.root)];
  // What the client's side did wrong (no such queue) stays wrong however often it is tried: AWS gives up at once, too.
  const hopeless = error instanceof ServiceError && error.status < 500;
  const delay = hopeless ? undefined : retryDelaySeconds(deliveryRules(topic, subscription).retry, tries);
  if (delay !== undefined) {
    const text = `${what}. Try ${tries + 1} comes ${delay === 0 ? "at once" : `in ${delay} s`}`;
    const effects = [deliverEffect({ ...input, tries }, context.now + seconds(delay))];
    return { output: {}, effects, events: [event("delivery.failed", text, input)], wakes };
  }
  const end = ending(input, context);
  const { kept, text: fate } = await redrive(delivery, end, outside);
  const text = `${what}. Given up after ${tries === 1 ? "one try" : `${tries} tries`}; ${fate}`;
  const type = kept ? "delivery.dead-lettered" : "delivery.abandoned";
  return { output: {}, ...(kept ? {} : end), events: [event(type, text, input)], wakes };
}

function unsubscribed(input: DeliverInput, context: RequestContext): Outcome {
  const text = `message ${input.messageId} was not delivered: the subscription was removed before its turn came`;
  return { output: {}, ...ending(input, context), events: [event("delivery.abandoned", text, input)] };
}

/** The delivery needs the message no longer, and the next of its lane may begin. */
function ending({ topic, messageId, subscription, alone, turn }: DeliverInput, context: RequestContext): Ending {
  const key = alone ? messageKey(context, topic, messageId) : deliveryKey(context, topic, messageId, subscription);
  const lane = turn ? endOfTurn(topic, subscription, turn, context) : { writes: [], effects: [] };
  return { writes: [{ kind: "delete", key }, ...lane.writes], effects: lane.effects };
}

function event(type: string, text: string, { topic, subscription, messageId }: DeliverInput) {
  return { type, resource: subscriptionArn(topic, subscription), text, detail: { messageId } };
}
