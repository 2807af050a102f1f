import { deleteNamedConfiguration } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketAnalyticsConfiguration.html */
export const deleteBucketAnalyticsConfiguration = deleteNamedConfiguration({
  name: "DeleteBucketAnalyticsConfiguration",
  action: "s3:PutAnalyticsConfiguration",
  kind: "analytics",
  told: "an analysis of storage classes",
});
