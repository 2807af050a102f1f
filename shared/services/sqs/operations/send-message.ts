import type { SendMessageRequest, SendMessageResult } from "@aws-sdk/client-sqs";
import { uuid } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { checkMessage, fitsInRow, newMessage } from "../new-message.ts";
import { placeInRow, placeMessages, sendResult, storeMessages } from "../send.ts";
import { readQueue } from "../stored-queue.ts";

/** Puts a message into a random shard. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const sendMessage = operation<SendMessageRequest, SendMessageResult>()({
  service: "sqs",
  name: "SendMessage",

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools);
    const size = checkMessage(input, queue);
    return { queue, size, id: uuid(tools.random), shard: tools.random.below(queue.shards) };
  },

  commit({ queue, size, id, shard }, input, context) {
    const message = newMessage(input, size, queue, { id, shard, principal: context.principal }, context.now);
    const output = sendResult(message);
    if (fitsInRow(message)) return { output, ...storeMessages(queue, [placeInRow(message)], context) };
    return {
      async call(outside) {
        return { output, ...storeMessages(queue, await placeMessages([message], context.root, outside), context) };
      },
    };
  },
});
