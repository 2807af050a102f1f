import type {
  BatchResultErrorEntry,
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult,
} from "@aws-sdk/client-sqs";
import { type Done, operation } from "../../service.ts";
import { checkBatch, failedEntry } from "../batch.ts";
import { changeVisibility } from "../change-visibility.ts";
import { readReceipt } from "../held-message.ts";
import { readQueue } from "../stored-queue.ts";
import { queueArn } from "../table.ts";

type Change = Omit<Done<never>, "output">;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export const changeMessageVisibilityBatch = operation<
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult
>()({
  service: "sqs",
  name: "ChangeMessageVisibilityBatch",

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools);
    const entries = input.Entries ?? [];
    checkBatch(entries);
    // Two entries for one message are one row: the last one counts.
    const changes = new Map<string, Change>();
    const successful: string[] = [];
    const failed: BatchResultErrorEntry[] = [];
    for (const entry of entries) {
      try {
        const held = await readReceipt(entry.ReceiptHandle, queue, tools);
        changes.set(held?.message.id ?? "", changeVisibility(queue, held, entry, tools.context));
        successful.push(entry.Id ?? "");
      } catch (error) {
        failed.push(failedEntry(entry.Id ?? "", error));
      }
    }
    return { queue, changes: [...changes.values()], successful, failed };
  },

  commit({ queue, changes, successful, failed }) {
    return {
      output: { Successful: successful.map((Id) => ({ Id })), Failed: failed },
      writes: changes.flatMap(({ writes = [] }) => writes),
      events: changes.flatMap(({ events = [] }) => events),
      wakes: [queueArn(queue)],
    };
  },
});
