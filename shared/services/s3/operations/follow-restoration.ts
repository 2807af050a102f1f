import { iso } from "../../../core/time.ts";
import { type EffectDraft, operation } from "../../service.ts";
import type { FoundObject } from "../found-object.ts";
import type { Restore } from "../model.ts";
import { notify } from "../notify.ts";
import { rewrite } from "../rewrite-version.ts";
import { nextSequencer } from "../sequencer.ts";
import { servicePrincipal } from "../service-principal.ts";
import { isObject, readVersion, shownId } from "../standing.ts";
import { findBucket } from "../stored-bucket.ts";
import { bucketArn } from "../table.ts";

interface RestorationStep {
  readonly Bucket: string;
  /** Of the bucket. */
  readonly Id: string;
  readonly Key: string;
  readonly VersionId: string;
  readonly Step: "ready" | "over";
  /** When: a restoration that was made quicker or longer has another step under way. */
  readonly At: number;
}

/** What is to be done when a restored copy is there, or gone. */
export function restorationStep(
  { bucket, key, object }: Pick<FoundObject, "bucket" | "key" | "object">,
  restoration: Restore,
  Step: RestorationStep["Step"],
): EffectDraft {
  const At = Step === "ready" ? restoration.readyAt : restoration.expiresAt;
  const input = { Bucket: bucket.name, Id: bucket.id, Key: key, VersionId: shownId(object), Step, At };
  return {
    target: bucketArn(bucket.name),
    operation: "FollowRestoration",
    input,
    principal: servicePrincipal(bucket),
    dueAt: At,
  };
}

/** Tells that a restored copy is there, or that it is gone. Whether it can be read, its row's instants say by themselves. */
export const followRestoration = operation<RestorationStep, Record<string, never>>()({
  service: "s3",
  name: "FollowRestoration",
  internal: true,

  async prefetch({ Bucket, Id, Key, VersionId, Step, At }, tools) {
    const bucket = (await findBucket(Bucket, tools))?.bucket;
    if (!bucket || bucket.id !== Id) return undefined;
    const { found } = await readVersion(bucket, Key, VersionId, tools);
    const restore = isObject(found) ? found.value.restore : undefined;
    if (!isObject(found) || !restore) return undefined;
    const isStill = At === (Step === "ready" ? restore.readyAt : restore.expiresAt);
    return isStill ? { bucket, key: Key, object: found.value, standing: found, restore } : undefined;
  },

  commit(found, { Step }, context) {
    if (!found) return { output: {} };
    const { bucket, key, object, restore } = found;
    const isReady = Step === "ready";
    const id = bucket.versioning ? { versionId: shownId(object) } : {};
    const event = isReady ? "ObjectRestore:Completed" : "ObjectRestore:Delete";
    const sequencer = nextSequencer(context.now, object.sequencer);
    const { effects, events } = notify({ event, bucket, key, sequencer, object, ...id }, context);
    const text = isReady
      ? `${key} in ${bucket.name} is restored: it can be read until ${iso(restore.expiresAt)}`
      : `restored copy of ${key} in ${bucket.name} is gone: the object is archived as before`;
    const type = isReady ? "object.restored" : "object.restore-expired";
    return {
      output: {},
      writes: isReady ? [] : [rewrite(found, { restore: undefined })],
      effects: [...(isReady ? [restorationStep(found, restore, "over")] : []), ...effects],
      events: [{ type, resource: bucketArn(bucket.name), text, detail: { key, ...id } }, ...events],
    };
  },
});
