import { uuid } from "../../../core/ids.ts";
import type { Write } from "../../../ports/table-store.ts";
import { type EffectDraft, operation, type RequestContext } from "../../service.ts";
import { advance, fannedOut, filtered, type Progress, sortOut, topicIsGone } from "../fan-out.ts";
import { FAN_OUT_PAGE } from "../limits.ts";
import type { Subscription, Topic } from "../model.ts";
import { readOptedOut } from "../opted-out.ts";
import { type FanOutInput, fanOutEffect } from "../publish-effects.ts";
import { findIncarnation } from "../stored.ts";
import { deliveryKey, messageFromRow, messageKey, subscriptionFromRow, subscriptionsPartition } from "../table.ts";
import { deliverEffect } from "./deliver-to-subscription.ts";
import { forgetMessageEffect } from "./forget-message.ts";

/**
 * Looks at one page of a topic's subscriptions and writes an effect for each that wants the message, so that each is delivered
 * to alone. This page's own effect goes in the transaction that writes the next one's: a page is done once.
 */
export const fanOut = operation<FanOutInput, Record<string, never>>()({
  service: "sns",
  name: "FanOut",
  internal: true,

  async prefetch({ topic: wanted, messageId, after }, tools) {
    const { store, context, random } = tools;
    const topic = await findIncarnation(wanted, tools);
    const message = await store.get(messageKey(context, wanted, messageId));
    if (!topic || !message) return undefined;
    const partition = subscriptionsPartition(context, topic);
    const rows = await store.query({ ...partition, limit: FAN_OUT_PAGE, ...(after === undefined ? {} : { after }) });
    const subscriptions = rows.map(subscriptionFromRow);
    const optedOut = await readOptedOut(subscriptions, tools);
    return { topic, message: messageFromRow(message), subscriptions, optedOut, ids: rows.map(() => uuid(random)) };
  },

  commit(state, input, context) {
    if (!state) {
      const { topic, messageId } = input;
      return { output: {}, writes: forget(topic, messageId, context), events: [topicIsGone(topic, messageId)] };
    }
    const { topic, message, subscriptions, optedOut, ids } = state;
    const { messageId } = input;
    const { wanting, passedOver } = sortOut(subscriptions, message, optedOut);
    const progress = advance(input.progress, wanting.length, passedOver);
    const isLast = subscriptions.length < FAN_OUT_PAGE;
    // A message's only delivery removes the message itself; more of them need somebody who looks when all are done.
    const alone = isLast && progress.matched === 1 && wanting.length === 1;
    const deliver = (one: Subscription, index: number) =>
      deliverEffect({ topic, messageId, subscription: one.id, id: ids[index] ?? "", at: context.now, tries: 0, alone });
    return {
      output: {},
      writes: [
        ...(alone ? [] : wanting.map((one) => pending(topic, messageId, one, context))),
        ...(isLast && progress.matched === 0 ? forget(topic, messageId, context) : []),
      ],
      effects: [...wanting.map(deliver), ...nextStep(input, topic, subscriptions, progress, alone, context)],
      events: [
        ...passedOver.map((one) => filtered(topic, messageId, one)),
        ...(isLast ? [fannedOut(topic, messageId, progress)] : []),
      ],
    };
  },
});

function nextStep(
  { messageId }: FanOutInput,
  topic: Topic,
  subscriptions: readonly Subscription[],
  progress: Progress,
  alone: boolean,
  { now }: RequestContext,
): EffectDraft[] {
  const last = subscriptions.at(-1);
  if (last && subscriptions.length === FAN_OUT_PAGE)
    return [fanOutEffect({ topic, messageId, after: last.id, progress })];
  return progress.matched === 0 || alone ? [] : [forgetMessageEffect({ topic, messageId, looks: 0 }, now)];
}

function pending(topic: Topic, messageId: string, { id }: Subscription, context: RequestContext): Write {
  return { kind: "put", key: deliveryKey(context, topic, messageId, id), value: null };
}

function forget(topic: FanOutInput["topic"], messageId: string, context: RequestContext): Write[] {
  return [{ kind: "delete", key: messageKey(context, topic, messageId) }];
}
