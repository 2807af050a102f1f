import type { DeleteQueueRequest } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { sourceWrites } from "../dead-letter-target.ts";
import { readTaskRemovals } from "../move-task.ts";
import { readQueue } from "../stored-queue.ts";
import { queueArn, queueKey } from "../table.ts";
import { discardEffect } from "./discard-messages.ts";

/** Gone at once; its messages are removed in the background. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html */
export const deleteQueue = operation<DeleteQueueRequest, Record<string, never>>()({
  service: "sqs",
  name: "DeleteQueue",

  async prefetch(input, tools) {
    const { queue, row } = await readQueue(input.QueueUrl, tools, "DeleteQueue");
    return { queue, row, tasks: await readTaskRemovals(queue, tools) };
  },

  commit({ queue, row, tasks }, _input, context) {
    return {
      output: {},
      writes: [
        { kind: "delete", key: queueKey(context, queue), expect: { version: row.version } },
        ...sourceWrites(queue, queue.redrivePolicy, undefined, context),
        ...tasks,
      ],
      effects: [discardEffect(queue)],
      events: [
        {
          type: "queue.deleted",
          resource: queueArn(queue),
          text: `queue ${queue.name} deleted, with all its messages`,
        },
      ],
      // Who waits for a message learns that there will be none.
      wakes: [queueArn(queue)],
    };
  },
});
