import type { ListBucketMetricsConfigurationsOutput } from "@aws-sdk/client-s3";
import { listNamedConfigurations } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketMetricsConfigurations.html */
export const listBucketMetricsConfigurations = listNamedConfigurations<
  ListBucketMetricsConfigurationsOutput,
  "metrics"
>({
  name: "ListBucketMetricsConfigurations",
  action: "s3:GetMetricsConfiguration",
  kind: "metrics",
  show: (values, page) => ({ ...page, ...(values ? { MetricsConfigurationList: values } : {}) }),
});
