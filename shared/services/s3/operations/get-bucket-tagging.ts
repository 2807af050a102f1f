import type { GetBucketTaggingOutput } from "@aws-sdk/client-s3";
import { getConfiguration } from "../configuration-operations.ts";
import { notConfigured } from "../errors.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export const getBucketTagging = getConfiguration<GetBucketTaggingOutput, "tagging">({
  name: "GetBucketTagging",
  action: "s3:GetBucketTagging",
  kind: "tagging",
  show: (tags, { name }) => {
    if (!tags) throw notConfigured("NoSuchTagSet", "The TagSet does not exist", name);
    return { TagSet: [...tags] };
  },
});
