import type { DeleteMessageRequest } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { readReceipt, removeMessage } from "../held-message.ts";
import { readQueue } from "../stored-queue.ts";

/**
 * Removes a received message for good. A handle that fits no more (received again since, or deleted) answers success and
 * changes nothing, as AWS does for standard queues.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
 */
export const deleteMessage = operation<DeleteMessageRequest, Record<string, never>>()({
  service: "sqs",
  name: "DeleteMessage",

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools);
    return { queue, held: await readReceipt(input.ReceiptHandle, queue, tools) };
  },

  commit({ queue, held }, _input, context) {
    return { output: {}, ...removeMessage(queue, held, context) };
  },
});
