import type { SendMessageRequest, SendMessageResult } from "@aws-sdk/client-sqs";
import { uuid } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { sendLanes } from "../fifo-lanes.ts";
import { checkMessage } from "../new-message.ts";
import { sendResult } from "../send.ts";
import { readForSending, sendAll } from "../send-all.ts";
import { readQueue } from "../stored-queue.ts";

/** Puts a message into a random shard, or into its group. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const sendMessage = operation<SendMessageRequest, SendMessageResult>()({
  service: "sqs",
  name: "SendMessage",

  lanes: ({ QueueUrl, MessageGroupId }, context) => sendLanes(QueueUrl, [MessageGroupId], context),

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools, "SendMessage");
    const size = checkMessage(input, queue);
    const fifo = await readForSending(queue, [input], tools);
    return { queue, size, fifo, id: uuid(tools.random), shard: tools.random.below(queue.shards) };
  },

  commit({ queue, size, fifo, id, shard }, input, context) {
    const identity = { id, shard, principal: context.principal };
    return sendAll(queue, [{ input, size, identity }], fifo, context, ([sent]) => (sent ? sendResult(sent) : {}));
  },
});
