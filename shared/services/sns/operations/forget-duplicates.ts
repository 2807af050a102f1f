import type { Value } from "../../../core/json.ts";
import type { Write } from "../../../ports/table-store.ts";
import { type EffectDraft, operation } from "../../service.ts";
import { DEDUPLICATION_MILLISECONDS, FORGET_PAGE } from "../limits.ts";
import { incarnation } from "../subscription-rows.ts";
import type { TopicIncarnation } from "../table.ts";
import { duplicatesPartition, groupsPartition, putSweep, sweepFromRow, sweepKey } from "../table-fifo.ts";
import { topicArn } from "../topic-address.ts";

interface ForgetDuplicatesInput {
  readonly topic: TopicIncarnation;
}

export function forgetDuplicatesEffect(topic: TopicIncarnation, dueAt?: number): EffectDraft {
  return {
    target: topicArn(topic),
    operation: "ForgetDuplicates",
    input: { topic: incarnation(topic) as unknown as Value },
    ...(dueAt === undefined ? {} : { dueAt }),
  };
}

/**
 * Removes deduplication ids that mean nothing any more (publishing looks at their instant, not at whether they are there) and groups
 * that have been idle for as long, and comes again until it has found nothing twice. So a topic has one sweep under way while it is
 * in use and none when it isn't.
 */
export const forgetDuplicates = operation<ForgetDuplicatesInput, Record<string, never>>()({
  service: "sns",
  name: "ForgetDuplicates",
  internal: true,

  async prefetch({ topic }, { store, context, now }) {
    const partitions = [duplicatesPartition(context, topic), groupsPartition(context, topic)];
    const [sweep, ...found] = await Promise.all([
      store.get(sweepKey(context, topic)),
      ...partitions.map((partition) => store.due({ ...partition, until: now, limit: FORGET_PAGE })),
      ...partitions.map((partition) => store.due({ ...partition, from: now + 1, limit: 1 })),
    ]);
    const rows = found.flat();
    const old = rows.filter(({ dueAt = 0 }) => dueAt <= now).slice(0, FORGET_PAGE);
    return { sweep, old, young: rows.some(({ dueAt = 0 }) => dueAt > now) };
  },

  commit({ sweep, old, young }, { topic }, context) {
    const writes = old.map(
      ({ table, partition, sort, version }): Write => ({
        kind: "delete",
        key: { table, partition, sort },
        expect: { version },
      }),
    );
    if (old.length === FORGET_PAGE) return { output: {}, writes, effects: [forgetDuplicatesEffect(topic)] };
    if (!sweep && !old.length && !young) return { output: {} };
    const expect = sweep ? { version: sweep.version } : ("absent" as const);
    const isIdle = !young && old.length === 0;
    if (isIdle && sweep && sweepFromRow(sweep).isLast)
      return { output: {}, writes: [{ kind: "delete", key: sweepKey(context, topic), expect }] };
    const at = context.now + DEDUPLICATION_MILLISECONDS;
    const next = isIdle ? { at, isLast: true as const } : { at };
    return {
      output: {},
      writes: [...writes, putSweep(context, topic, next, expect)],
      effects: [forgetDuplicatesEffect(topic, at)],
    };
  },
});
