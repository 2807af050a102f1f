import { deleteNamedConfiguration } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketMetricsConfiguration.html */
export const deleteBucketMetricsConfiguration = deleteNamedConfiguration({
  name: "DeleteBucketMetricsConfiguration",
  action: "s3:PutMetricsConfiguration",
  kind: "metrics",
  told: "request metrics",
});
