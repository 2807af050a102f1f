import { seconds } from "../../../core/time.ts";
import { operation, type ReadTools } from "../../service.ts";
import { IN_FLIGHT_COUNT_SECONDS, MAX_IN_FLIGHT } from "../limits.ts";
import type { Queue } from "../model.ts";
import { readCounts, readQueueByArn } from "../stored-queue.ts";
import { totalsKey } from "../table.ts";
import { noteInFlight } from "./note-in-flight.ts";

/** Counts the messages in flight and notes it on the queue, for all receives to see. */
export const countInFlight = operation<{ readonly QueueArn: string }, Record<string, never>>()({
  service: "sqs",
  name: "CountInFlight",
  internal: true,

  // Whoever comes while somebody counts takes that count.
  lanes: ({ QueueArn }, { root }) => [`${root}/in-flight/${QueueArn}`],

  async prefetch({ QueueArn }, tools) {
    const queue = (await readQueueByArn(QueueArn, tools))?.queue;
    if (!queue || isCountFresh(queue, tools.now)) return undefined;
    return { queue, Messages: await countOf(queue, tools) };
  },

  commit(state, { QueueArn }, { principal }) {
    if (!state || (state.Messages === undefined && !state.queue.inFlightCount)) return { output: {} };
    const { queue, Messages } = state;
    const counted = { QueueArn, Generation: queue.generation, ...(Messages === undefined ? {} : { Messages }) };
    return {
      async call(outside) {
        // At an instant of its own: a count that took long is good from its end on.
        await outside.call(noteInFlight, counted, principal);
        return { output: {} };
      },
    };
  },
});

export function isCountFresh({ inFlightCount }: Queue, now: number): boolean {
  return inFlightCount !== undefined && now < inFlightCount.countedAt + seconds(IN_FLIGHT_COUNT_SECONDS);
}

/** A queue of fewer messages can't be full: nobody counts those. */
async function countOf(queue: Queue, tools: ReadTools): Promise<number | undefined> {
  const { messages = 0 } = await tools.store.totals(totalsKey(tools.context, queue));
  return messages < MAX_IN_FLIGHT ? undefined : (await readCounts(queue, tools, tools.now)).inFlight;
}
