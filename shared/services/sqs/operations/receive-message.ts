import type { ReceiveMessageRequest } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { repeatAttempt } from "../fifo-attempt.ts";
import { receiveFromGroups } from "../fifo-receive.ts";
import { handOutNothing, isFull } from "../in-flight-limit.ts";
import { prepareReceive } from "../receive.ts";
import { receiveFromShards } from "../receive-standard.ts";
import type { ReceiveMessageOutput } from "../receive-state.ts";
import { readQueue } from "../stored-queue.ts";

/**
 * Takes messages and hides them for the visibility timeout, and waits when it finds none. Of a FIFO queue it takes the first messages of
 * groups that nobody works on. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export const receiveMessage = operation<ReceiveMessageRequest, ReceiveMessageOutput>()({
  service: "sqs",
  name: "ReceiveMessage",

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools, "ReceiveMessage");
    return prepareReceive(queue, input, tools);
  },

  commit(state, input, context) {
    if (state.attempt) return repeatAttempt(state, state.attempt, input, context);
    if (isFull(state.queue)) return handOutNothing(state, context);
    return state.queue.fifo ? receiveFromGroups(state, input, context) : receiveFromShards(state, input, context);
  },
});
