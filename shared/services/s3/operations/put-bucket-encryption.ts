import type { PutBucketEncryptionRequest } from "@aws-sdk/client-s3";
import { putConfiguration } from "../configuration-operations.ts";
import { checkEncryption } from "../encryption.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
export const putBucketEncryption = putConfiguration<PutBucketEncryptionRequest, "encryption">({
  name: "PutBucketEncryption",
  action: "s3:PutEncryptionConfiguration",
  kind: "encryption",
  read: ({ ServerSideEncryptionConfiguration }) => checkEncryption(ServerSideEncryptionConfiguration),
  told: (rule) =>
    `names ${rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm ?? "AES256"} as its default encryption`,
});
