import type { PutBucketIntelligentTieringConfigurationRequest } from "@aws-sdk/client-s3";
import { checkIntelligentTiering } from "../intelligent-tiering.ts";
import { putNamedConfiguration } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketIntelligentTieringConfiguration.html */
export const putBucketIntelligentTieringConfiguration = putNamedConfiguration<
  PutBucketIntelligentTieringConfigurationRequest,
  "intelligentTiering"
>({
  name: "PutBucketIntelligentTieringConfiguration",
  action: "s3:PutIntelligentTieringConfiguration",
  kind: "intelligentTiering",
  read: ({ Id, IntelligentTieringConfiguration }) => checkIntelligentTiering(Id, IntelligentTieringConfiguration),
  told: "a tiering",
});
