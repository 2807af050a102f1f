import { operation } from "../../service.ts";
import type { QueueCounts } from "../described-attributes.ts";
import type { Queue } from "../model.ts";
import { type QueuePageRequest, readQueuePage } from "../queue-page.ts";
import { readCounts, readQueue } from "../stored-queue.ts";

export interface DescribeQueuesRequest extends QueuePageRequest {
  /** Just this queue. */
  readonly QueueUrl?: string;
}

export interface DescribeQueuesResult {
  readonly Queues: readonly { readonly queue: Queue; readonly counts: QueueCounts }[];
  readonly NextToken?: string;
}

/** Queues with their settings and counts in one call. AWS has no such operation: it takes a ListQueues and a GetQueueAttributes each. */
export const describeQueues = operation<DescribeQueuesRequest, DescribeQueuesResult>()({
  service: "sqs",
  name: "DescribeQueues",

  async prefetch(input, tools) {
    const one = input.QueueUrl === undefined ? undefined : [(await readQueue(input.QueueUrl, tools, undefined)).queue];
    const { queues, next } = one ? { queues: one, next: undefined } : await readQueuePage(input, tools);
    const described = await Promise.all(
      queues.map(async (queue) => ({ queue, counts: await readCounts(queue, tools, tools.now) })),
    );
    return { described, next };
  },

  commit({ described, next }) {
    return { output: { Queues: described, ...(next === undefined ? {} : { NextToken: next }) } };
  },
});
