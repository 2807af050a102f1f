import type { BatchResultErrorEntry, DeleteMessageBatchRequest, DeleteMessageBatchResult } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { checkBatch, failedEntry } from "../batch.ts";
import { type HeldMessage, readReceipt, removeMessages } from "../held-message.ts";
import { readQueue } from "../stored-queue.ts";

/** Up to ten deletions in one transaction; a bad handle fails alone. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export const deleteMessageBatch = operation<DeleteMessageBatchRequest, DeleteMessageBatchResult>()({
  service: "sqs",
  name: "DeleteMessageBatch",

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools);
    const entries = input.Entries ?? [];
    checkBatch(entries);
    const held: HeldMessage[] = [];
    const successful: string[] = [];
    const failed: BatchResultErrorEntry[] = [];
    for (const { Id = "", ReceiptHandle } of entries) {
      try {
        const message = await readReceipt(ReceiptHandle, queue, tools);
        if (message) held.push(message);
        successful.push(Id);
      } catch (error) {
        failed.push(failedEntry(Id, error));
      }
    }
    return { queue, held, successful, failed };
  },

  commit({ queue, held, successful, failed }, _input, context) {
    const output = { Successful: successful.map((Id) => ({ Id })), Failed: failed };
    return { output, ...removeMessages(queue, held, context) };
  },
});
