import type { PutPublicAccessBlockRequest } from "@aws-sdk/client-s3";
import { putConfiguration } from "../configuration-operations.ts";
import { blockSentence, fullBlock } from "../public-access.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const putPublicAccessBlock = putConfiguration<PutPublicAccessBlockRequest, "publicAccess">({
  name: "PutPublicAccessBlock",
  action: "s3:PutBucketPublicAccessBlock",
  kind: "publicAccess",
  read: ({ PublicAccessBlockConfiguration }) => fullBlock(PublicAccessBlockConfiguration ?? {}),
  told: (block) => blockSentence(block ?? {}),
});
