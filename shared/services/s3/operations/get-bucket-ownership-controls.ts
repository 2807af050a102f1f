import type { GetBucketOwnershipControlsOutput } from "@aws-sdk/client-s3";
import { getConfiguration } from "../configuration-operations.ts";
import { notConfigured } from "../errors.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html */
export const getBucketOwnershipControls = getConfiguration<GetBucketOwnershipControlsOutput, "ownership">({
  name: "GetBucketOwnershipControls",
  action: "s3:GetBucketOwnershipControls",
  kind: "ownership",
  show: (ObjectOwnership = "BucketOwnerEnforced", { name }) => {
    if (ObjectOwnership === null)
      throw notConfigured("OwnershipControlsNotFoundError", "The bucket ownership controls were not found", name);
    return { OwnershipControls: { Rules: [{ ObjectOwnership }] } };
  },
});
