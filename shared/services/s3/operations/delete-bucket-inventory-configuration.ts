import { deleteNamedConfiguration } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketInventoryConfiguration.html */
export const deleteBucketInventoryConfiguration = deleteNamedConfiguration({
  name: "DeleteBucketInventoryConfiguration",
  action: "s3:PutInventoryConfiguration",
  kind: "inventory",
  told: "an inventory",
});
