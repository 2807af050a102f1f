import type { Conditions } from "../../core/policy/decide.ts";
import type { ReadTools } from "../service.ts";
import { readConfiguration } from "./configuration.ts";
import type { Bucket } from "./model.ts";

/**
 * What a bucket's tags say to its policy: nothing unless its owner has switched that on, with PutBucketAbac. Nothing is read for a policy
 * that doesn't ask. https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging.html
 */
export async function bucketTagConditions(
  bucket: Bucket,
  policy: string | undefined,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<Conditions> {
  if (policy === undefined || !/(resource|bucket)tag/i.test(policy)) return {};
  const abac = await readConfiguration(bucket, "abac", tools);
  if (abac?.Status !== "Enabled") return {};
  const tags = (await readConfiguration(bucket, "tagging", tools)) ?? [];
  return Object.fromEntries(
    tags.flatMap(({ Key = "", Value = "" }) =>
      ["aws:ResourceTag", "s3:BucketTag"].map((name) => [`${name}/${Key}`, [Value]] as const),
    ),
  );
}
