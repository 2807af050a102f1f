import type { LoggingEnabled } from "@aws-sdk/client-s3";
import { ServiceError } from "../../core/errors.ts";
import type { ReadTools } from "../service.ts";
import type { Bucket } from "./model.ts";
import { findBucket } from "./stored-bucket.ts";

/** The bucket for the logs must be there, in the same region and account. No logs are written. */
export async function checkLogging(
  logging: LoggingEnabled | undefined,
  bucket: Bucket,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<LoggingEnabled | undefined> {
  if (!logging) return undefined;
  const { TargetBucket = "" } = logging;
  const target = (await findBucket(TargetBucket, tools))?.bucket;
  if (!target) {
    throw new ServiceError("InvalidTargetBucketForLogging", "The target bucket for logging does not exist", {
      details: { TargetBucket },
    });
  }
  if (target.account !== bucket.account) {
    const message = "The owner for the bucket to be logged and the target bucket must be the same.";
    throw new ServiceError("InvalidTargetBucketForLogging", message, { details: { TargetBucket } });
  }
  if (target.region === bucket.region) return logging;
  // AWS's own spelling.
  throw new ServiceError("CrossLocationLoggingProhibitted", "Cross S3 location logging not allowed. ", {
    status: 403,
    details: { TargetBucketLocation: target.region },
  });
}
