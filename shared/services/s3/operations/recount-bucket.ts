import { operation, type ReadTools } from "../../service.ts";
import { MAX_LIST_KEYS, MAX_RECOUNTED_VERSIONS } from "../limits.ts";
import type { Bucket, BucketTotals } from "../model.ts";
import { shownId } from "../standing.ts";
import { findBucket, readTotals } from "../stored-bucket.ts";
import { bucketArn } from "../table.ts";
import { addTotals, type Change, type Grown, sumOf, tally } from "../totals.ts";
import { listVersions } from "../version-listing.ts";

/**
 * Puts right how much a bucket says that it holds: where totals are added beside the transaction, a process that died in between has left
 * one off. A bucket that changes meanwhile is left for the next time, and so is one that holds too much to be looked through.
 */
export const recountBucket = operation<{ readonly Bucket: string }, Record<string, never>>()({
  service: "s3",
  name: "RecountBucket",
  internal: true,

  async prefetch({ Bucket }, tools) {
    const bucket = (await findBucket(Bucket, tools))?.bucket;
    if (!bucket) return undefined;
    const before = await readTotals(bucket, tools);
    const counted = await countVersions(bucket, tools);
    const after = await readTotals(bucket, tools);
    if (!counted || JSON.stringify(before) !== JSON.stringify(after)) return undefined;
    return { bucket, off: difference(counted, before) };
  },

  commit(state, _input, context) {
    if (!state || Object.keys(state.off).length === 0) return { output: {} };
    const { bucket, off } = state;
    const what = Object.entries(off).map(([name, by]) => `${name} by ${by}`);
    const text = `what bucket ${bucket.name} holds has been counted anew and put right (${what.join(", ")}): a count was lost when a process ended`;
    return {
      output: {},
      writes: addTotals(context, bucket, off),
      events: [{ type: "bucket.recounted", resource: bucketArn(bucket.name), text }],
    };
  },
});

/** Undefined for a bucket of too many versions. */
async function countVersions(bucket: Bucket, tools: ReadTools): Promise<Grown | undefined> {
  const counted: Grown[] = [];
  let marker: { readonly key: string; readonly version: string } | undefined;
  for (let seen = 0; seen < MAX_RECOUNTED_VERSIONS; seen += MAX_LIST_KEYS) {
    const place = { keyMarker: marker?.key, versionMarker: marker?.version };
    const page = await listVersions(bucket, { prefix: "", delimiter: "", limit: MAX_LIST_KEYS, ...place }, tools);
    const versions = page.items.filter((item) => item.kind === "version");
    counted.push(tally(versions.map(({ version, isLatest }): Change => ({ version, current: isLatest, by: 1 }))));
    const last = versions.at(-1);
    if (!page.truncated || !last) return sumOf(counted);
    marker = { key: last.key, version: shownId(last.version) };
  }
  return undefined;
}

function difference(counted: Grown, said: BucketTotals): Grown {
  const names = Object.keys(said) as (keyof BucketTotals)[];
  const all = names.map((name): Grown => ({ [name]: (counted[name] ?? 0) - said[name] }));
  return sumOf(all);
}
