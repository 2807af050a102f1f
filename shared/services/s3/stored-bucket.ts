import type { ReadTools } from "../service.ts";
import { authorise, type Need } from "./authorise.ts";
import { accessDenied, invalidBucketName, invalidBucketOwner, noSuchBucket, wrongRegion } from "./errors.ts";
import { MAX_BUCKET_NAME_LENGTH } from "./limits.ts";
import type { Bucket, BucketTotals } from "./model.ts";
import { bucketFromRow, bucketKey, totalsKey } from "./table.ts";

type Reader = Pick<ReadTools, "store" | "context">;

export interface StoredBucket {
  readonly bucket: Bucket;
  /** Of the bucket's row. */
  readonly version: string;
}

/** What every operation on a bucket says about which one. */
export interface BucketInput {
  readonly Bucket?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** The bucket that a request names, when who asks may do to it, or to one of its objects, what the request needs. */
export async function readBucket(input: BucketInput, tools: Reader, need: Need): Promise<StoredBucket> {
  const stored = await namedBucket(input, tools, need);
  await authorise(stored.bucket, need, tools, input);
  return stored;
}

/** The bucket that a request names, whoever asks: for what is authorised key by key. */
export async function namedBucket(
  input: BucketInput,
  tools: Reader,
  { anyRegion }: Pick<Need, "anyRegion"> = {},
): Promise<StoredBucket> {
  const name = input.Bucket ?? "";
  const { ExpectedBucketOwner: owner } = input;
  if (owner !== undefined && !/^\d{12}$/.test(owner)) throw invalidBucketOwner(owner);
  const stored = await findBucket(name, tools);
  if (!stored) throw noSuchBucket(name);
  const { signedRegion } = tools.context.client ?? {};
  const { region } = stored.bucket;
  if (signedRegion !== undefined && signedRegion !== region && !anyRegion) throw wrongRegion(signedRegion, region);
  if (owner !== undefined && owner !== stored.bucket.account) throw accessDenied();
  return stored;
}

/** Whoever it belongs to. */
export async function findBucket(name: string, { store, context }: Reader): Promise<StoredBucket | undefined> {
  // No bucket has such a name, and no key could hold it.
  if (name === "" || name.length > MAX_BUCKET_NAME_LENGTH || !name.isWellFormed()) throw invalidBucketName(name);
  const row = await store.get(bucketKey(context, name));
  return row && { bucket: bucketFromRow(row), version: row.version };
}

export async function readTotals(bucket: Bucket, { store, context }: Reader): Promise<BucketTotals> {
  const totals = await store.totals(totalsKey(context, bucket));
  const { objects = 0, bytes = 0, noncurrentVersions = 0, noncurrentBytes = 0 } = totals;
  return { objects, bytes, noncurrentVersions, noncurrentBytes };
}
