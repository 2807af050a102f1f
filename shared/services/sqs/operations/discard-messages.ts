import type { Value } from "../../../core/json.ts";
import { seconds } from "../../../core/time.ts";
import type { Partition, Row, Write } from "../../../ports/table-store.ts";
import { type EffectDraft, operation, type ReadTools } from "../../service.ts";
import { BACKGROUND_PAGE, STRAGGLER_SECONDS } from "../limits.ts";
import type { Queue } from "../model.ts";
import { messageFromRow, messagePartitions, queueArn, recordPartitions, totalsKey } from "../table.ts";

interface DiscardInput {
  /** The queue as it was: its generation says which messages. */
  readonly queue: Queue;
  /** It was emptied a while ago: whoever was at it then is through by now. */
  readonly isLastLook?: boolean;
}

export function discardEffect(queue: Queue, isLastLook = false): EffectDraft {
  const input = { queue: queue as unknown as Value, isLastLook };
  return { target: queueArn(queue), operation: "DiscardMessages", input };
}

/**
 * Removes the messages of a generation that nobody can see any more, a page at a time. It comes back once: who read the queue before it
 * was purged or deleted may write into the old generation after it was emptied.
 */
export const discardMessages = operation<DiscardInput, Record<string, never>>()({
  service: "sqs",
  name: "DiscardMessages",
  internal: true,

  async prefetch({ queue }, tools) {
    const messages = await firstRows(messagePartitions(tools.context, queue), BACKGROUND_PAGE, tools);
    const left = BACKGROUND_PAGE - messages.length;
    return { messages, records: await firstRows(recordPartitions(tools.context, queue), left, tools) };
  },

  commit({ messages, records }, { queue, isLastLook = false }, context) {
    const rows = [...messages, ...records];
    const writes = rows.map(
      (row): Write => ({ kind: "delete", key: { table: row.table, partition: row.partition, sort: row.sort } }),
    );
    const bodies = { drop: messages.map((row) => messageFromRow(row).body) };
    if (rows.length === BACKGROUND_PAGE)
      return { output: {}, bodies, writes, effects: [discardEffect(queue, isLastLook)] };
    const lastLook = { ...discardEffect(queue, true), dueAt: context.now + seconds(STRAGGLER_SECONDS) };
    writes.push({ kind: "delete", key: totalsKey(context, queue) });
    return { output: {}, bodies, writes, effects: isLastLook ? [] : [lastLook] };
  },
});

async function firstRows(
  partitions: readonly Partition[],
  limit: number,
  { store }: ReadTools,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const partition of partitions) {
    if (rows.length < limit) rows.push(...(await store.query({ ...partition, limit: limit - rows.length })));
  }
  return rows;
}
