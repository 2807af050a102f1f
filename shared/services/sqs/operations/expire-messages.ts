import { counted } from "../../../core/counted.ts";
import { seconds } from "../../../core/time.ts";
import type { Write } from "../../../ports/table-store.ts";
import { type Outside, operation } from "../../service.ts";
import { BACKGROUND_PAGE, MAX_EXPIRED_PER_SWEEP } from "../limits.ts";
import type { Queue } from "../model.ts";
import { readAllQueues } from "../queue-page.ts";
import { readQueueByArn } from "../stored-queue.ts";
import { messageFromRow, queueArn, sentBefore, shardPartitions, totalsKey } from "../table.ts";
import { expireFifoMessages } from "./expire-fifo-messages.ts";

/** The sweep: removes messages older than their queue's retention period, in every queue of the playground. */
export const expireMessages = operation<Record<string, never>, Record<string, never>>()({
  service: "sqs",
  name: "ExpireMessages",
  internal: true,

  prefetch: (_input, tools) => readAllQueues(tools),

  commit(queues, _input, context) {
    return {
      async call(outside) {
        for (const queue of queues) await expireAll(queue, outside, { kind: "account", account: context.account });
        return { output: {} };
      },
    };
  },
});

async function expireAll(queue: Queue, outside: Outside, principal: Parameters<Outside["call"]>[2]): Promise<void> {
  for (let expired = 0; expired < MAX_EXPIRED_PER_SWEEP; expired += BACKGROUND_PAGE) {
    const operation = queue.fifo ? expireFifoMessages : expireQueueMessages;
    const { Removed } = await outside.call(operation, { QueueArn: queueArn(queue) }, principal);
    if (Removed === 0) return;
  }
}

/** Removes a page of expired messages from the head of a queue's shards. */
export const expireQueueMessages = operation<{ readonly QueueArn: string }, { readonly Removed: number }>()({
  service: "sqs",
  name: "ExpireQueueMessages",
  internal: true,

  async prefetch({ QueueArn }, tools) {
    const queue = (await readQueueByArn(QueueArn, tools))?.queue;
    if (!queue) return undefined;
    const before = sentBefore(tools.now - seconds(queue.retentionSeconds) + 1);
    const rows = await Promise.all(
      shardPartitions(tools.context, queue).map((shard) =>
        tools.store.query({ ...shard, before, limit: BACKGROUND_PAGE }),
      ),
    );
    return { queue, rows: rows.flat().slice(0, BACKGROUND_PAGE) };
  },

  commit(state, _input, context) {
    if (!state || state.rows.length === 0) return { output: { Removed: 0 } };
    const { queue, rows } = state;
    const writes = rows.map(({ table, partition, sort, version }): Write => {
      return { kind: "delete", key: { table, partition, sort }, expect: { version } };
    });
    const text = `${counted(rows.length, "message")} in ${queue.name} expired: nobody deleted them within ${queue.retentionSeconds} s`;
    return {
      output: { Removed: rows.length },
      writes: [...writes, { kind: "add", key: totalsKey(context, queue), by: { messages: -rows.length } }],
      bodies: { drop: rows.map((row) => messageFromRow(row).body) },
      events: [{ type: "message.expired", resource: queueArn(queue), text }],
    };
  },
});
