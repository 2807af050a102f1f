import type { Grant } from "@aws-sdk/client-s3";
import { canonicalUserId } from "../../core/policy/canonical-user.ts";
import type { ReadTools } from "../service.ts";
import { type AclRequest, requestedGrants } from "./acl.ts";
import { type AclOwners, cannedGrants, isPublicGrant } from "./canned-acl.ts";
import { accessDenied, aclNotSupported } from "./errors.ts";
import type { Bucket } from "./model.ts";
import { hasAcls } from "./ownership.ts";
import { readPublicAccess } from "./public-access.ts";

type Reader = Pick<ReadTools, "store" | "context">;

/** Whoever put an object, its bucket's account owns it: what AWS does by default since 2023. */
export function objectOwners({ account }: Pick<Bucket, "account">): AclOwners {
  const owner = canonicalUserId(account);
  return { owner, bucketOwner: owner };
}

export function privateGrants(bucket: Pick<Bucket, "account">): readonly Grant[] {
  return cannedGrants("private", objectOwners(bucket));
}

/** Lists that say what is so anyhow may be sent where lists don't count. */
const HARMLESS: readonly (string | undefined)[] = ["private", "bucket-owner-full-control"];

/** What a request that stores an object grants; undefined for the usual. */
export async function newGrants(
  input: AclRequest,
  bucket: Bucket,
  tools: Reader,
): Promise<{ readonly grants?: readonly Grant[] }> {
  const { ACL, GrantFullControl, GrantRead, GrantReadACP, GrantWriteACP } = input;
  const grants = requestedGrants(
    { ACL, GrantFullControl, GrantRead, GrantReadACP, GrantWriteACP },
    objectOwners(bucket),
  );
  if (!grants || HARMLESS.includes(ACL)) return {};
  await checkGrants(grants, bucket, tools);
  return isPrivate(grants, bucket) ? {} : { grants };
}

/** Lists count only where the bucket's owner has asked for it, and public ones only where nobody blocks them. */
export async function checkGrants(grants: readonly Grant[], bucket: Bucket, tools: Reader): Promise<void> {
  if (!(await hasAcls(bucket, tools))) throw aclNotSupported();
  const { BlockPublicAcls } = await readPublicAccess(bucket, tools);
  if (BlockPublicAcls && grants.some(isPublicGrant)) throw accessDenied();
}

export function isPrivate(grants: readonly Grant[], bucket: Bucket): boolean {
  return JSON.stringify(grants) === JSON.stringify(privateGrants(bucket));
}
