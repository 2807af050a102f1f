import type { ObjectOwnership } from "@aws-sdk/client-s3";
import { ServiceError } from "../../core/errors.ts";
import type { ReadTools } from "../service.ts";
import { readConfiguration } from "./configuration.ts";
import type { Bucket } from "./model.ts";

const OWNERSHIPS: readonly string[] = ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"];

export function isOwnership(text: string | undefined): text is ObjectOwnership {
  return text !== undefined && OWNERSHIPS.includes(text);
}

/** Whether access control lists count in a bucket; they don't unless its owner has asked for it. */
export async function hasAcls(bucket: Bucket, tools: Pick<ReadTools, "store" | "context">): Promise<boolean> {
  return (await readOwnership(bucket, tools)) !== "BucketOwnerEnforced";
}

/** A bucket whose ownership controls were deleted is as all buckets were before there were any. */
export async function readOwnership(
  bucket: Bucket,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<ObjectOwnership> {
  const ownership = await readConfiguration(bucket, "ownership", tools);
  return ownership === undefined ? "BucketOwnerEnforced" : (ownership ?? "ObjectWriter");
}

/** Access control lists can be switched off only where the bucket's own grants nothing to others. */
export async function checkOwnership(
  ownership: ObjectOwnership,
  bucket: Bucket,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<ObjectOwnership> {
  if (ownership === "BucketOwnerEnforced" && (await readConfiguration(bucket, "acl", tools))) throw aclWithoutAcls();
  return ownership;
}

export function aclWithoutAcls(): ServiceError {
  const message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting";
  return new ServiceError("InvalidBucketAclWithObjectOwnership", message, { docs: "access-control-list" });
}
