import { operation } from "../../service.ts";
import { readQueueByArn } from "../stored-queue.ts";
import { messagePartitions, totalsKey } from "../table.ts";

/** Before every instant, so that all rows of an ordering are behind it. */
const BEGINNING = -1;

/**
 * Puts right how many messages a queue says that it has: where totals are added beside the transaction, a process that died in between has
 * left one off. Counted in the ordering, not in the messages. While others send and delete, a count is nobody's truth: then it is
 * left for the next time.
 */
export const recountQueue = operation<{ readonly QueueArn: string }, { readonly Off: number }>()({
  service: "sqs",
  name: "RecountQueue",
  internal: true,

  async prefetch({ QueueArn }, tools) {
    const { store, context } = tools;
    const queue = (await readQueueByArn(QueueArn, tools))?.queue;
    if (!queue) return undefined;
    const key = totalsKey(context, queue);
    const before = (await store.totals(key)).messages ?? 0;
    const counts = await Promise.all(messagePartitions(context, queue).map((part) => store.countDue(part, BEGINNING)));
    const after = (await store.totals(key)).messages ?? 0;
    if (before !== after) return undefined;
    const counted = counts.flatMap((tags) => Object.values(tags)).reduce((sum, count) => sum + count, 0);
    return { key, off: counted - before };
  },

  commit(state, { QueueArn }) {
    if (!state || state.off === 0) return { output: { Off: 0 } };
    const { key, off } = state;
    const text = `the number of messages was ${Math.abs(off)} too ${off > 0 ? "low" : "high"} and has been put right: a count was lost when a process ended`;
    return {
      output: { Off: off },
      writes: [{ kind: "add", key, by: { messages: off } }],
      events: [{ type: "queue.recounted", resource: QueueArn, text }],
    };
  },
});
