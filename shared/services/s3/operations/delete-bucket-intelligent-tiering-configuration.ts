import { deleteNamedConfiguration } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketIntelligentTieringConfiguration.html */
export const deleteBucketIntelligentTieringConfiguration = deleteNamedConfiguration({
  name: "DeleteBucketIntelligentTieringConfiguration",
  action: "s3:PutIntelligentTieringConfiguration",
  kind: "intelligentTiering",
  told: "a tiering",
});
