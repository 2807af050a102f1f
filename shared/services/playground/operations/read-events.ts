import type { PlaygroundEvent } from "../../../core/event.ts";
import { seconds } from "../../../core/time.ts";
import { eventsTopic } from "../../../core/topics.ts";
import { operation } from "../../service.ts";

export interface ReadEventsRequest {
  readonly after?: string | undefined;
  readonly traceId?: string | undefined;
  readonly resource?: string | undefined;
  readonly limit: number;
  readonly reverse: boolean;
  readonly waitSeconds: number;
}

/** Reads the journal, or waits for its next event. */
export const readEvents = operation<ReadEventsRequest, { readonly events: readonly PlaygroundEvent[] }>()({
  service: "playground",
  name: "ReadEvents",

  async prefetch({ after, traceId, resource, limit, reverse, waitSeconds }, { journal, context, startedAt }) {
    const filter = { ...(traceId ? { traceId } : {}), ...(resource ? { resource } : {}), ...(after ? { after } : {}) };
    return {
      events: await journal.query({ root: context.root, limit, reverse, ...filter }),
      until: startedAt + seconds(waitSeconds),
    };
  },

  commit({ events, until }, _input, { now, root }) {
    if (events.length === 0 && now < until) return { wait: { on: [eventsTopic(root)], until } };
    return { output: { events } };
  },
});
