import type { ReplicationRule, ReplicationStatus } from "@aws-sdk/client-s3";
import type { EffectDraft } from "../service.ts";
import { matchesFilter } from "./lifecycle-filter.ts";
import type { Bucket, Replication, ReplicationTarget, StoredObject, Version } from "./model.ts";
import { destinationName } from "./replication-destination.ts";
import { servicePrincipal } from "./service-principal.ts";
import { bucketArn } from "./table.ts";

/*
 * Where a new version is to go: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnt-replicated.html
 * What a rule said when the version was stored counts: tags that come later send nothing on its way.
 */

/** What rules look at. A delete marker has no tags. */
interface Replicable extends Partial<Pick<StoredObject, "tags" | "encryption">> {
  readonly key: string;
  readonly marker?: true;
}

/** One target for each destination: where several rules fit, that of the highest priority counts. */
export function targetsOf(
  rules: readonly ReplicationRule[] | undefined,
  version: Replicable,
): readonly ReplicationTarget[] {
  const fitting = (rules ?? []).filter((rule) => rule.Status === "Enabled" && fits(rule, version));
  const ordered = fitting.toSorted((left, right) => (right.Priority ?? 0) - (left.Priority ?? 0));
  const targets = new Map<string, ReplicationTarget>();
  for (const { ID = "", Destination } of ordered) {
    const bucket = destinationName(Destination ?? { Bucket: undefined });
    if (bucket !== undefined && !targets.has(bucket)) targets.set(bucket, { bucket, rule: ID });
  }
  return [...targets.values()];
}

function fits(rule: ReplicationRule, { key, tags, encryption, marker }: Replicable): boolean {
  const { Filter, Prefix = "" } = rule;
  const filter = {
    prefix: Filter?.And?.Prefix ?? Filter?.Prefix ?? Prefix,
    tags: Filter?.And?.Tags ?? (Filter?.Tag ? [Filter.Tag] : []),
    largerThan: undefined,
    smallerThan: undefined,
  };
  if (!matchesFilter(filter, { key, ...(tags ? { tags } : {}) })) return false;
  // Rules of the older schema take delete markers along without being asked.
  if (marker) return Filter === undefined || rule.DeleteMarkerReplication?.Status === "Enabled";
  const isByKms = encryption?.kind === "kms";
  return !isByKms || rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === "Enabled";
}

/** What a version on its way keeps of that. */
export function onItsWay(targets: readonly ReplicationTarget[]): { readonly replication?: Replication } {
  if (targets.length === 0) return {};
  return { replication: { kind: "source", to: targets, waiting: targets.map(({ bucket }) => bucket) } };
}

/** One effect for each target. */
export function replicate(
  bucket: Bucket,
  key: string,
  { versionId }: Pick<Version, "versionId">,
  targets: readonly ReplicationTarget[],
): readonly EffectDraft[] {
  if (versionId === undefined) return [];
  return targets.map(({ bucket: destination, rule }) => ({
    target: bucketArn(bucket.name),
    operation: "ReplicateVersion",
    input: { Bucket: bucket.name, Id: bucket.id, Key: key, VersionId: versionId, Destination: destination, Rule: rule },
    principal: servicePrincipal(bucket),
  }));
}

/** Behind a change of what goes with an object's bytes: its replicas are to have it, too. Changes of replicas go nowhere. */
export function replicateAgain(
  bucket: Bucket,
  key: string,
  object: StoredObject,
): { readonly changed: { readonly replication?: Replication }; readonly effects: readonly EffectDraft[] } {
  if (object.replication?.kind !== "source") return { changed: {}, effects: [] };
  const { to } = object.replication;
  return { changed: onItsWay(to), effects: replicate(bucket, key, object, to) };
}

/** As GetObject and HeadObject tell it. */
export function replicationMember(replication: Replication | undefined) {
  return replication ? { ReplicationStatus: statusOf(replication) } : {};
}

function statusOf(replication: Replication): ReplicationStatus {
  if (replication.kind === "replica") return "REPLICA";
  if (replication.failed) return "FAILED";
  return replication.waiting.length > 0 ? "PENDING" : "COMPLETED";
}
