import type { GetBucketEncryptionOutput } from "@aws-sdk/client-s3";
import { getConfiguration } from "../configuration-operations.ts";
import { DEFAULT_ENCRYPTION } from "../encryption.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export const getBucketEncryption = getConfiguration<GetBucketEncryptionOutput, "encryption">({
  name: "GetBucketEncryption",
  action: "s3:GetEncryptionConfiguration",
  kind: "encryption",
  show: (rule = DEFAULT_ENCRYPTION) => ({ ServerSideEncryptionConfiguration: { Rules: [rule] } }),
});
