import type { ListQueuesRequest, ListQueuesResult } from "@aws-sdk/client-sqs";
import { decodeToken, encodeToken } from "../../../core/page.ts";
import { operation } from "../../service.ts";
import { invalidParameter } from "../errors.ts";
import { MAX_LIST_QUEUES } from "../limits.ts";
import type { Queue } from "../model.ts";
import { queueUrl } from "../queue-address.ts";
import { queueFromRow, queuesPartition, queuesPrefix } from "../table.ts";

/** Our own answer beside AWS's: the queues themselves, so that REST need not read each one again. */
export interface ListQueuesOutput extends ListQueuesResult {
  readonly Queues: readonly Queue[];
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export const listQueues = operation<ListQueuesRequest, ListQueuesOutput>()({
  service: "sqs",
  name: "ListQueues",

  async prefetch(input, { store, context }) {
    const limit = input.MaxResults ?? MAX_LIST_QUEUES;
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIST_QUEUES) {
      throw invalidParameter(limit, "MaxResults", `MaxResults must be an integer between 1 and ${MAX_LIST_QUEUES}.`);
    }
    const prefix = `${queuesPrefix(context)}${context.region === "*" ? "" : (input.QueueNamePrefix ?? "")}`;
    const after = input.NextToken === undefined ? {} : { after: String(decodeToken(input.NextToken)) };
    const rows = await store.query({ ...queuesPartition(context), prefix, limit: limit + 1, ...after });
    return { rows: rows.slice(0, limit), more: rows.length > limit };
  },

  commit({ rows, more }, input, context) {
    const queues = rows.map(queueFromRow);
    const last = rows.at(-1)?.sort;
    // AWS gives a token only to those who asked for a page size.
    const next = more && input.MaxResults !== undefined && last !== undefined ? { NextToken: encodeToken(last) } : {};
    const urls = queues.map((queue) => queueUrl(context, queue));
    return { output: { Queues: queues, ...(urls.length > 0 ? { QueueUrls: urls } : {}), ...next } };
  },
});
