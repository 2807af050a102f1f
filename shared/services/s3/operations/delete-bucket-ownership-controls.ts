import { deleteConfiguration } from "../configuration-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html */
export const deleteBucketOwnershipControls = deleteConfiguration({
  name: "DeleteBucketOwnershipControls",
  action: "s3:PutBucketOwnershipControls",
  kind: "ownership",
  told: "has no object ownership any more: access control lists count",
  leaves: null,
});
