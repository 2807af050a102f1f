import type { PutBucketOwnershipControlsRequest } from "@aws-sdk/client-s3";
import { putConfiguration } from "../configuration-operations.ts";
import { malformedXml } from "../errors.ts";
import { checkOwnership, isOwnership } from "../ownership.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html */
export const putBucketOwnershipControls = putConfiguration<PutBucketOwnershipControlsRequest, "ownership">({
  name: "PutBucketOwnershipControls",
  action: "s3:PutBucketOwnershipControls",
  kind: "ownership",
  read: ({ OwnershipControls }, tools, { bucket }) => {
    const [rule, ...more] = OwnershipControls?.Rules ?? [];
    if (!isOwnership(rule?.ObjectOwnership) || more.length > 0) throw malformedXml();
    return checkOwnership(rule.ObjectOwnership, bucket, tools);
  },
  told: (value) =>
    `has the object ownership ${value}: ${value === "BucketOwnerEnforced" ? "access control lists are off" : "access control lists count"}`,
});
