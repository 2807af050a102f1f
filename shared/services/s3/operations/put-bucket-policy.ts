import type { PutBucketPolicyRequest } from "@aws-sdk/client-s3";
import { isPublic } from "../../../core/policy/is-public.ts";
import { checkPolicy } from "../bucket-policy.ts";
import { putConfiguration } from "../configuration-operations.ts";
import { publicPolicyBlocked } from "../errors.ts";
import { readPublicAccess } from "../public-access.ts";

/** Who may do what besides the bucket's own account. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const putBucketPolicy = putConfiguration<PutBucketPolicyRequest, "policy">({
  name: "PutBucketPolicy",
  action: "s3:PutBucketPolicy",
  kind: "policy",
  async read({ Policy = "" }, tools, { bucket }) {
    const policy = checkPolicy(Policy, bucket.name);
    const { BlockPublicPolicy } = await readPublicAccess(bucket, tools);
    if (BlockPublicPolicy && isPublic(policy)) throw publicPolicyBlocked(tools.context, bucket.name);
    return Policy;
  },
  told: () => "has a new policy: every request is held to it from now on",
});
