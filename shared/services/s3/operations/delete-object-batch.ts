import type { DeletedObject, ObjectIdentifier } from "@aws-sdk/client-s3";
import type { RequestContext } from "../../../core/context.ts";
import { ServiceError } from "../../../core/errors.ts";
import { LookAgain, operation, type ReadTools } from "../../service.ts";
import { type Authority, authorityOf } from "../authorise.ts";
import { checkWrite } from "../conditions.ts";
import { type Deletion, type DoomedVersions, deleteCurrent, deleteVersions } from "../deletion.ts";
import { readDoomed } from "../doomed-versions.ts";
import { noSuchVersion } from "../errors.ts";
import { passGate } from "../gates.ts";
import type { Bucket } from "../model.ts";
import { checkKey } from "../object-key.ts";
import { checkDeletable } from "../object-lock.ts";
import { release } from "../parts.ts";
import { isObject, shownId } from "../standing.ts";
import { type BucketInput, namedBucket, type StoredBucket } from "../stored-bucket.ts";
import { type Slot, slotOf, writeRefusal } from "../stored-object.ts";
import { addTotals, sumOf } from "../totals.ts";
import { refuseUnbuilt } from "../unbuilt.ts";
import { NULL_VERSION, sequencerOf } from "../version-id.ts";

export interface DeletionResult {
  readonly deleted?: DeletedObject;
  readonly error?: {
    readonly Key: string;
    readonly VersionId?: string;
    readonly Code: string;
    readonly Message: string;
  };
}

interface DeleteObjectBatchInput extends BucketInput {
  readonly BypassGovernanceRetention?: boolean | undefined;
  /** A key comes several times only with versions and without conditions: together they are one change of it. */
  readonly Objects: readonly ObjectIdentifier[];
}

/** What is to become of one key. */
type Doomed =
  | { readonly slot: Slot; readonly refused: ServiceError | undefined }
  | { readonly versions: DoomedVersions };

interface Batch {
  readonly bucket: Bucket;
  readonly results: readonly DeletionResult[];
  readonly doomed: readonly Doomed[];
}

/** As many of DeleteObjects' keys as one transaction holds. */
export const deleteObjectBatch = operation<DeleteObjectBatchInput, readonly DeletionResult[]>()({
  service: "s3",
  name: "DeleteObjectBatch",
  internal: true,

  async prefetch(input, tools): Promise<Batch> {
    const stored = await namedBucket(input, tools);
    // To open it takes too many writes beside these. Whoever closed it will have deleted it, or put something into it, at once.
    if (stored.bucket.closing && stored.bucket.versioning) throw new LookAgain();
    const authority = await authorityOf(stored.bucket, tools);
    const bypass = input.BypassGovernanceRetention === true;
    const checked = input.Objects.map((object) => refusal(object, () => checkObject(object, authority)));
    const wanted = input.Objects.filter((_, index) => !checked[index]?.error);
    const doomed = await Promise.all(
      [...byKey(wanted)].map(([key, objects]) => read(stored, key, objects, authority, tools)),
    );
    const found = new Map(doomed.map((one) => ["slot" in one ? one.slot.key : one.versions.key, one]));
    const results = input.Objects.map((object, index) => {
      const one = found.get(object.Key ?? "");
      return checked[index]?.error || !one
        ? (checked[index] ?? {})
        : refusal(object, () => checkVersion(object, one, tools.now, bypass));
    });
    const spared = new Set(results.flatMap(({ error }, index) => (error && !checked[index]?.error ? [error.Key] : [])));
    return { bucket: stored.bucket, results, doomed: doomed.filter((one) => !spared.has(keyOf(one))) };
  },

  commit({ bucket, results, doomed }, input, context) {
    const deletions = doomed.map((one) => ({ one, deletion: deletionOf(one, context) }));
    const markers = new Map(deletions.map(({ one, deletion }) => [keyOf(one), deletion.marker]));
    const found = new Map(doomed.map((one) => [keyOf(one), one]));
    const output = input.Objects.map((object, index): DeletionResult => {
      const error = results[index]?.error;
      if (error) return { error };
      const left = markers.get(object.Key ?? "");
      const marker = left ? shownId(left) : removedMarker(found.get(object.Key ?? ""), object.VersionId);
      const shown = marker === undefined ? {} : { DeleteMarker: true, DeleteMarkerVersionId: marker };
      return { deleted: { ...named(object), ...shown } };
    });
    return {
      output,
      ...together(
        bucket,
        doomed,
        deletions.map(({ deletion }) => deletion),
        context,
      ),
    };
  },
});

