import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchRequestEntry,
  ChangeMessageVisibilityBatchResult,
} from "@aws-sdk/client-sqs";
import { ServiceError } from "../../../core/errors.ts";
import { type Done, operation, type ReadTools } from "../../service.ts";
import { batchResult, checkBatch } from "../batch.ts";
import { changeVisibility, type VisibilityChange } from "../change-visibility.ts";
import type { HeldEntries } from "../fifo-held.ts";
import { handleLanes } from "../fifo-lanes.ts";
import { changeFifoVisibility, readFifoVisibility } from "../fifo-visibility.ts";
import { readReceipt } from "../held-message.ts";
import type { Queue } from "../model.ts";
import { readQueue } from "../stored-queue.ts";
import { queueArn } from "../table.ts";

type Change = Omit<Done<never>, "output">;

interface Changes {
  readonly changes: readonly Change[];
  readonly faults: readonly (ServiceError | undefined)[];
}

interface State {
  readonly queue: Queue;
  readonly entries: readonly ChangeMessageVisibilityBatchRequestEntry[];
  readonly standard?: Changes;
  readonly fifo?: HeldEntries;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export const changeMessageVisibilityBatch = operation<
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult
>()({
  service: "sqs",
  name: "ChangeMessageVisibilityBatch",

  lanes: ({ QueueUrl, Entries = [] }, context) =>
    handleLanes(
      QueueUrl,
      Entries.map(({ ReceiptHandle }) => ReceiptHandle),
      context,
    ),

  async prefetch(input, tools): Promise<State> {
    const { queue } = await readQueue(input.QueueUrl, tools, "ChangeMessageVisibility");
    const entries = input.Entries ?? [];
    checkBatch(entries);
    if (queue.fifo) return { queue, entries, fifo: await readFifoVisibility(queue, entries, tools) };
    return { queue, entries, standard: await readChanges(queue, entries, tools) };
  },

  commit({ queue, entries, standard, fifo }, _input, context) {
    if (fifo) {
      const { faults, ...done } = changeFifoVisibility(queue, fifo, entries, context);
      return { output: batchResult(entries, faults), ...done };
    }
    const { changes = [], faults = [] } = standard ?? {};
    return {
      output: batchResult(entries, faults),
      writes: changes.flatMap(({ writes = [] }) => writes),
      events: changes.flatMap(({ events = [] }) => events),
      wakes: [queueArn(queue)],
    };
  },
});

async function readChanges(queue: Queue, entries: readonly VisibilityChange[], tools: ReadTools): Promise<Changes> {
  // Two entries for one message are one row: the last one counts.
  const changes = new Map<string, Change>();
  const faults: (ServiceError | undefined)[] = [];
  for (const entry of entries) {
    try {
      const held = await readReceipt(entry.ReceiptHandle, queue, tools);
      changes.set(held?.message.id ?? "", changeVisibility(queue, held, entry, tools.context));
      faults.push(undefined);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      faults.push(error);
    }
  }
  return { changes: [...changes.values()], faults };
}
