import type { Body } from "../../core/body.ts";
import type { RequestContext } from "../../core/context.ts";
import type { Write } from "../../ports/table-store.ts";
import type { Done } from "../service.ts";
import type { Bucket, DeleteMarker, ObjectEvent, StoredObject, Version } from "./model.ts";
import { notify } from "./notify.ts";
import { etagOf } from "./object-metadata.ts";
import { onItsWay, replicate, targetsOf } from "./replication-targets.ts";
import { nextSequencer } from "./sequencer.ts";
import { isObject, type Standing, shownId, sortOf } from "./standing.ts";
import type { Slot } from "./stored-object.ts";
import { place, remove, supersede } from "./supersede.ts";
import { bucketArn } from "./table.ts";
import { type Grown, tally } from "./totals.ts";

/** Who deletes: events tell. */
export type Deleter = "client" | "lifecycle";

/** What a deletion comes to. The bucket's totals and the bodies are the caller's: a batch changes them once. */
export interface Deletion extends Required<Pick<Done<never>, "writes" | "effects" | "events">> {
  /** What a deletion without a version id has left. */
  readonly marker?: DeleteMarker;
  readonly bodies: readonly Body[];
  readonly grown: Grown;
}

const NOTHING: Deletion = { writes: [], effects: [], events: [], bodies: [], grown: {} };

/** Deletes a key as its bucket has it: for good, or by a marker that hides what was there. */
export function deleteCurrent(slot: Slot, context: RequestContext, by: Deleter = "client"): Deletion {
  const { bucket, key, current } = slot;
  if (!bucket.versioning) {
    return isObject(current) ? removeOnly(bucket, key, current, context, by) : NOTHING;
  }
  // What S3 does by itself is left to the destination's own rules.
  const targets = by === "client" ? targetsOf(slot.replication, { key, marker: true }) : [];
  const version = { marker: true, ...onItsWay(targets) } as const;
  const { next, writes, replaced, grown } = supersede<DeleteMarker>(slot, version, context);
  const told = tell(bucket, key, { kind: "DeleteMarkerCreated", by }, next, context);
  const effects = [...told.effects, ...replicate(bucket, key, next, targets)];
  return { ...told, effects, marker: next, writes, grown, bodies: bodiesOf(replaced ? [replaced] : []) };
}

function removeOnly(
  bucket: Bucket,
  key: string,
  current: Standing<StoredObject>,
  context: RequestContext,
  by: Deleter,
): Deletion {
  const { value } = current;
  const gone = { ...value, sequencer: nextSequencer(context.now, value.sequencer) };
  return {
    ...tell(bucket, key, { kind: "Delete", by }, gone, context),
    writes: [remove(current)],
    bodies: [value.body],
    grown: tally([{ version: value, current: true, by: -1 }]),
  };
}

/** Some versions of one key that are to go. */
export interface DoomedVersions {
  readonly bucket: Bucket;
  readonly key: string;
  readonly current: Standing | undefined;
  readonly doomed: readonly Standing[];
  /** The newest noncurrent version that stays, where the current one goes. */
  readonly heir: Standing | undefined;
}

/** Deletes versions for good. Where the current one goes, the newest of the others takes its place. */
export function deleteVersions(
  { bucket, key, current, doomed, heir }: DoomedVersions,
  context: RequestContext,
  by: Deleter = "client",
): Deletion {
  const isCurrent = (one: Standing) => current !== undefined && sameRow(one, current);
  const heirs = doomed.some(isCurrent) && heir ? [heir] : [];
  const succession = doomed.some(isCurrent) && current ? promote({ bucket, key, current, heir }, context) : [];
  const told = doomed.map(({ value }) => {
    const gone = { ...value, sequencer: nextSequencer(context.now, current?.value.sequencer) };
    return tell(bucket, key, { kind: "Delete", by }, gone, context);
  });
  return {
    writes: [...succession, ...doomed.filter((one) => !isCurrent(one)).map(remove)],
    effects: told.flatMap(({ effects }) => effects),
    events: told.flatMap(({ events }) => events),
    bodies: bodiesOf(doomed.map(({ value }) => value)),
    grown: tally([
      ...doomed.map((one) => ({ version: one.value, current: isCurrent(one), by: -1 }) as const),
      ...heirs.map(({ value: version }) => ({ version, current: false, by: -1 }) as const),
      ...heirs.map(({ value: version }) => ({ version, current: true, by: 1 }) as const),
    ]),
  };
}

function sameRow({ key: left }: Standing, { key: right }: Standing): boolean {
  return left.partition === right.partition && left.sort === right.sort;
}

/** Puts the heir where the current version stood; without one the key has no version any more. */
function promote(
  { bucket, key, current, heir }: { bucket: Bucket; key: string; current: Standing; heir: Standing | undefined },
  context: RequestContext,
): readonly Write[] {
  if (!heir) return [remove(current)];
  const { noncurrentAt: _, ...version } = heir.value;
  const nullSort = current.value.history?.nullSort;
  const history = nullSort === undefined || nullSort === sortOf(heir.value) ? {} : { nullSort };
  return [...place({ bucket, key, current }, { ...version, history } as Version, context), remove(heir)];
}

function bodiesOf(versions: readonly Version[]): readonly Body[] {
  return versions.flatMap((version) => (version.marker ? [] : [version.body]));
}

interface Happened {
  readonly kind: "Delete" | "DeleteMarkerCreated";
  readonly by: Deleter;
}

function tell(bucket: Bucket, key: string, { kind, by }: Happened, version: Version, context: RequestContext) {
  const event: ObjectEvent = `${by === "client" ? "ObjectRemoved" : "LifecycleExpiration"}:${kind}`;
  const { sequencer } = version;
  const id = bucket.versioning ? { versionId: shownId(version) } : {};
  const { effects, events } = notify({ event, bucket, key, sequencer, ...id }, context);
  return { effects, events: [told(bucket, key, kind, version), ...events] };
}

function told(bucket: Bucket, key: string, kind: Happened["kind"], version: Version) {
  const resource = bucketArn(bucket.name);
  const where = `${key} in ${bucket.name}`;
  const id = shownId(version);
  if (kind === "DeleteMarkerCreated") {
    const text = `object deleted: ${where}, by a delete marker (version ${id}); its versions are kept`;
    return { type: "object.marked-deleted", resource, text, detail: { key, versionId: id } };
  }
  if (version.marker) {
    const text = `delete marker removed: ${where}, version ${id}; what it hid can be seen again, unless there is another`;
    return { type: "object.marker-removed", resource, text, detail: { key, versionId: id } };
  }
  const detail = { key, size: version.body.size, etag: etagOf(version) };
  if (!bucket.versioning) {
    const text = `object deleted: ${where}, for good, since nothing keeps older versions`;
    return { type: "object.deleted", resource, text, detail };
  }
  const text = `version ${id} of ${where} deleted, for good`;
  return { type: "object.deleted", resource, text, detail: { ...detail, versionId: id } };
}
