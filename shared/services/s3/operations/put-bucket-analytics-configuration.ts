import type { PutBucketAnalyticsConfigurationRequest } from "@aws-sdk/client-s3";
import { checkAnalytics } from "../analytics.ts";
import { putNamedConfiguration } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAnalyticsConfiguration.html */
export const putBucketAnalyticsConfiguration = putNamedConfiguration<
  PutBucketAnalyticsConfigurationRequest,
  "analytics"
>({
  name: "PutBucketAnalyticsConfiguration",
  action: "s3:PutAnalyticsConfiguration",
  kind: "analytics",
  read: ({ Id, AnalyticsConfiguration }) => checkAnalytics(Id, AnalyticsConfiguration),
  told: "an analysis of storage classes",
});
