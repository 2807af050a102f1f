import type { PublicAccessBlockConfiguration } from "@aws-sdk/client-s3";
import type { ReadTools } from "../service.ts";
import { readConfiguration } from "./configuration.ts";
import type { Bucket } from "./model.ts";

export type PublicAccess = { readonly [Setting in keyof PublicAccessBlockConfiguration]-?: boolean };

/** Of every bucket that nobody has changed: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export const ALL_BLOCKED: PublicAccess = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** What a bucket blocks. */
export async function readPublicAccess(
  bucket: Bucket,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<PublicAccess> {
  const block = await readConfiguration(bucket, "publicAccess", tools);
  return block === undefined ? ALL_BLOCKED : fullBlock(block ?? {});
}

/** What a request leaves out is off. */
export function fullBlock(block: PublicAccessBlockConfiguration): PublicAccess {
  return {
    BlockPublicAcls: block.BlockPublicAcls === true,
    IgnorePublicAcls: block.IgnorePublicAcls === true,
    BlockPublicPolicy: block.BlockPublicPolicy === true,
    RestrictPublicBuckets: block.RestrictPublicBuckets === true,
  };
}

export function blockSentence(block: PublicAccessBlockConfiguration): string {
  const on = Object.entries(block).flatMap(([name, value]) => (value ? [name] : []));
  if (on.length === 0) return "blocks no public access any more: its policy alone decides";
  return `blocks public access: ${on.join(", ")}`;
}
