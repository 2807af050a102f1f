import type { DeleteMessageBatchRequest, DeleteMessageBatchResult } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { batchResult, checkBatch } from "../batch.ts";
import { deletionOf, readDeletion } from "../deletion.ts";
import { handleLanes } from "../fifo-lanes.ts";
import { readQueue } from "../stored-queue.ts";

/** Up to ten deletions in one transaction; a bad handle fails alone. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export const deleteMessageBatch = operation<DeleteMessageBatchRequest, DeleteMessageBatchResult>()({
  service: "sqs",
  name: "DeleteMessageBatch",

  lanes: ({ QueueUrl, Entries = [] }, context) =>
    handleLanes(
      QueueUrl,
      Entries.map(({ ReceiptHandle }) => ReceiptHandle),
      context,
    ),

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools, "DeleteMessage");
    const entries = input.Entries ?? [];
    checkBatch(entries);
    const handles = entries.map(({ ReceiptHandle }) => ReceiptHandle);
    return { queue, entries, deletion: await readDeletion(queue, handles, tools) };
  },

  commit({ queue, entries, deletion }, _input, context) {
    const output = batchResult(entries, deletion.faults);
    return { output, ...deletionOf(queue, deletion, context) };
  },
});
