import type { GetPublicAccessBlockOutput } from "@aws-sdk/client-s3";
import { getConfiguration } from "../configuration-operations.ts";
import { notConfigured } from "../errors.ts";
import { ALL_BLOCKED } from "../public-access.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export const getPublicAccessBlock = getConfiguration<GetPublicAccessBlockOutput, "publicAccess">({
  name: "GetPublicAccessBlock",
  action: "s3:GetBucketPublicAccessBlock",
  kind: "publicAccess",
  show: (block = ALL_BLOCKED, { name }) => {
    if (block === null)
      throw notConfigured(
        "NoSuchPublicAccessBlockConfiguration",
        "The public access block configuration was not found",
        name,
      );
    return { PublicAccessBlockConfiguration: block };
  },
});
