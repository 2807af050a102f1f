import type { Grant } from "@aws-sdk/client-s3";
import type { Principal } from "../../core/context.ts";
import { canonicalUserId } from "../../core/policy/canonical-user.ts";
import type { ReadTools } from "../service.ts";
import { isPublicGrant, NOBODYS_ID, privateGrants } from "./canned-acl.ts";
import type { Bucket, ObjectMetadata, Upload } from "./model.ts";
import { hasAcls } from "./ownership.ts";
import { readPublicAccess } from "./public-access.ts";

/** Whose something is, by canonical id, and whom its list lets in. */
export interface Rights {
  readonly owner: string;
  readonly grants: readonly Grant[];
}

type Reader = Pick<ReadTools, "store" | "context">;
type Listed = Pick<ObjectMetadata, "owner" | "grants">;

/** Who asks, as lists name them. AWS's services stand in none. */
export function canonicalIdOf(principal: Principal): string | undefined {
  if (principal.kind === "anonymous") return NOBODYS_ID;
  return principal.kind === "account" ? canonicalUserId(principal.account) : undefined;
}

/** As things are now: where lists are off, everything is the bucket owner's, whoever put it. */
export async function rightsOf(bucket: Bucket, { owner, grants }: Listed, tools: Reader): Promise<Rights> {
  const bucketOwner = canonicalUserId(bucket.account);
  const isPlain = owner === undefined && grants === undefined;
  if (isPlain || !(await hasAcls(bucket, tools))) return { owner: bucketOwner, grants: privateGrants(bucketOwner) };
  const its = owner ?? bucketOwner;
  return { owner: its, grants: grants ?? privateGrants(its) };
}

/** The same without what the public access block leaves out. */
export async function countedRights(bucket: Bucket, object: Listed, tools: Reader): Promise<Rights> {
  const rights = await rightsOf(bucket, object, tools);
  if (!rights.grants.some(isPublicGrant)) return rights;
  const { IgnorePublicAcls } = await readPublicAccess(bucket, tools);
  return IgnorePublicAcls ? { ...rights, grants: rights.grants.filter((grant) => !isPublicGrant(grant)) } : rights;
}

/** Shows whose the objects of a list are. Most buckets have no object of another account, and nothing is read for them. */
export async function ownersOf(
  bucket: Bucket,
  objects: readonly Listed[],
  tools: Reader,
): Promise<(object: Listed) => { readonly ID: string }> {
  const bucketOwner = canonicalUserId(bucket.account);
  const count = objects.some(({ owner }) => owner !== undefined) && (await hasAcls(bucket, tools));
  return ({ owner }) => ({ ID: (count ? owner : undefined) ?? bucketOwner });
}

/** Who began an upload. What S3 calls a display name of its own accounts is their number; of another's nothing is known. */
export function initiatorOf({ account }: Bucket, { initiator }: Pick<Upload, "initiator">) {
  return initiator === undefined ? { ID: canonicalUserId(account), DisplayName: account } : { ID: initiator };
}
