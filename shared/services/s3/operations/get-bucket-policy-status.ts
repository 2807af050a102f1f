import type { GetBucketPolicyStatusOutput } from "@aws-sdk/client-s3";
import { isPublic } from "../../../core/policy/is-public.ts";
import { storedPolicy } from "../bucket-policy.ts";
import { getConfiguration } from "../configuration-operations.ts";
import { notConfigured } from "../errors.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html */
export const getBucketPolicyStatus = getConfiguration<GetBucketPolicyStatusOutput, "policy">({
  name: "GetBucketPolicyStatus",
  action: "s3:GetBucketPolicyStatus",
  kind: "policy",
  show(policy, { name }) {
    if (policy === undefined) throw notConfigured("NoSuchBucketPolicy", "The bucket policy does not exist", name);
    return { PolicyStatus: { IsPublic: isPublic(storedPolicy(policy)) } };
  },
});
