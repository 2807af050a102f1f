import type { GetBucketIntelligentTieringConfigurationOutput } from "@aws-sdk/client-s3";
import { getNamedConfiguration } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketIntelligentTieringConfiguration.html */
export const getBucketIntelligentTieringConfiguration = getNamedConfiguration<
  GetBucketIntelligentTieringConfigurationOutput,
  "intelligentTiering"
>({
  name: "GetBucketIntelligentTieringConfiguration",
  action: "s3:GetIntelligentTieringConfiguration",
  kind: "intelligentTiering",
  show: (IntelligentTieringConfiguration) => ({ IntelligentTieringConfiguration }),
});
