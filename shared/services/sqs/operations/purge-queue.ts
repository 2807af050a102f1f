import type { PurgeQueueRequest } from "@aws-sdk/client-sqs";
import { hexId } from "../../../core/ids.ts";
import { seconds } from "../../../core/time.ts";
import { operation } from "../../service.ts";
import { purgeInProgress } from "../errors.ts";
import { PURGE_SECONDS } from "../limits.ts";
import { readQueue } from "../stored-queue.ts";
import { putQueue, queueArn } from "../table.ts";
import { discardEffect } from "./discard-messages.ts";

/**
 * Begins a new generation of messages, so that the queue is empty at once however many there were; the old ones are removed
 * in the background. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
 */
export const purgeQueue = operation<PurgeQueueRequest, Record<string, never>>()({
  service: "sqs",
  name: "PurgeQueue",

  async prefetch(input, tools) {
    return { ...(await readQueue(input.QueueUrl, tools, "PurgeQueue")), generation: hexId(tools.random, 16) };
  },

  commit({ queue, row, generation }, _input, context) {
    if (queue.purgedAt !== undefined && context.now < queue.purgedAt + seconds(PURGE_SECONDS))
      throw purgeInProgress(queue.name);
    const { inFlightCount: _, ...rest } = queue;
    return {
      output: {},
      writes: [putQueue(context, { ...rest, generation, purgedAt: context.now }, { version: row.version })],
      effects: [discardEffect(queue)],
      events: [
        {
          type: "queue.purged",
          resource: queueArn(queue),
          text: `queue ${queue.name} purged: every message is gone for good`,
        },
      ],
    };
  },
});
