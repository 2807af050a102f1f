import type { ListDeadLetterSourceQueuesRequest, ListDeadLetterSourceQueuesResult } from "@aws-sdk/client-sqs";
import { encodeToken } from "../../../core/page.ts";
import { operation } from "../../service.ts";
import { queueUrl } from "../queue-address.ts";
import { checkedPageSize, decodePageToken } from "../queue-page.ts";
import { readQueue } from "../stored-queue.ts";
import { sourcesPartition } from "../table.ts";

/** The queues whose dead letters come here, kept under this one. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html */
export const listDeadLetterSourceQueues = operation<
  ListDeadLetterSourceQueuesRequest,
  ListDeadLetterSourceQueuesResult
>()({
  service: "sqs",
  name: "ListDeadLetterSourceQueues",

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools, "ListDeadLetterSourceQueues");
    const limit = checkedPageSize(input.MaxResults);
    const after = input.NextToken === undefined ? {} : { after: decodePageToken(input.NextToken) };
    const rows = await tools.store.query({ ...sourcesPartition(tools.context, queue), limit: limit + 1, ...after });
    const names = rows.slice(0, limit).map(({ sort }) => sort);
    return { queue, names, next: rows.length > limit ? names.at(-1) : undefined };
  },

  commit({ queue, names, next }, input, context) {
    // AWS gives a token only to those who asked for a page size.
    const token = next !== undefined && input.MaxResults !== undefined ? { NextToken: encodeToken(next) } : {};
    return { output: { queueUrls: names.map((name) => queueUrl(context, { ...queue, name })), ...token } };
  },
});
