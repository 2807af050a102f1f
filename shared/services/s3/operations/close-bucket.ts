import { operation } from "../../service.ts";
import { removeGates } from "../gates.ts";
import { namedBucket } from "../stored-bucket.ts";
import { putBucket } from "../table.ts";

interface CloseBucketInput {
  readonly Bucket: string;
  /** Of the bucket's row as it was when it looked empty: if it has changed, there is nothing to close any more. */
  readonly Version: string;
}

/** The first step of a deletion; see gates.ts. */
export const closeBucket = operation<CloseBucketInput, Record<string, never>>()({
  service: "s3",
  name: "CloseBucket",
  internal: true,

  // Whoever calls it is authorised already.
  prefetch: (input, tools) => namedBucket(input, tools),

  commit({ bucket, version }, input, context) {
    if (bucket.closing || version !== input.Version) return { output: {} };
    const closed = putBucket(context, { ...bucket, closing: true }, { version });
    return { output: {}, writes: [closed, ...removeGates(context, bucket)] };
  },
});
