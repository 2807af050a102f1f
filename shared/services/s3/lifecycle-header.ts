import type { LifecycleRule } from "@aws-sdk/client-s3";
import type { ReadTools } from "../service.ts";
import { readConfiguration } from "./configuration.ts";
import { expiryOf, uploadExpiry } from "./lifecycle-due.ts";
import { rulesOf } from "./lifecycle-model.ts";
import type { Bucket, StoredObject, Upload } from "./model.ts";

export type Lifecycle = readonly LifecycleRule[];

/** A bucket's lifecycle rules; none, and nothing read, where it has none. */
export async function readLifecycle(
  bucket: Bucket,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<readonly LifecycleRule[]> {
  const lifecycle = await readConfiguration(bucket, "lifecycle", tools);
  return lifecycle ? rulesOf(lifecycle) : [];
}

/** When the current version of a key will expire, as the header x-amz-expiration tells it. */
export function expirationMember(
  rules: readonly LifecycleRule[],
  key: string,
  object: StoredObject,
): { readonly Expiration?: string } {
  const due = rules.length === 0 ? undefined : expiryOf(rules, key, object);
  if (!due) return {};
  const ruleId = encodeURIComponent(due.rule.ID ?? "");
  return { Expiration: `expiry-date="${new Date(due.at).toUTCString()}", rule-id="${ruleId}"` };
}

/** When an upload that is not completed will end, as x-amz-abort-date and x-amz-abort-rule-id tell it. */
export function abortMembers(
  rules: Lifecycle,
  { key, startedAt }: Pick<Upload, "key" | "startedAt">,
): { readonly AbortDate?: Date; readonly AbortRuleId?: string } {
  const due = rules.length === 0 ? undefined : uploadExpiry(rules, key, startedAt);
  return due ? { AbortDate: new Date(due.at), AbortRuleId: due.rule.ID ?? "" } : {};
}

/** Of an object that is read as the current one: AWS says nothing of it to who names a version. */
export async function shownExpiration(
  { VersionId }: { readonly VersionId?: string | undefined },
  { bucket, key, object }: { readonly bucket: Bucket; readonly key: string; readonly object: StoredObject },
  tools: Pick<ReadTools, "store" | "context">,
): Promise<{ readonly Expiration?: string }> {
  return VersionId === undefined ? expirationMember(await readLifecycle(bucket, tools), key, object) : {};
}
