import type { EventDraft } from "../../../core/event.ts";
import { operation } from "../../service.ts";
import { MAX_IN_FLIGHT } from "../limits.ts";
import type { Queue } from "../model.ts";
import { readQueueByArn } from "../stored-queue.ts";
import { putQueue, queueArn } from "../table.ts";

interface NoteRequest {
  readonly QueueArn: string;
  /** What was counted, which a purge may have ended since. */
  readonly Generation: string;
  /** Absent for a queue with too few messages to be full. */
  readonly Messages?: number;
}

/** Notes on a queue how many messages were in flight just now. */
export const noteInFlight = operation<NoteRequest, Record<string, never>>()({
  service: "sqs",
  name: "NoteInFlight",
  internal: true,

  prefetch: ({ QueueArn }, tools) => readQueueByArn(QueueArn, tools),

  commit(stored, { Generation, Messages: messages }, context) {
    if (stored?.queue.generation !== Generation) return { output: {} };
    const { inFlightCount: before, ...rest } = stored.queue;
    const queue: Queue =
      messages === undefined ? rest : { ...rest, inFlightCount: { countedAt: context.now, messages } };
    const [wasFull, isFull] = [before?.messages ?? 0, messages ?? 0].map((count) => count >= MAX_IN_FLIGHT);
    return {
      output: {},
      writes: [putQueue(context, queue, { version: stored.row.version })],
      events: wasFull === isFull ? [] : [event(queue, isFull === true)],
    };
  },
});

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
