import type { GetBucketPolicyOutput } from "@aws-sdk/client-s3";
import { getConfiguration } from "../configuration-operations.ts";
import { notConfigured } from "../errors.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export const getBucketPolicy = getConfiguration<GetBucketPolicyOutput, "policy">({
  name: "GetBucketPolicy",
  action: "s3:GetBucketPolicy",
  kind: "policy",
  show: (Policy, { name }) => {
    if (Policy === undefined) throw notConfigured("NoSuchBucketPolicy", "The bucket policy does not exist", name);
    return { Policy };
  },
});
