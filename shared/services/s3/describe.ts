import type { Arn } from "../../core/arn.ts";
import { parseArn } from "../../core/arn.ts";
import type { Description, ReadTools } from "../service.ts";
import { isBucketName } from "./bucket-name.ts";
import { findBucket } from "./stored-bucket.ts";
import { bucketArn } from "./table.ts";

/** Shows a bucket to other services. An object's ARN (`arn:aws:s3:::bucket/key`) describes nothing. */
export async function describeResource(
  resource: Arn,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<Description | undefined> {
  const name = parseArn(resource)?.resource ?? "";
  const bucket = isBucketName(name) ? (await findBucket(name, tools))?.bucket : undefined;
  if (!bucket) return undefined;
  const { account, region, createdAt } = bucket;
  return { arn: bucketArn(name), type: "bucket", detail: { name, account, region, createdAt } };
}