function byKey(objects: readonly ObjectIdentifier[]): ReadonlyMap<string, readonly ObjectIdentifier[]> {
  return Map.groupBy(objects, ({ Key = "" }) => Key);
}

async function read(
  stored: StoredBucket,
  key: string,
  objects: readonly ObjectIdentifier[],
  authority: Authority,
  tools: ReadTools,
): Promise<Doomed> {
  const ids = objects.flatMap(({ VersionId }) => (VersionId === undefined ? [] : [VersionId]));
  if (ids.length === 0) {
    const slot = await slotOf(stored, key, tools);
    return { slot, refused: await writeRefusal(authority, { action: "s3:DeleteObject", key }, slot, {}) };
  }
  return { versions: await readDoomed(stored.bucket, key, ids, tools) };
}

function keyOf(one: Doomed): string {
  return "slot" in one ? one.slot.key : one.versions.key;
}

function checkObject(object: ObjectIdentifier, authority: Authority): void {
  const { Key: key = "", VersionId: versionId } = object;
  const action = versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
  const refused = authority.refusal({ action, key }, { VersionId: versionId });
  if (refused) throw refused;
  checkKey(key);
  if (versionId !== undefined && versionId !== NULL_VERSION && sequencerOf(versionId) === undefined) {
    throw noSuchVersion(key, versionId);
  }
  refuseUnbuilt({ IfMatchLastModifiedTime: object.LastModifiedTime, IfMatchSize: object.Size });
}

function checkVersion({ ETag, VersionId }: ObjectIdentifier, one: Doomed, now: number, bypass: boolean): void {
  if ("versions" in one) {
    for (const { value } of one.versions.doomed) if (shownId(value) === VersionId) checkDeletable(value, now, bypass);
  }
  if ("slot" in one && one.refused) throw one.refused;
  if (ETag === undefined) return;
  const versions = "versions" in one ? one.versions.doomed.filter(isObject) : [];
  const object = "slot" in one ? one.slot.present : versions.find(({ value }) => shownId(value) === VersionId)?.value;
  checkWrite({ IfMatch: ETag }, object, keyOf(one));
}

function refusal(object: ObjectIdentifier, check: () => void): DeletionResult {
  try {
    check();
    return {};
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { error: { ...named(object), Code: error.code, Message: error.message } };
  }
}

function named({ Key = "", VersionId }: ObjectIdentifier) {
  return { Key, ...(VersionId === undefined ? {} : { VersionId }) };
}

function removedMarker(one: Doomed | undefined, versionId: string | undefined): string | undefined {
  if (!one || "slot" in one || versionId === undefined) return undefined;
  return one.versions.doomed.some(({ value }) => value.marker && shownId(value) === versionId) ? versionId : undefined;
}

function deletionOf(one: Doomed, context: RequestContext): Deletion {
  return "slot" in one ? deleteCurrent(one.slot, context) : deleteVersions(one.versions, context);
}

function together(bucket: Bucket, doomed: readonly Doomed[], deletions: readonly Deletion[], context: RequestContext) {
  const released = release(
    deletions.flatMap(({ bodies }) => bodies),
    bucket,
    context,
  );
  const marking = doomed.find((one) => "slot" in one);
  const gate = marking && bucket.versioning ? passGate(context, marking.slot) : [];
  return {
    writes: [
      ...deletions.flatMap(({ writes }) => writes),
      ...gate,
      ...addTotals(context, bucket, sumOf(deletions.map(({ grown }) => grown))),
    ],
    effects: [...deletions.flatMap(({ effects }) => effects), ...released.effects],
    events: deletions.flatMap(({ events }) => events),
    bodies: { drop: released.drop },
  };
}
