import type { PutBucketLoggingRequest } from "@aws-sdk/client-s3";
import { putConfiguration } from "../configuration-operations.ts";
import { checkLogging } from "../logging.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html */
export const putBucketLogging = putConfiguration<PutBucketLoggingRequest, "logging">({
  name: "PutBucketLogging",
  action: "s3:PutBucketLogging",
  kind: "logging",
  read: ({ BucketLoggingStatus }, tools, { bucket }) =>
    checkLogging(BucketLoggingStatus?.LoggingEnabled, bucket, tools),
  told: (logging) =>
    logging
      ? `names ${logging.TargetBucket} for its access logs: stored, and none are written`
      : "names no bucket for access logs any more",
});
