import type { GetBucketInventoryConfigurationOutput } from "@aws-sdk/client-s3";
import { getNamedConfiguration } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketInventoryConfiguration.html */
export const getBucketInventoryConfiguration = getNamedConfiguration<
  GetBucketInventoryConfigurationOutput,
  "inventory"
>({
  name: "GetBucketInventoryConfiguration",
  action: "s3:GetInventoryConfiguration",
  kind: "inventory",
  show: (InventoryConfiguration) => ({ InventoryConfiguration }),
});
