import type { Value } from "../../../core/json.ts";
import { seconds } from "../../../core/time.ts";
import type { Row, Write } from "../../../ports/table-store.ts";
import { type EffectDraft, operation } from "../../service.ts";
import { advanceLaneEffect } from "../lane.ts";
import { REMOVAL_PAGE } from "../limits.ts";
import { incarnation } from "../subscription-rows.ts";
import { deliveriesQuery, messageKey, subscriptionOfDelivery, type TopicIncarnation } from "../table.ts";
import { topicArn } from "../topic-address.ts";

interface ForgetMessageInput {
  readonly topic: TopicIncarnation;
  readonly messageId: string;
  /** How often it was looked in vain. */
  readonly looks: number;
}

const FIRST_LOOK_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 3600;
/** By then half an hour has gone by, and an effect is tried for 8.5 minutes: if it is still there, the engine has given it up. */
const LOOKS_BEFORE_RESTART = 4;
/**
 * More than a day of looks, when no delivery has tries left: rows that are still there were left by a bug. Looks are counted
 * and not hours, because a server that was down for a day has done no deliveries either.
 */
const MAX_LOOKS = 30;

export function forgetMessageEffect({ topic, messageId, looks }: ForgetMessageInput, now: number): EffectDraft {
  const pause = Math.min(FIRST_LOOK_SECONDS * 2 ** looks, LONGEST_PAUSE_SECONDS);
  return {
    target: topicArn(topic),
    operation: "ForgetMessage",
    input: { topic: incarnation(topic) as unknown as Value, messageId, looks },
    dueAt: now + seconds(pause),
  };
}

/**
 * Removes a message when all its deliveries are done. Each delivery removes a row of its own; a counter of what is left would
 * be one row that all of them fight for.
 */
export const forgetMessage = operation<ForgetMessageInput, Record<string, never>>()({
  service: "sns",
  name: "ForgetMessage",
  internal: true,

  prefetch: ({ topic, messageId }, { store, context }) =>
    store.query({ ...deliveriesQuery(context, topic, messageId), limit: REMOVAL_PAGE }),

  commit(left, { topic, messageId, looks }, context) {
    const again = { topic, messageId, looks: looks + 1 };
    if (left.length > 0 && looks < MAX_LOOKS) {
      const effects = [forgetMessageEffect(again, context.now), ...restarts(left, topic, looks)];
      return { output: {}, effects };
    }
    const writes = left.map(removal);
    if (left.length === REMOVAL_PAGE) return { output: {}, writes, effects: [forgetMessageEffect(again, context.now)] };
    return { output: {}, writes: [...writes, { kind: "delete", key: messageKey(context, topic, messageId) }] };
  },
});

/**
 * A lane whose effect was given up by the engine stands still, and what is behind it waits. It is sent on its way again: what
 * comes second to a delivery finds that its turn is over.
 */
function restarts(left: readonly Row[], topic: TopicIncarnation, looks: number): EffectDraft[] {
  if (looks !== LOOKS_BEFORE_RESTART) return [];
  return left.flatMap(({ sort, value }) => {
    if (typeof value !== "string") return [];
    return [advanceLaneEffect(topic, { subscription: subscriptionOfDelivery(sort), group: value })];
  });
}

function removal({ table, partition, sort }: Row): Write {
  return { kind: "delete", key: { table, partition, sort } };
}
