import { deleteConfiguration } from "../configuration-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export const deleteBucketPolicy = deleteConfiguration({
  name: "DeleteBucketPolicy",
  action: "s3:DeleteBucketPolicy",
  kind: "policy",
  told: "has no policy any more: only its own account may use it",
});
