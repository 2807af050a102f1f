import type { ListQueueTagsRequest, ListQueueTagsResult } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { readQueue } from "../stored-queue.ts";

/** AWS leaves the member out when there are none. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
export const listQueueTags = operation<ListQueueTagsRequest, ListQueueTagsResult>()({
  service: "sqs",
  name: "ListQueueTags",

  prefetch: (input, tools) => readQueue(input.QueueUrl, tools, "ListQueueTags"),

  commit({ queue: { tags } }) {
    return { output: Object.keys(tags).length > 0 ? { Tags: { ...tags } } : {} };
  },
});
