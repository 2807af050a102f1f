import { deleteConfiguration } from "../configuration-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html */
export const deleteBucketEncryption = deleteConfiguration({
  name: "DeleteBucketEncryption",
  action: "s3:PutEncryptionConfiguration",
  kind: "encryption",
  told: "is back at AES256, which every object has anyhow",
});
