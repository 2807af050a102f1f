import { deleteConfiguration } from "../configuration-operations.ts";

/** The run that is under way ends at its next step. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html */
export const deleteBucketLifecycle = deleteConfiguration({
  name: "DeleteBucketLifecycle",
  action: "s3:PutLifecycleConfiguration",
  kind: "lifecycle",
  told: "has no lifecycle rules any more: nothing expires",
});
