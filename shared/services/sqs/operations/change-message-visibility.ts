import type { ChangeMessageVisibilityRequest } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { changeVisibility } from "../change-visibility.ts";
import type { HeldEntries } from "../fifo-held.ts";
import { handleLanes } from "../fifo-lanes.ts";
import { changeFifoVisibility, readFifoVisibility } from "../fifo-visibility.ts";
import { type HeldMessage, readReceipt } from "../held-message.ts";
import type { Queue } from "../model.ts";
import { readQueue } from "../stored-queue.ts";

interface Held {
  readonly queue: Queue;
  readonly held?: HeldMessage | undefined;
  readonly fifo?: HeldEntries;
}

/** Hides a received message longer, or not at all any more. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export const changeMessageVisibility = operation<ChangeMessageVisibilityRequest, Record<string, never>>()({
  service: "sqs",
  name: "ChangeMessageVisibility",

  lanes: ({ QueueUrl, ReceiptHandle }, context) => handleLanes(QueueUrl, [ReceiptHandle], context),

  async prefetch(input, tools): Promise<Held> {
    const { queue } = await readQueue(input.QueueUrl, tools, "ChangeMessageVisibility");
    if (queue.fifo) return { queue, fifo: await readFifoVisibility(queue, [input], tools) };
    return { queue, held: await readReceipt(input.ReceiptHandle, queue, tools) };
  },

  commit({ queue, held, fifo }, input, context) {
    if (fifo) {
      const { faults, ...done } = changeFifoVisibility(queue, fifo, [input], context);
      if (faults[0]) throw faults[0];
      return { output: {}, ...done };
    }
    return { output: {}, ...changeVisibility(queue, held, input, context) };
  },
});
