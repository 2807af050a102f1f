import type { DeleteMessageRequest } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { deletionOf, readDeletion } from "../deletion.ts";
import { handleLanes } from "../fifo-lanes.ts";
import { readQueue } from "../stored-queue.ts";

/**
 * Removes a received message for good. A handle that fits no more (received again since, or deleted) answers success and
 * changes nothing, as AWS does for standard queues; a FIFO queue refuses it while the message is there.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
 */
export const deleteMessage = operation<DeleteMessageRequest, Record<string, never>>()({
  service: "sqs",
  name: "DeleteMessage",

  lanes: ({ QueueUrl, ReceiptHandle }, context) => handleLanes(QueueUrl, [ReceiptHandle], context),

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools, "DeleteMessage");
    const deletion = await readDeletion(queue, [input.ReceiptHandle], tools);
    const [fault] = deletion.faults;
    if (fault) throw fault;
    return { queue, deletion };
  },

  commit({ queue, deletion }, _input, context) {
    return { output: {}, ...deletionOf(queue, deletion, context) };
  },
});
