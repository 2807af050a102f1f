import { operation } from "../../service.ts";
import type { FifoPlace } from "../fifo-rows.ts";
import type { FifoMessage, Queue } from "../model.ts";
import { fifoKey, fifoMessageFromRow } from "../table.ts";

interface ReadInput {
  readonly queue: Queue;
  readonly places: readonly FifoPlace[];
}

/** The messages that a receive has just taken: a claim sees groups only. What is gone is left out. */
export const readFifoMessages = operation<ReadInput, { readonly messages: readonly FifoMessage[] }>()({
  service: "sqs",
  name: "ReadFifoMessages",
  internal: true,

  async prefetch({ queue, places }, { store, context }) {
    const keys = places.map(({ groupId, sequence }) => fifoKey(context, queue, "messages", groupId, sequence));
    return (await store.getMany(keys)).flatMap((row) => (row ? [fifoMessageFromRow(row)] : []));
  },

  commit: (messages) => ({ output: { messages } }),
});
