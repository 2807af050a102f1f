import type { PutBucketAclRequest } from "@aws-sdk/client-s3";
import { canonicalUserId } from "../../../core/policy/canonical-user.ts";
import { checkNamedOwner, neededGrants } from "../acl.ts";
import { isPrivate, isPublicGrant } from "../canned-acl.ts";
import { putConfiguration } from "../configuration-operations.ts";
import { accessDenied, aclNotSupported } from "../errors.ts";
import { hasAcls } from "../ownership.ts";
import { readPublicAccess } from "../public-access.ts";

/** Only where the bucket's ownership controls let lists count. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html */
export const putBucketAcl = putConfiguration<PutBucketAclRequest, "acl">({
  name: "PutBucketAcl",
  action: "s3:PutBucketAcl",
  kind: "acl",
  async read(input, tools, { bucket }) {
    const owner = canonicalUserId(bucket.account);
    const grants = neededGrants(input, { owner, bucketOwner: owner });
    if (!(await hasAcls(bucket, tools))) throw aclNotSupported();
    const { BlockPublicAcls } = await readPublicAccess(bucket, tools);
    if (BlockPublicAcls && grants.some(isPublicGrant)) throw accessDenied();
    checkNamedOwner(input, owner);
    return isPrivate(grants, owner) ? undefined : grants;
  },
  told: (grants = []) =>
    grants.length === 0
      ? "has a private access control list"
      : `grants ${grants.map(({ Grantee, Permission }) => `${Permission} to ${Grantee?.URI ?? Grantee?.ID}`).join(", ")}`,
});
