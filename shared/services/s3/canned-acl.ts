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
export const LOG_DELIVERY = `${GROUPS}/s3/LogDelivery`;

const full = (ID: string): Grant => ({ Grantee: { Type: "CanonicalUser", ID }, Permission: "FULL_CONTROL" });
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
  "aws-exec-read": ({ owner }) => [full(owner)],
  "bucket-owner-read": ({ owner, bucketOwner }) =>
    owner === bucketOwner
      ? [full(owner)]
      : [full(owner), { Grantee: { Type: "CanonicalUser", ID: bucketOwner }, Permission: "READ" }],
  "bucket-owner-full-control": ({ owner, bucketOwner }) =>
    owner === bucketOwner ? [full(owner)] : [full(owner), full(bucketOwner)],
};

export function cannedGrants(name: string, owners: AclOwners): readonly Grant[] {
  const grants = Object.hasOwn(CANNED, name) ? CANNED[name] : undefined;
  // AWS gives no message to this one.
  if (!grants) throw invalidArgument("", { name: "x-amz-acl", value: name }, "access-control-list");
  return grants(owners);
}

export function isPublicGrant({ Grantee }: Grant): boolean {
  return Grantee?.URI === ALL_USERS || Grantee?.URI === AUTHENTICATED_USERS;
}
