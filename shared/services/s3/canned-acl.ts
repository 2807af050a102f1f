import { isDeepStrictEqual } from "node:util";
import type { Grant } from "@aws-sdk/client-s3";
import { invalidArgument } from "./errors.ts";

/** Canonical user ids. */
export interface AclOwners {
  readonly owner: string;
  readonly bucketOwner: string;
}

const GROUPS = "http://acs.amazonaws.com/groups";
/** Everybody, signed or not. */
export const ALL_USERS = `${GROUPS}/global/AllUsers`;
/** Everybody who has an AWS account: no smaller a world. */
export const AUTHENTICATED_USERS = `${GROUPS}/global/AuthenticatedUsers`;
/** Who does not sign: a user of S3's own. */
export const NOBODYS_ID = "65a011a29cdf8ec533ec3d1ccaae921c";
export const LOG_DELIVERY = `${GROUPS}/s3/LogDelivery`;

/** Amazon EC2, which reads the images of its machines. */
const EC2 = "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c";

const full = (ID: string): Grant => ({ Grantee: { Type: "CanonicalUser", ID }, Permission: "FULL_CONTROL" });
const read = (ID: string): Grant => ({ Grantee: { Type: "CanonicalUser", ID }, Permission: "READ" });
const group = (URI: string, Permission: "READ" | "WRITE" | "READ_ACP"): Grant => ({
  Grantee: { Type: "Group", URI },
  Permission,
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const CANNED: Readonly<Record<string, (owners: AclOwners) => readonly Grant[]>> = {
  private: ({ owner }) => [full(owner)],
  "public-read": ({ owner }) => [full(owner), group(ALL_USERS, "READ")],
  "public-read-write": ({ owner }) => [full(owner), group(ALL_USERS, "READ"), group(ALL_USERS, "WRITE")],
  "authenticated-read": ({ owner }) => [full(owner), group(AUTHENTICATED_USERS, "READ")],
  "log-delivery-write": ({ owner }) => [full(owner), group(LOG_DELIVERY, "WRITE"), group(LOG_DELIVERY, "READ_ACP")],
  "aws-exec-read": ({ owner }) => [full(owner), read(EC2)],
  "bucket-owner-read": ({ owner, bucketOwner }) =>
    owner === bucketOwner ? [full(owner)] : [full(owner), read(bucketOwner)],
  "bucket-owner-full-control": ({ owner, bucketOwner }) =>
    owner === bucketOwner ? [full(owner)] : [full(owner), full(bucketOwner)],
};

export function cannedGrants(name: string, owners: AclOwners): readonly Grant[] {
  const grants = Object.hasOwn(CANNED, name) ? CANNED[name] : undefined;
  // AWS gives no message to this one.
  if (!grants) throw invalidArgument("", { name: "x-amz-acl", value: name }, "access-control-list");
  return grants(owners);
}

/** What an owner has who says nothing of it. */
export function privateGrants(owner: string): readonly Grant[] {
  return [full(owner)];
}

export function isPrivate(grants: readonly Grant[], owner: string): boolean {
  return isDeepStrictEqual(grants, privateGrants(owner));
}

export function isPublicGrant({ Grantee }: Grant): boolean {
  return Grantee?.URI === ALL_USERS || Grantee?.URI === AUTHENTICATED_USERS;
}
