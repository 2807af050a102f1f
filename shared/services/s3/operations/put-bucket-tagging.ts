import type { PutBucketTaggingRequest } from "@aws-sdk/client-s3";
import { checkTags } from "../bucket-tags.ts";
import { putConfiguration } from "../configuration-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export const putBucketTagging = putConfiguration<PutBucketTaggingRequest, "tagging">({
  name: "PutBucketTagging",
  action: "s3:PutBucketTagging",
  kind: "tagging",
  read: ({ Tagging }) => {
    const tags = checkTags(Tagging?.TagSet ?? []);
    // No tags at all are no tag set.
    return tags.length > 0 ? tags : undefined;
  },
  told: (tags = []) =>
    tags.length > 0
      ? `is tagged ${tags.map(({ Key, Value }) => `${Key}=${Value}`).join(", ")}`
      : "has no tags any more",
});
