import type { Grant, ObjectOwnership } from "@aws-sdk/client-s3";
import { ServiceError } from "../../core/errors.ts";
import { canonicalUserId } from "../../core/policy/canonical-user.ts";
import { type AclRequest, requestedGrants } from "./acl.ts";
import { isPublicGrant } from "./canned-acl.ts";
import { aclWithoutAcls, isOwnership } from "./ownership.ts";

/** What the header x-amz-object-ownership asks for. */
export function newOwnership(ownership: string | undefined): ObjectOwnership | undefined {
  if (ownership === undefined || isOwnership(ownership)) return ownership;
  throw new ServiceError("InvalidArgument", `Invalid x-amz-object-ownership header: ${ownership}`, {
    details: { ArgumentName: "x-amz-object-ownership" },
  });
}

/** The list that a new bucket is to have, where that is more than its owner's own. Lists are off unless the ownership says otherwise. */
export function newGrants(
  request: AclRequest,
  ownership: ObjectOwnership | undefined,
  account: string,
): readonly Grant[] | undefined {
  const owner = canonicalUserId(account);
  const grants = requestedGrants(request, { owner, bucketOwner: owner });
  const isPrivate = grants?.every(({ Grantee }) => Grantee?.ID === owner) ?? true;
  if (isPrivate) return undefined;
  if (ownership === undefined || ownership === "BucketOwnerEnforced") throw aclWithoutAcls();
  if (!grants?.some(isPublicGrant)) return grants;
  const message = "Bucket cannot have public ACLs set with BlockPublicAccess enabled";
  throw new ServiceError("InvalidBucketAclWithBlockPublicAccessError", message, { docs: "access-control-list" });
}
