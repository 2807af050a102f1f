import type { TagQueueRequest } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { missingParameter } from "../errors.ts";
import { readQueue } from "../stored-queue.ts";
import { putQueue, queueArn } from "../table.ts";
import { checkTags } from "../tags.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html */
export const tagQueue = operation<TagQueueRequest, Record<string, never>>()({
  service: "sqs",
  name: "TagQueue",

  async prefetch(input, tools) {
    const { queue, row } = await readQueue(input.QueueUrl, tools, "TagQueue");
    if (!input.Tags) throw missingParameter("Tags");
    return { queue: { ...queue, tags: checkTags(queue.name, queue.tags, input.Tags) }, version: row.version };
  },

  commit({ queue, version }, input, context) {
    const text = `queue ${queue.name} tagged: ${Object.keys(input.Tags ?? {}).join(", ")}`;
    return {
      output: {},
      writes: [putQueue(context, queue, { version })],
      events: [{ type: "queue.tagged", resource: queueArn(queue), text }],
    };
  },
});
