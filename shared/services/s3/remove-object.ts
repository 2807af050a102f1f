import type { RequestContext } from "../../core/context.ts";
import type { Done } from "../service.ts";
import type { Bucket } from "./model.ts";
import { notify } from "./notify.ts";
import { etagOf } from "./object-metadata.ts";
import { nextSequencer } from "./sequencer.ts";
import type { PresentObject } from "./stored-object.ts";
import { bucketArn, objectKey } from "./table.ts";

/** Removes one object. The bucket's totals are the caller's: a batch changes them once. */
export function removeObject(
  bucket: Bucket,
  key: string,
  present: PresentObject,
  context: RequestContext,
): Required<Pick<Done<never>, "writes" | "effects" | "events">> {
  const sequencer = nextSequencer(context.now, present.sequencer);
  const { effects, events } = notify({ event: "ObjectRemoved:Delete", bucket, key, sequencer }, context);
  const removed = {
    type: "object.deleted",
    resource: bucketArn(bucket.name),
    text: `object deleted: ${key} in ${bucket.name}, for good, since nothing keeps older versions`,
    detail: { key, size: present.body.size, etag: etagOf(present) },
  };
  return {
    writes: [{ kind: "delete", key: objectKey(context, bucket, key), expect: { version: present.version } }],
    effects,
    events: [removed, ...events],
  };
}
