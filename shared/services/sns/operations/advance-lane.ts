import { operation } from "../../service.ts";
import type { AdvanceLaneInput } from "../lane.ts";
import { laneEntryFromRow, laneKey, lanePartition } from "../table-fifo.ts";
import { deliverEffect } from "./deliver-to-subscription.ts";

/** Sends the first delivery of a lane on its way, or closes the lane when none is left. */
export const advanceLane = operation<AdvanceLaneInput, Record<string, never>>()({
  service: "sns",
  name: "AdvanceLane",
  internal: true,

  async prefetch(input, { store, context }) {
    // The row before the look, and not beside it: else what is added between the two is in the row's version and not in the look.
    const lane = await store.get(laneKey(context, input.topic, input));
    const [head] = await store.query({ ...lanePartition(context, input.topic, input), limit: 1 });
    return { lane, head };
  },

  commit({ lane, head }, input, context) {
    const { topic, subscription, group } = input;
    if (head) {
      const { messageId, id, alone, traceId } = laneEntryFromRow(head);
      const turn = { group, sequence: head.sort };
      const delivery = { topic, messageId, subscription, id, at: context.now, tries: 0, alone, turn };
      return { output: {}, effects: [{ ...deliverEffect(delivery), traceId }] };
    }
    if (!lane) return { output: {} };
    // Whoever adds to the lane at this instant changes its row or needs it unchanged: one of the two looks again.
    const key = laneKey(context, topic, input);
    return { output: {}, writes: [{ kind: "delete", key, expect: { version: lane.version } }] };
  },
});
