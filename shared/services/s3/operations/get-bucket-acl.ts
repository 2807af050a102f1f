import type { GetBucketAclOutput } from "@aws-sdk/client-s3";
import { canonicalUserId } from "../../../core/policy/canonical-user.ts";
import { cannedGrants } from "../canned-acl.ts";
import { getConfiguration } from "../configuration-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export const getBucketAcl = getConfiguration<GetBucketAclOutput, "acl">({
  name: "GetBucketAcl",
  action: "s3:GetBucketAcl",
  kind: "acl",
  show(grants, { account }) {
    const owner = canonicalUserId(account);
    return { Owner: { ID: owner }, Grants: [...(grants ?? cannedGrants("private", { owner, bucketOwner: owner }))] };
  },
});
