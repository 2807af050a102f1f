import { decodeToken, encodeToken } from "../../core/page.ts";
import type { Partition, Row } from "../../ports/table-store.ts";
import { invalidParameter, invalidToken } from "./errors.ts";
import { MAX_LIST } from "./limits.ts";
import type { Reader } from "./stored.ts";

export interface ListRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListPage {
  readonly rows: readonly Row[];
  /** What the answer gets, when there is more. */
  readonly next: { readonly nextToken?: string };
}

/** How many rows of a filtered list are read at a time. */
const READ_AHEAD = 50;

export function pageSize({ maxResults }: ListRequest, fallback = MAX_LIST): number {
  if (maxResults === undefined) return fallback;
  if (Number.isInteger(maxResults) && maxResults >= 1 && maxResults <= MAX_LIST) return maxResults;
  throw invalidParameter(`maxResults must be between 1 and ${MAX_LIST}.`);
}

/** The sort key behind which a page begins. */
export function pageStart({ nextToken }: ListRequest): string | undefined {
  if (nextToken === undefined || nextToken === "") return undefined;
  const position = decodeToken(nextToken, invalidToken);
  if (typeof position !== "string" || position === "") throw invalidToken();
  return position;
}

/** One page of the rows of a partition that pass the filter, in the order of their keys. */
export async function listPage(
  query: Partition & { readonly prefix?: string; readonly reverse?: boolean },
  request: ListRequest,
  { store }: Pick<Reader, "store">,
  options: { readonly fallback?: number; keep?(row: Row): boolean } = {},
): Promise<ListPage> {
  const size = pageSize(request, options.fallback);
  const keep = options.keep ?? (() => true);
  const kept: Row[] = [];
  let after = pageStart(request);
  for (;;) {
    const limit = Math.max(READ_AHEAD, size + 1);
    const rows = await store.query({ ...query, limit, ...(after === undefined ? {} : { after }) });
    kept.push(...rows.filter(keep));
    if (kept.length > size || rows.length < limit) break;
    after = rows.at(-1)?.sort;
  }
  const page = kept.slice(0, size);
  const last = page.at(-1)?.sort;
  return { rows: page, next: kept.length > size && last !== undefined ? { nextToken: encodeToken(last) } : {} };
}
