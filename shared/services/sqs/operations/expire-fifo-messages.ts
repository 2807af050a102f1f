import { counted } from "../../../core/counted.ts";
import { seconds } from "../../../core/time.ts";
import type { Row, Write } from "../../../ports/table-store.ts";
import { operation, type ReadTools } from "../../service.ts";
import { type Removal, readRemovals, removalWrites, removedMessages } from "../fifo-rows.ts";
import { FIFO_BACKGROUND_PAGE } from "../limits.ts";
import type { Queue } from "../model.ts";
import { readQueueByArn } from "../stored-queue.ts";
import { fifoMessageFromRow, fifoPartition, queueArn, totalsKey } from "../table.ts";

interface Expired {
  readonly queue: Queue;
  readonly removals: readonly Removal[];
  /** Deduplications, attempts and sequence numbers that may be forgotten. */
  readonly records: readonly Row[];
}

/** Removes a page of a FIFO queue's expired messages, the oldest first, and of what it need not remember any more. */
export const expireFifoMessages = operation<{ readonly QueueArn: string }, { readonly Removed: number }>()({
  service: "sqs",
  name: "ExpireFifoMessages",
  internal: true,

  async prefetch({ QueueArn }, tools): Promise<Expired | undefined> {
    const queue = (await readQueueByArn(QueueArn, tools))?.queue;
    if (!queue) return undefined;
    const rows = await tools.store.due({
      ...fifoPartition(tools.context, queue, "messages"),
      until: tools.now - seconds(queue.retentionSeconds),
      limit: FIFO_BACKGROUND_PAGE,
    });
    const removals = await readRemovals(queue, rows.map(fifoMessageFromRow), tools);
    return { queue, removals, records: rows.length > 0 ? [] : await oldRecords(queue, tools) };
  },

  commit(state, _input, context) {
    if (!state) return { output: { Removed: 0 } };
    const { queue, removals, records } = state;
    const forgotten = records.map(({ table, partition, sort, version }): Write => {
      return { kind: "delete", key: { table, partition, sort }, expect: { version } };
    });
    const removed = removedMessages(removals);
    if (removed.length === 0) return { output: { Removed: forgotten.length }, writes: forgotten };
    const text = `${counted(removed.length, "message")} in ${queue.name} expired: nobody deleted them within ${queue.retentionSeconds} s`;
    return {
      output: { Removed: removed.length },
      writes: [
        ...removalWrites(context, queue, removals, context.now),
        { kind: "add", key: totalsKey(context, queue), by: { messages: -removed.length } },
      ],
      bodies: { drop: removed.map(({ body }) => body) },
      events: [{ type: "message.expired", resource: queueArn(queue), text }],
      // What waited behind them can be received now.
      wakes: [queueArn(queue)],
    };
  },
});

async function oldRecords(queue: Queue, { store, context, now }: ReadTools): Promise<readonly Row[]> {
  const pages = (["deduplication", "attempts", "idle"] as const).map((rows) =>
    store.due({ ...fifoPartition(context, queue, rows), until: now, limit: FIFO_BACKGROUND_PAGE }),
  );
  return (await Promise.all(pages)).flat();
}
