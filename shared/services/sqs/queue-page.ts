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
  const after = input.NextToken === undefined ? {} : { after: String(decodeToken(input.NextToken)) };
  const rows = await store.query({ ...queuesPartition(context), prefix, limit: limit + 1, ...after });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { queues: page.map(queueFromRow), next: rows.length > limit && last ? encodeToken(last.sort) : undefined };
}

export function checkedPageSize(limit = MAX_LIST_QUEUES): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIST_QUEUES) return limit;
  throw invalidParameter(limit, "MaxResults", `MaxResults must be an integer between 1 and ${MAX_LIST_QUEUES}.`);
}
