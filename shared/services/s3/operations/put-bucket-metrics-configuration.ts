import type { PutBucketMetricsConfigurationRequest } from "@aws-sdk/client-s3";
import { checkMetrics } from "../metrics.ts";
import { putNamedConfiguration } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html */
export const putBucketMetricsConfiguration = putNamedConfiguration<PutBucketMetricsConfigurationRequest, "metrics">({
  name: "PutBucketMetricsConfiguration",
  action: "s3:PutMetricsConfiguration",
  kind: "metrics",
  read: ({ Id, MetricsConfiguration }) => checkMetrics(Id, MetricsConfiguration),
  told: "request metrics",
});
