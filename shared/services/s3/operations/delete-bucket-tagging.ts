import { deleteConfiguration } from "../configuration-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html */
export const deleteBucketTagging = deleteConfiguration({
  name: "DeleteBucketTagging",
  action: "s3:PutBucketTagging",
  kind: "tagging",
  told: "has no tags any more",
});
