import type { ReplicationRule } from "@aws-sdk/client-s3";
import type { RequestContext } from "../../core/context.ts";
import { ServiceError } from "../../core/errors.ts";
import type { ReadTools } from "../service.ts";
import { authorise } from "./authorise.ts";
import { readConfiguration } from "./configuration.ts";
import type { Bucket, Replication, Version } from "./model.ts";
import { hasLocks } from "./object-lock.ts";
import { readVersion, type Standing } from "./standing.ts";
import { findBucket, type StoredBucket } from "./stored-bucket.ts";

/** What an effect says of a version that is to go to another bucket. */
export interface ReplicationStep {
  readonly Bucket: string;
  /** Of the bucket: one that came later under its name has nothing to do with it. */
  readonly Id: string;
  readonly Key: string;
  readonly VersionId: string;
  /** The other bucket. */
  readonly Destination: string;
  readonly Rule: string;
}

/** A version that waits to be replicated. */
export interface Waiting {
  readonly source: Bucket;
  readonly key: string;
  readonly standing: Standing;
  readonly replication: Extract<Replication, { kind: "source" }>;
  /** As it is now; undefined when nobody has it any more. */
  readonly rule: ReplicationRule | undefined;
  readonly role: string;
}

/** Undefined where there is nothing to do any more: the version is gone, or has come there. */
export async function readWaiting(step: ReplicationStep, tools: ReadTools): Promise<Waiting | undefined> {
  const source = (await findBucket(step.Bucket, tools))?.bucket;
  if (source?.id !== step.Id) return undefined;
  const { found } = await readVersion(source, step.Key, step.VersionId, tools);
  const replication = found?.value.replication;
  if (!found || replication?.kind !== "source" || !replication.waiting.includes(step.Destination)) return undefined;
  const { Rules = [], Role = "" } = (await readConfiguration(source, "replication", tools)) ?? {};
  const rule = Rules.find(({ ID, Status }) => ID === step.Rule && Status === "Enabled");
  return { source, key: step.Key, standing: found, replication, rule, role: Role };
}

/**
 * Why a version can't go where it should, in AWS's words:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-failure-codes.html
 */
export type FailureReason =
  | "DstBucketNotFound"
  | "DstBucketObjectLockConfigMissing"
  | "DstBucketUnversioned"
  | "DstDelObjNotPermitted"
  | "DstPutObjNotPermitted"
  | "DstPutTaggingNotPermitted"
  | "ReplicationRuleGone";

/** The other bucket, if the version may go there. */
export async function findWay(
  { source, key, standing: { value }, rule, role }: Waiting,
  destination: string,
  tools: ReadTools,
): Promise<StoredBucket | FailureReason> {
  // Not AWS's: it looks at the rules when it replicates, and says nothing of those that are gone.
  if (!rule) return "ReplicationRuleGone";
  const target = await findBucket(destination, tools);
  if (!target) return "DstBucketNotFound";
  if (target.bucket.versioning !== "Enabled") return "DstBucketUnversioned";
  if (!value.marker && value.lock && !hasLocks(target.bucket)) return "DstBucketObjectLockConfigMissing";
  // What the role may do in its own account is not looked up; another account's bucket has to let it in.
  const context: RequestContext = { ...tools.context, principal: roleOf(source, role) };
  for (const [action, reason] of needs(value)) {
    if (!(await isAllowed(target.bucket, action, key, { ...tools, context }))) return reason;
  }
  return target;
}

function needs(version: Version): readonly (readonly [`s3:${string}`, FailureReason])[] {
  if (version.marker) return [["s3:ReplicateDelete", "DstDelObjNotPermitted"]];
  const object = ["s3:ReplicateObject", "DstPutObjNotPermitted"] as const;
  return version.tags ? [object, ["s3:ReplicateTags", "DstPutTaggingNotPermitted"]] : [object];
}

/** Policies name the role, and its sessions are what acts. */
function roleOf({ account }: Bucket, role: string): RequestContext["principal"] {
  const [, roleAccount, name] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:.*\/)?(.+)$/.exec(role) ?? [];
  return { kind: "account", account, arn: `arn:aws:sts::${roleAccount}:assumed-role/${name}/s3-replication` };
}

async function isAllowed(
  bucket: Bucket,
  action: `s3:${string}`,
  key: string,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<boolean> {
  try {
    await authorise(bucket, { action, key }, tools);
    return true;
  } catch (error) {
    if (error instanceof ServiceError && error.code === "AccessDenied") return false;
    throw error;
  }
}
