import type { ListBucketIntelligentTieringConfigurationsOutput } from "@aws-sdk/client-s3";
import { listNamedConfigurations } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketIntelligentTieringConfigurations.html */
export const listBucketIntelligentTieringConfigurations = listNamedConfigurations<
  ListBucketIntelligentTieringConfigurationsOutput,
  "intelligentTiering"
>({
  name: "ListBucketIntelligentTieringConfigurations",
  action: "s3:GetIntelligentTieringConfiguration",
  kind: "intelligentTiering",
  show: (values, page) => ({ ...page, ...(values ? { IntelligentTieringConfigurationList: values } : {}) }),
});
