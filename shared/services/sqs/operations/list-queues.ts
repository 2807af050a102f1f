import type { ListQueuesRequest, ListQueuesResult } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { queueUrl } from "../queue-address.ts";
import { readQueuePage } from "../queue-page.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export const listQueues = operation<ListQueuesRequest, ListQueuesResult>()({
  service: "sqs",
  name: "ListQueues",

  prefetch: (input, tools) => readQueuePage(input, tools),

  commit({ queues, next }, input, context) {
    // AWS gives a token only to those who asked for a page size.
    const token = next !== undefined && input.MaxResults !== undefined ? { NextToken: next } : {};
    const urls = queues.map((queue) => queueUrl(context, queue));
    return { output: { ...(urls.length > 0 ? { QueueUrls: urls } : {}), ...token } };
  },
});
