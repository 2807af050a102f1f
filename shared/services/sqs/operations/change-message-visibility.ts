import type { ChangeMessageVisibilityRequest } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { changeVisibility } from "../change-visibility.ts";
import { readReceipt } from "../held-message.ts";
import { readQueue } from "../stored-queue.ts";

/** Hides a received message longer, or not at all any more. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export const changeMessageVisibility = operation<ChangeMessageVisibilityRequest, Record<string, never>>()({
  service: "sqs",
  name: "ChangeMessageVisibility",

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools);
    return { queue, held: await readReceipt(input.ReceiptHandle, queue, tools) };
  },

  commit({ queue, held }, input, context) {
    return { output: {}, ...changeVisibility(queue, held, input, context) };
  },
});
