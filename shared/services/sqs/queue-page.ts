import { decodeToken, encodeToken } from "../../core/page.ts";
import type { ReadTools } from "../service.ts";
import { invalidParameter } from "./errors.ts";
import { MAX_LIST_QUEUES } from "./limits.ts";
import type { Queue } from "./model.ts";
import { queueFromRow, queuesPartition, queuesPrefix } from "./table.ts";

export interface QueuePageRequest {
  readonly QueueNamePrefix?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** A page of an account's queues in the order of region and name; region `*` lists them all (a name prefix needs one region). */
export async function readQueuePage(
  input: QueuePageRequest,
  { store, context }: ReadTools,
): Promise<{ queues: readonly Queue[]; next: string | undefined }> {
  const limit = checkedPageSize(input.MaxResults);
  const prefix = `${queuesPrefix(context)}${context.region === "*" ? "" : (input.QueueNamePrefix ?? "")}`;
  const after = input.NextToken === undefined ? {} : { after: decodePageToken(input.NextToken) };
  const rows = await store.query({ ...queuesPartition(context), prefix, limit: limit + 1, ...after });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { queues: page.map(queueFromRow), next: rows.length > limit && last ? encodeToken(last.sort) : undefined };
}

const EVERY_PAGE = 100;

/** Every queue of the playground: what a sweep looks after. */
export async function readAllQueues({
  store,
  context,
}: Pick<ReadTools, "store" | "context">): Promise<readonly Queue[]> {
  const queues: Queue[] = [];
  let after: string | undefined;
  for (;;) {
    const from = after === undefined ? {} : { after };
    const rows = await store.query({ ...queuesPartition(context), limit: EVERY_PAGE, ...from });
    queues.push(...rows.map(queueFromRow));
    if (rows.length < EVERY_PAGE) return queues;
    after = rows.at(-1)?.sort;
  }
}

export function decodePageToken(token: string): string {
  return String(decodeToken(token, () => invalidParameter(token, "NextToken", "Invalid or expired next token.")));
}

export function checkedPageSize(limit = MAX_LIST_QUEUES): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIST_QUEUES) return limit;
  throw invalidParameter(limit, "MaxResults", `MaxResults must be an integer between 1 and ${MAX_LIST_QUEUES}.`);
}
