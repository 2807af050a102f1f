import type { ListBucketInventoryConfigurationsOutput } from "@aws-sdk/client-s3";
import { listNamedConfigurations } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketInventoryConfigurations.html */
export const listBucketInventoryConfigurations = listNamedConfigurations<
  ListBucketInventoryConfigurationsOutput,
  "inventory"
>({
  name: "ListBucketInventoryConfigurations",
  action: "s3:GetInventoryConfiguration",
  kind: "inventory",
  show: (values, page) => ({ ...page, ...(values ? { InventoryConfigurationList: values } : {}) }),
});
