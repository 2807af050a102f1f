import type { GetBucketAccelerateConfigurationOutput } from "@aws-sdk/client-s3";
import { getConfiguration } from "../configuration-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAccelerateConfiguration.html */
export const getBucketAccelerateConfiguration = getConfiguration<GetBucketAccelerateConfigurationOutput, "accelerate">({
  name: "GetBucketAccelerateConfiguration",
  action: "s3:GetAccelerateConfiguration",
  kind: "accelerate",
  show: (value) => ({ ...value }),
});
