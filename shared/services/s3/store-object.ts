import type { Body } from "../../core/body.ts";
import type { RequestContext } from "../../core/context.ts";
import type { Done } from "../service.ts";
import { passGate } from "./gates.ts";
import type { ObjectEvent, StoredObject } from "./model.ts";
import { notify } from "./notify.ts";
import { etagOf } from "./object-metadata.ts";
import { release } from "./parts.ts";
import { onItsWay, replicate, targetsOf } from "./replication-targets.ts";
import { shownId } from "./standing.ts";
import type { Slot } from "./stored-object.ts";
import { supersede } from "./supersede.ts";
import { bucketArn } from "./table.ts";
import { addTotals } from "./totals.ts";

/** What an object is before it has its place among the versions of its key. */
export type ObjectContent = Omit<
  StoredObject,
  "versionId" | "modifiedAt" | "sequencer" | "history" | "noncurrentAt" | "marker"
>;

/** Stores an object as the current version of its key: whole, or not at all. */
export function storeObject(
  slot: Slot,
  content: ObjectContent,
  event: Extract<ObjectEvent, `ObjectCreated:${string}`>,
  context: RequestContext,
): Omit<Done<never>, "output"> & { readonly object: StoredObject } {
  const { bucket, key } = slot;
  const targets = targetsOf(slot.replication, { ...content, key });
  const version = { ...content, ...onItsWay(targets) };
  const { next: object, writes, replaced, grown } = supersede<StoredObject>(slot, version, context);
  const { sequencer, body } = object;
  const id = bucket.versioning ? { versionId: shownId(object) } : {};
  const notified = notify({ event, bucket, key, sequencer, object, ...id }, context);
  const old = replaced && !replaced.marker ? replaced.body : undefined;
  // A copy onto itself, which changes only metadata, keeps the bytes that it has.
  const isNew = !old || !sameBytes(body, old);
  const released = release(old && isNew ? [old] : [], bucket, context);
  return {
    object,
    writes: [...writes, ...passGate(context, slot), ...addTotals(context, bucket, grown)],
    effects: [...notified.effects, ...replicate(bucket, key, object, targets), ...released.effects],
    events: [stored(slot, object), ...notified.events],
    bodies: { keep: isNew ? [body] : [], drop: released.drop },
  };
}

function sameBytes(left: Body, right: Body): boolean {
  if (left.kind === "blob") return right.kind === "blob" && left.blob === right.blob;
  return left.kind === "parts" && right.kind === "parts" && left.manifest === right.manifest;
}

function stored({ bucket, key, present, current }: Slot, object: StoredObject) {
  const what = `${key} in ${bucket.name}: ${bytes(object.body.size)}, ${object.system.contentType}, ETag ${etagOf(object)}`;
  const resource = bucketArn(bucket.name);
  const detail = { key, size: object.body.size, etag: etagOf(object) };
  if (bucket.versioning === "Enabled") {
    const id = shownId(object);
    const kept = current ? `; version ${shownId(current.value)} is kept behind it` : "";
    const text = `object stored: ${what}, as version ${id}${kept}`;
    return { type: "object.stored", resource, text, detail: { ...detail, versionId: id } };
  }
  if (!present || present.versionId !== undefined) {
    return { type: "object.stored", resource, text: `object stored: ${what}`, detail };
  }
  const before = `the ${bytes(present.body.size)} that were there (ETag ${etagOf(present)}) are gone`;
  return { type: "object.overwritten", resource, text: `object overwritten: ${what}; ${before}`, detail };
}

function bytes(count: number): string {
  return count === 1 ? "1 byte" : `${count} bytes`;
}

/** As PutObject and the like answer it: AWS names no version where versioning is off or suspended. */
export function newVersionId({ versionId }: StoredObject): { readonly VersionId?: string } {
  return versionId === undefined ? {} : { VersionId: versionId };
}
