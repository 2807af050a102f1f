import type { EventDraft } from "../../../core/event.ts";
import { seconds } from "../../../core/time.ts";
import { operation, type ReadTools } from "../../service.ts";
import { IN_FLIGHT_COUNT_SECONDS, MAX_IN_FLIGHT } from "../limits.ts";
import type { InFlightCount, Queue } from "../model.ts";
import { readCounts, readQueueByArn } from "../stored-queue.ts";
import { putQueue, queueArn, totalsKey } from "../table.ts";

/** Notes on a queue whether it is full, for all receives to see: they read its row anyway. */
export const countInFlight = operation<{ readonly QueueArn: string }, Record<string, never>>()({
  service: "sqs",
  name: "CountInFlight",
  internal: true,

  // Whoever comes while somebody counts takes that count.
  lanes: ({ QueueArn }, { root }) => [`${root}/in-flight/${QueueArn}`],

  async prefetch({ QueueArn }, tools) {
    const stored = await readQueueByArn(QueueArn, tools);
    if (!stored || isCountFresh(stored.queue, tools.now)) return undefined;
    return { ...stored, count: await countOf(stored.queue, tools) };
  },

  commit(state, _input, context) {
    if (!state || (!state.count && !state.queue.inFlightCount)) return { output: {} };
    const { queue, row, count } = state;
    const { inFlightCount: before, ...rest } = queue;
    const noted: Queue = count ? { ...rest, inFlightCount: count } : rest;
    const [wasFull, isFull] = [before?.isFull ?? false, count?.isFull ?? false];
    return {
      output: {},
      writes: [putQueue(context, noted, { version: row.version })],
      events: wasFull === isFull ? [] : [event(noted, isFull)],
    };
  },
});

export function isCountFresh({ inFlightCount }: Queue, now: number): boolean {
  return inFlightCount !== undefined && now < inFlightCount.countedAt + seconds(IN_FLIGHT_COUNT_SECONDS);
}

/** A queue of fewer messages can't be full: nobody counts those. */
async function countOf(queue: Queue, tools: ReadTools): Promise<InFlightCount | undefined> {
  const { messages = 0 } = await tools.store.totals(totalsKey(tools.context, queue));
  if (messages < MAX_IN_FLIGHT) return undefined;
  const { inFlight } = await readCounts(queue, tools, tools.now);
  return { countedAt: tools.now, isFull: inFlight >= MAX_IN_FLIGHT };
}

function event(queue: Queue, isFull: boolean): EventDraft {
  const resource = queueArn(queue);
  const limit = MAX_IN_FLIGHT.toLocaleString("en");
  return isFull
    ? {
        type: "queue.full",
        resource,
        text: `queue ${queue.name} hands out no more messages: ${limit} are in flight, received and not deleted`,
      }
    : {
        type: "queue.has-room",
        resource,
        text: `queue ${queue.name} hands out messages again: fewer than ${limit} are in flight`,
      };
}
