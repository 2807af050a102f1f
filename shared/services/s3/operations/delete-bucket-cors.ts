import { deleteConfiguration } from "../configuration-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketCors.html */
export const deleteBucketCors = deleteConfiguration({
  name: "DeleteBucketCors",
  action: "s3:PutBucketCORS",
  kind: "cors",
  told: "lets no web page of another origin in any more",
});
