import { operation } from "../../service.ts";
import { openGates } from "../gates.ts";
import { namedBucket } from "../stored-bucket.ts";
import { putBucket } from "../table.ts";

interface OpenBucketInput {
  readonly Bucket: string;
  /** Of the closed bucket's row. */
  readonly Version: string;
}

/** Opens a bucket that somebody was about to delete; see gates.ts. For what can't do it in its own transaction. */
export const openBucket = operation<OpenBucketInput, Record<string, never>>()({
  service: "s3",
  name: "OpenBucket",
  internal: true,

  prefetch: (input, tools) => namedBucket(input, tools),

  commit({ bucket, version }, input, context) {
    const { closing, ...open } = bucket;
    if (!closing || version !== input.Version) return { output: {} };
    return { output: {}, writes: [putBucket(context, open, { version }), ...openGates(context, open)] };
  },
});
