import type { Grant, Permission } from "@aws-sdk/client-s3";
import type { Principal } from "../../core/context.ts";
import { ALL_USERS, AUTHENTICATED_USERS } from "./canned-acl.ts";
import { canonicalIdOf } from "./object-rights.ts";

/*
 * What lists let their grantees do: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions
 */

type Permissions = Readonly<Record<string, Permission>>;

const OF_BUCKETS: Permissions = {
  "s3:ListBucket": "READ",
  "s3:ListBucketVersions": "READ",
  "s3:ListBucketMultipartUploads": "READ",
  "s3:PutObject": "WRITE",
  "s3:DeleteObject": "WRITE",
  "s3:GetBucketAcl": "READ_ACP",
  "s3:PutBucketAcl": "WRITE_ACP",
};

const OF_OBJECTS: Permissions = {
  "s3:GetObject": "READ",
  "s3:GetObjectVersion": "READ",
  "s3:GetObjectAcl": "READ_ACP",
  "s3:GetObjectVersionAcl": "READ_ACP",
  "s3:PutObjectAcl": "WRITE_ACP",
  "s3:PutObjectVersionAcl": "WRITE_ACP",
};

/** Whether an object's own list has a say in it. */
export function isListed(action: string): boolean {
  return Object.hasOwn(OF_OBJECTS, action);
}

export function bucketAllows(grants: readonly Grant[], action: string, principal: Principal): boolean {
  return allows(OF_BUCKETS[action], grants, principal);
}

export function objectAllows(grants: readonly Grant[], action: string, principal: Principal): boolean {
  return allows(OF_OBJECTS[action], grants, principal);
}

function allows(wanted: Permission | undefined, grants: readonly Grant[], principal: Principal): boolean {
  if (wanted === undefined) return false;
  return grants.some(
    ({ Grantee, Permission }) =>
      (Permission === wanted || Permission === "FULL_CONTROL") && isGrantee(Grantee ?? {}, principal),
  );
}

function isGrantee(
  { ID, URI }: { readonly ID?: string | undefined; readonly URI?: string | undefined },
  principal: Principal,
) {
  if (URI === ALL_USERS) return true;
  if (URI === AUTHENTICATED_USERS) return principal.kind === "account";
  return ID !== undefined && ID === canonicalIdOf(principal);
}
