import type { GetBucketMetricsConfigurationOutput } from "@aws-sdk/client-s3";
import { getNamedConfiguration } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketMetricsConfiguration.html */
export const getBucketMetricsConfiguration = getNamedConfiguration<GetBucketMetricsConfigurationOutput, "metrics">({
  name: "GetBucketMetricsConfiguration",
  action: "s3:GetMetricsConfiguration",
  kind: "metrics",
  show: (MetricsConfiguration) => ({ MetricsConfiguration }),
});
