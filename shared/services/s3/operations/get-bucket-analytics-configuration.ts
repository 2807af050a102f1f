import type { GetBucketAnalyticsConfigurationOutput } from "@aws-sdk/client-s3";
import { getNamedConfiguration } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAnalyticsConfiguration.html */
export const getBucketAnalyticsConfiguration = getNamedConfiguration<
  GetBucketAnalyticsConfigurationOutput,
  "analytics"
>({
  name: "GetBucketAnalyticsConfiguration",
  action: "s3:GetAnalyticsConfiguration",
  kind: "analytics",
  show: (AnalyticsConfiguration) => ({ AnalyticsConfiguration }),
});
