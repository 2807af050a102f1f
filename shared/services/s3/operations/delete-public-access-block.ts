import { deleteConfiguration } from "../configuration-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html */
export const deletePublicAccessBlock = deleteConfiguration({
  name: "DeletePublicAccessBlock",
  action: "s3:PutBucketPublicAccessBlock",
  kind: "publicAccess",
  told: "blocks no public access any more: its policy alone decides",
  leaves: null,
});
