import type { Body } from "../../core/body.ts";
import type { RequestContext } from "../../core/context.ts";
import type { Done } from "../service.ts";
import { passGate } from "./gates.ts";
import type { ObjectChecksum, ObjectEvent, ObjectMetadata, StoredObject } from "./model.ts";
import { notify } from "./notify.ts";
import { etagOf } from "./object-metadata.ts";
import { release } from "./parts.ts";
import { nextSequencer } from "./sequencer.ts";
import type { Slot } from "./stored-object.ts";
import { bucketArn, objectKey, putObjectRow, totalsKey } from "./table.ts";

/** An object to be put into its slot, and why. */
export interface NewObject extends ObjectMetadata {
  readonly body: Body;
  readonly checksum?: ObjectChecksum;
  readonly event: Extract<ObjectEvent, `ObjectCreated:${string}`>;
}

/** Stores an object, over whatever stands there: whole, or not at all. */
export function storeObject(
  slot: Slot,
  { body, system, user, event, checksum }: NewObject,
  context: RequestContext,
): Omit<Done<never>, "output"> & { readonly object: StoredObject } {
  const { bucket, key, present } = slot;
  const sequencer = nextSequencer(context.now, present?.sequencer);
  const summed = checksum ? { checksum } : {};
  const object: StoredObject = { body, system, user, modifiedAt: context.now, sequencer, ...summed };
  const notified = notify({ event, bucket, key, sequencer, object }, context);
  // A copy onto itself, which changes only metadata, keeps the bytes that it has.
  const isNew = !present || !sameBytes(body, present.body);
  const released = release(present && isNew ? [present.body] : [], bucket, context);
  const grown = { objects: present ? 0 : 1, bytes: body.size - (present?.body.size ?? 0) };
  return {
    object,
    writes: [
      putObjectRow(objectKey(context, bucket, key), object, present ? { version: present.version } : "absent"),
      ...passGate(context, slot),
      { kind: "add", key: totalsKey(context, bucket), by: grown },
    ],
    effects: [...notified.effects, ...released.effects],
    events: [stored(slot, object), ...notified.events],
    bodies: { keep: isNew ? [body] : [], drop: released.drop },
  };
}

function sameBytes(left: Body, right: Body): boolean {
  if (left.kind === "blob") return right.kind === "blob" && left.blob === right.blob;
  return left.kind === "parts" && right.kind === "parts" && left.manifest === right.manifest;
}

function stored({ bucket, key, present }: Slot, object: StoredObject) {
  const what = `${key} in ${bucket.name}: ${bytes(object.body.size)}, ${object.system.contentType}, ETag ${etagOf(object)}`;
  const resource = bucketArn(bucket.name);
  const detail = { key, size: object.body.size, etag: etagOf(object) };
  if (!present) return { type: "object.stored", resource, text: `object stored: ${what}`, detail };
  const before = `the ${bytes(present.body.size)} that were there (ETag ${etagOf(present)}) are gone`;
  return { type: "object.overwritten", resource, text: `object overwritten: ${what}; ${before}`, detail };
}

function bytes(count: number): string {
  return count === 1 ? "1 byte" : `${count} bytes`;
}
