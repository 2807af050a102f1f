import type { Grant, Permission } from "@aws-sdk/client-s3";
import type { Principal } from "../../core/context.ts";
import { canonicalUserId } from "../../core/policy/canonical-user.ts";
import type { ReadTools } from "../service.ts";
import { ALL_USERS, AUTHENTICATED_USERS, isPublicGrant } from "./canned-acl.ts";
import { readConfiguration } from "./configuration.ts";
import type { Bucket } from "./model.ts";
import { hasAcls } from "./ownership.ts";

/** What a bucket's list lets its grantees do: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions */
const ALLOWED: Readonly<Record<string, readonly Permission[]>> = {
  "s3:ListBucket": ["READ"],
  "s3:ListBucketVersions": ["READ"],
  "s3:ListBucketMultipartUploads": ["READ"],
  "s3:PutObject": ["WRITE"],
  "s3:DeleteObject": ["WRITE"],
  "s3:DeleteObjectVersion": ["WRITE"],
  "s3:GetBucketAcl": ["READ_ACP"],
  "s3:PutBucketAcl": ["WRITE_ACP"],
};

/** A bucket's grants as far as they count. Most buckets have none, and nothing is read for them. */
export async function grantsOf(
  bucket: Bucket,
  ignoresPublic: boolean,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<readonly Grant[]> {
  const grants = await readConfiguration(bucket, "acl", tools);
  if (!grants || !(await hasAcls(bucket, tools))) return [];
  return ignoresPublic ? grants.filter((grant) => !isPublicGrant(grant)) : grants;
}

export function aclAllows(grants: readonly Grant[], action: string, principal: Principal): boolean {
  const wanted = ALLOWED[action] ?? [];
  return grants.some(
    ({ Grantee, Permission }) =>
      Permission !== undefined &&
      (wanted.includes(Permission) || (wanted.length > 0 && Permission === "FULL_CONTROL")) &&
      isGrantee(Grantee ?? {}, principal),
  );
}

function isGrantee({ ID, URI }: NonNullable<Grant["Grantee"]> | { ID?: string; URI?: string }, principal: Principal) {
  if (URI === ALL_USERS) return true;
  if (principal.kind !== "account") return false;
  return URI === AUTHENTICATED_USERS || (ID !== undefined && ID === canonicalUserId(principal.account));
}
