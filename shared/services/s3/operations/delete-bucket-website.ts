import { deleteConfiguration } from "../configuration-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketWebsite.html */
export const deleteBucketWebsite = deleteConfiguration({
  name: "DeleteBucketWebsite",
  action: "s3:DeleteBucketWebsite",
  kind: "website",
  told: "has no website configuration any more",
});
