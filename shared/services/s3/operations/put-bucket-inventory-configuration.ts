import type { PutBucketInventoryConfigurationRequest } from "@aws-sdk/client-s3";
import { checkInventory } from "../inventory.ts";
import { putNamedConfiguration } from "../named-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketInventoryConfiguration.html */
export const putBucketInventoryConfiguration = putNamedConfiguration<
  PutBucketInventoryConfigurationRequest,
  "inventory"
>({
  name: "PutBucketInventoryConfiguration",
  action: "s3:PutInventoryConfiguration",
  kind: "inventory",
  read: ({ Id, InventoryConfiguration }) => checkInventory(Id, InventoryConfiguration),
  told: "an inventory",
});
