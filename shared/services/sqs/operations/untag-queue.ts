import type { UntagQueueRequest } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { missingParameter } from "../errors.ts";
import { readQueue } from "../stored-queue.ts";
import { putQueue, queueArn } from "../table.ts";
import { checkTagKey } from "../tags.ts";

/** A key that isn't there is no fault. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html */
export const untagQueue = operation<UntagQueueRequest, Record<string, never>>()({
  service: "sqs",
  name: "UntagQueue",

  async prefetch(input, tools) {
    const { queue, row } = await readQueue(input.QueueUrl, tools, "UntagQueue");
    const { TagKeys: keys } = input;
    if (!keys) throw missingParameter("TagKeys");
    keys.forEach(checkTagKey);
    const left = Object.entries(queue.tags).filter(([key]) => !keys.includes(key));
    return { queue: { ...queue, tags: Object.fromEntries(left) }, version: row.version };
  },

  commit({ queue, version }, input, context) {
    const text = `queue ${queue.name} has lost its tags ${(input.TagKeys ?? []).join(", ")}`;
    return {
      output: {},
      writes: [putQueue(context, queue, { version })],
      events: [{ type: "queue.untagged", resource: queueArn(queue), text }],
    };
  },
});
