import type { GetBucketLoggingOutput } from "@aws-sdk/client-s3";
import { getConfiguration } from "../configuration-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html */
export const getBucketLogging = getConfiguration<GetBucketLoggingOutput, "logging">({
  name: "GetBucketLogging",
  action: "s3:GetBucketLogging",
  kind: "logging",
  show: (LoggingEnabled) => (LoggingEnabled ? { LoggingEnabled } : {}),
});
