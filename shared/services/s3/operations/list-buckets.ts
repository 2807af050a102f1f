import type { ListBucketsOutput, ListBucketsRequest } from "@aws-sdk/client-s3";
import { decodeToken, encodeToken } from "../../../core/page.ts";
import { canonicalUserId } from "../../../core/policy/canonical-user.ts";
import type { Row } from "../../../ports/table-store.ts";
import { operation, type ReadTools } from "../../service.ts";
import { invalidArgument } from "../errors.ts";
import { MAX_LIST_BUCKETS } from "../limits.ts";
import { checkKeyPart } from "../object-key.ts";
import { accountBuckets, bucketArn, listedFromRow } from "../table.ts";

/** In the order of their names. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets = operation<ListBucketsRequest, ListBucketsOutput>()({
  service: "s3",
  name: "ListBuckets",

  async prefetch(input, tools) {
    const limit = input.MaxBuckets ?? MAX_LIST_BUCKETS;
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIST_BUCKETS) {
      const message = `Argument max-buckets must be an integer between 1 and ${MAX_LIST_BUCKETS}.`;
      throw invalidArgument(message, { name: "max-buckets", value: String(limit) });
    }
    const rows = await readRows(input, limit + 1, tools);
    return { rows: rows.slice(0, limit), more: rows.length > limit };
  },

  commit({ rows, more }, input, context) {
    const last = rows.at(-1)?.sort;
    return {
      output: {
        Buckets: rows.map(listedFromRow).map(({ name, region, createdAt }) => ({
          Name: name,
          BucketArn: bucketArn(name),
          BucketRegion: region,
          CreationDate: new Date(createdAt),
        })),
        Owner: { ID: canonicalUserId(context.account) },
        ...(input.Prefix === undefined ? {} : { Prefix: input.Prefix }),
        ...(more && last !== undefined ? { ContinuationToken: encodeToken(last) } : {}),
      },
    };
  },
});

/** An account's buckets in all regions are one list, so a region is picked out of it. It holds 10,000 at the most. */
async function readRows(input: ListBucketsRequest, count: number, { store, context }: ReadTools): Promise<Row[]> {
  const prefix = checkKeyPart(input.Prefix) ?? "";
  let after = input.ContinuationToken === undefined ? undefined : position(input.ContinuationToken);
  const found: Row[] = [];
  for (;;) {
    const limit = count - found.length;
    const page = {
      ...accountBuckets(context, context.account),
      prefix,
      limit,
      ...(after === undefined ? {} : { after }),
    };
    const rows = await store.query(page);
    found.push(...rows.filter((row) => !input.BucketRegion || listedFromRow(row).region === input.BucketRegion));
    after = rows.at(-1)?.sort;
    if (found.length >= count || rows.length < limit) return found;
  }
}

function position(token: string): string {
  const invalid = () =>
    invalidArgument("The continuation token provided is incorrect", { name: "continuation-token", value: token });
  const decoded = decodeToken(token, invalid);
  if (typeof decoded !== "string" || !decoded.isWellFormed()) throw invalid();
  return decoded;
}
