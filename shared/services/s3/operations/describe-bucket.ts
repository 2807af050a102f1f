import { operation } from "../../service.ts";
import type { Bucket, BucketTotals } from "../model.ts";
import { type BucketInput, readBucket, readTotals } from "../stored-bucket.ts";

/** Ours, for REST: a bucket with what it holds. AWS has no such operation; its console adds up what CloudWatch counts once a day. */
export const describeBucket = operation<BucketInput, Bucket & BucketTotals>()({
  service: "s3",
  name: "DescribeBucket",
  internal: true,

  async prefetch(input, tools) {
    const { bucket } = await readBucket(input, tools, { action: "s3:ListBucket" });
    return { bucket, totals: await readTotals(bucket, tools) };
  },

  commit({ bucket, totals }) {
    return { output: { ...bucket, ...totals } };
  },
});
