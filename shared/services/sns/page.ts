import { decodeToken, encodeToken } from "../../core/page.ts";
import type { Row } from "../../ports/table-store.ts";
import { invalidParameter } from "./errors.ts";
import { LIST_PAGE } from "./limits.ts";

/** No sort key is longer (S3's and DynamoDB's limit): a token that says so was not given out here. */
const MAX_POSITION_LENGTH = 1024;

/** AWS's lists have a fixed page; REST's may ask for another size. */
export interface PageRequest {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/** One row more than asked for tells whether there is a next page. */
export function pageQuery({ NextToken, MaxResults = LIST_PAGE }: PageRequest): { limit: number; after?: string } {
  const limit = MaxResults + 1;
  if (!NextToken) return { limit };
  const after = decodeToken(NextToken, invalidToken);
  const legal =
    typeof after === "string" && after !== "" && after.isWellFormed() && after.length <= MAX_POSITION_LENGTH;
  if (!legal) throw invalidToken();
  return { limit, after };
}

export function cutPage(
  rows: readonly Row[],
  { MaxResults = LIST_PAGE }: PageRequest,
): { readonly rows: readonly Row[]; readonly next: { readonly NextToken?: string } } {
  const page = rows.slice(0, MaxResults);
  const last = page.at(-1);
  return { rows: page, next: rows.length > MaxResults && last ? { NextToken: encodeToken(last.sort) } : {} };
}

function invalidToken() {
  return invalidParameter("NextToken");
}
