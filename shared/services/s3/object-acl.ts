import type { Grant } from "@aws-sdk/client-s3";
import { canonicalUserId } from "../../core/policy/canonical-user.ts";
import type { ReadTools } from "../service.ts";
import { type AclRequest, requestedGrants } from "./acl.ts";
import { isPrivate, isPublicGrant } from "./canned-acl.ts";
import { accessDenied, aclNotSupported } from "./errors.ts";
import type { Bucket, ObjectMetadata } from "./model.ts";
import { canonicalIdOf } from "./object-rights.ts";
import { hasAcls, readOwnership } from "./ownership.ts";
import { readPublicAccess } from "./public-access.ts";

type Reader = Pick<ReadTools, "store" | "context">;

/** Lists that say what is so anyhow may be sent where lists don't count. */
const HARMLESS: readonly (string | undefined)[] = ["private", "bucket-owner-full-control"];

/** Whose a new object is, and whom it lets in, as far as that is not the usual. Nothing is read for the bucket's own account. */
export async function newGrants(
  request: AclRequest,
  bucket: Bucket,
  tools: Reader,
): Promise<Pick<ObjectMetadata, "owner" | "grants">> {
  const asked = askedLists(request);
  const { principal } = tools.context;
  const isForeign =
    principal.kind === "anonymous" || (principal.kind === "account" && principal.account !== bucket.account);
  if (!isForeign && Object.values(asked).every((one) => one === undefined)) return {};
  const bucketOwner = canonicalUserId(bucket.account);
  const uploader = canonicalIdOf(principal) ?? bucketOwner;
  const ownership = await readOwnership(bucket, tools);
  const isGiven = ownership === "BucketOwnerPreferred" && asked.ACL === "bucket-owner-full-control";
  const owner = ownership === "BucketOwnerEnforced" || isGiven ? bucketOwner : uploader;
  const grants = requestedGrants(asked, { owner, bucketOwner });
  if (ownership === "BucketOwnerEnforced") {
    const isHarmless = asked.ACL === undefined ? isPrivate(grants ?? [], owner) : HARMLESS.includes(asked.ACL);
    if (grants && !isHarmless) throw aclNotSupported();
    return {};
  }
  if (grants) await checkPublic(grants, bucket, tools);
  return {
    ...(owner === bucketOwner ? {} : { owner }),
    ...(grants && !isPrivate(grants, owner) ? { grants } : {}),
  };
}

/** Who begins an upload, where that is not the bucket's account. */
export function newInitiator({ account }: Bucket, { principal }: Reader["context"]): { readonly initiator?: string } {
  const initiator = canonicalIdOf(principal);
  return initiator === undefined || initiator === canonicalUserId(account) ? {} : { initiator };
}

function askedLists({ ACL, GrantFullControl, GrantRead, GrantReadACP, GrantWriteACP }: AclRequest): AclRequest {
  return { ACL, GrantFullControl, GrantRead, GrantReadACP, GrantWriteACP };
}

/** Lists count only where the bucket's owner has asked for it, and public ones only where nobody blocks them. */
export async function checkGrants(grants: readonly Grant[], bucket: Bucket, tools: Reader): Promise<void> {
  if (!(await hasAcls(bucket, tools))) throw aclNotSupported();
  await checkPublic(grants, bucket, tools);
}

async function checkPublic(grants: readonly Grant[], bucket: Bucket, tools: Reader): Promise<void> {
  if (!grants.some(isPublicGrant)) return;
  const { BlockPublicAcls } = await readPublicAccess(bucket, tools);
  if (BlockPublicAcls) throw accessDenied();
}
