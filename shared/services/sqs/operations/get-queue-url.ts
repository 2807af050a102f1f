import type { GetQueueUrlRequest, GetQueueUrlResult } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { queueDoesNotExist } from "../errors.ts";
import { checkQueueName, queueUrl } from "../queue-address.ts";
import { readQueue } from "../stored-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const getQueueUrl = operation<GetQueueUrlRequest, GetQueueUrlResult>()({
  service: "sqs",
  name: "GetQueueUrl",

  async prefetch(input, tools) {
    checkQueueName(input.QueueName, input.QueueName?.endsWith(".fifo") ?? false);
    const account = input.QueueOwnerAWSAccountId ?? tools.context.account;
    if (!/^\d{12}$/.test(account)) throw queueDoesNotExist();
    return readQueue(queueUrl(tools.context, { account, name: input.QueueName }), tools, "GetQueueUrl");
  },

  commit({ queue }, _input, context) {
    return { output: { QueueUrl: queueUrl(context, queue) } };
  },
});
