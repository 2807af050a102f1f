import type { ListBucketAnalyticsConfigurationsOutput } from "@aws-sdk/client-s3";
import { listNamedConfigurations } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketAnalyticsConfigurations.html */
export const listBucketAnalyticsConfigurations = listNamedConfigurations<
  ListBucketAnalyticsConfigurationsOutput,
  "analytics"
>({
  name: "ListBucketAnalyticsConfigurations",
  action: "s3:GetAnalyticsConfiguration",
  kind: "analytics",
  show: (values, page) => ({ ...page, ...(values ? { AnalyticsConfigurationList: values } : {}) }),
});
