import type { RequestContext } from "../../../core/context.ts";
import type { EventDraft } from "../../../core/event.ts";
import { iso } from "../../../core/time.ts";
import { type Done, operation, type ReadTools } from "../../service.ts";
import { readConfiguration } from "../configuration.ts";
import { type Deletion, type DoomedVersions, deleteCurrent, deleteVersions } from "../deletion.ts";
import { readDoomed } from "../doomed-versions.ts";
import { passGate } from "../gates.ts";
import { type Due, expiryOf, markerExpiry } from "../lifecycle-due.ts";
import { inForce, type RulesInForce } from "../lifecycle-model.ts";
import { type Transition, transitionOf } from "../lifecycle-transitions.ts";
import type { Bucket } from "../model.ts";
import { NO_VERSIONS, type Place, readNoncurrent } from "../noncurrent-versions.ts";
import { release } from "../parts.ts";
import { isObject, shownId } from "../standing.ts";
import { findBucket } from "../stored-bucket.ts";
import { type Slot, slotOf } from "../stored-object.ts";
import { bucketArn } from "../table.ts";
import { addTotals } from "../totals.ts";
import { type Moved, moveVersions } from "../transition.ts";

interface ApplyLifecycleInput {
  readonly Bucket: string;
  readonly Id: string;
  readonly Run: string;
  readonly Key: string;
  /** Where to go on among the key's noncurrent versions. */
  readonly Place?: Place;
}

interface Applied {
  /** There may be more to do: from this place on, where one is named. */
  readonly more: boolean;
  readonly place?: Place;
  /** When something of what was looked at comes due next. */
  readonly next?: number;
}

type Found =
  | { readonly kind: "nothing"; readonly dues: readonly number[]; readonly place?: Place | undefined }
  | { readonly kind: "current"; readonly slot: Slot; readonly due: Due }
  | { readonly kind: "moved"; readonly bucket: Bucket; readonly key: string; readonly moved: readonly Moved[] }
  | { readonly kind: "versions"; readonly versions: DoomedVersions; readonly due: Due };

const NOTHING: Found = { kind: "nothing", dues: [] };

/** Does to one key what a bucket's lifecycle rules have come due for, one thing at a time. It looks anew: a client may have been quicker. */
export const applyLifecycle = operation<ApplyLifecycleInput, Applied>()({
  service: "s3",
  name: "ApplyLifecycle",
  internal: true,

  async prefetch(input, tools): Promise<Found> {
    const stored = await findBucket(input.Bucket, tools);
    if (!stored || stored.bucket.id !== input.Id) return NOTHING;
    const lifecycle = await readConfiguration(stored.bucket, "lifecycle", tools);
    if (lifecycle?.run !== input.Run) return NOTHING;
    return look(await slotOf(stored, input.Key, tools), inForce(lifecycle), input.Place, tools);
  },

  commit(found, { Place }, context) {
    if (found.kind === "nothing") {
      const next = found.dues.length > 0 ? { next: Math.min(...found.dues) } : {};
      return { output: { more: found.place !== undefined, ...(found.place ? { place: found.place } : {}), ...next } };
    }
    const output: Applied = { more: true, ...(Place ? { place: Place } : {}) };
    if (found.kind === "moved") return { output, ...moveVersions(found.bucket, found.key, found.moved, context) };
    if (found.kind === "versions") {
      const { versions, due } = found;
      const deletion = deleteVersions(versions, context, "lifecycle");
      return { output, ...finish(versions.bucket, versions.key, due, deletion, context) };
    }
    const { slot, due } = found;
    const deletion = deleteCurrent(slot, context, "lifecycle");
    const gate = deletion.marker ? passGate(context, slot) : [];
    const writes = [...deletion.writes, ...gate];
    return { output, ...finish(slot.bucket, slot.key, due, { ...deletion, writes }, context) };
  },
});

async function look(slot: Slot, lifecycle: RulesInForce, place: Place | undefined, tools: ReadTools): Promise<Found> {
  const { current, bucket, key } = slot;
  if (!current) return NOTHING;
  const first = place ? { dues: [] } : lookAtCurrent(slot, lifecycle, tools.now);
  if ("kind" in first) return first;
  const { rules } = lifecycle;
  const noncurrent = current.value.history ? await readNoncurrent(slot, lifecycle, place, tools) : NO_VERSIONS;
  const { expired, moved } = noncurrent;
  const [oldest] = expired;
  if (oldest) {
    const ids = expired.map(({ id }) => id);
    return { kind: "versions", versions: await readDoomed(bucket, key, ids, tools), due: oldest.due };
  }
  if (moved.length > 0) return { kind: "moved", bucket, key, moved };
  const dues = [...first.dues, ...noncurrent.dues];
  const hidesNothing = current.value.marker && !place && noncurrent.count === 0;
  const due = hidesNothing ? markerExpiry(rules, key, current.value) : undefined;
  if (due && due.at <= tools.now) {
    return { kind: "versions", versions: await readDoomed(bucket, key, [shownId(current.value)], tools), due };
  }
  return { kind: "nothing", dues: due ? [...dues, due.at] : dues, place: noncurrent.place };
}

/**
 * What goes for good goes before it would change its class; what changes its class does so before a delete marker hides it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html
 */
function lookAtCurrent(slot: Slot, lifecycle: RulesInForce, now: number): Found | { readonly dues: readonly number[] } {
  const { current, bucket, key } = slot;
  if (!isObject(current)) return { dues: [] };
  const expiry = expiryOf(lifecycle.rules, key, current.value);
  const transition = transitionOf(lifecycle, key, current.value, now);
  const expires = expiry !== undefined && expiry.at <= now;
  if (transition && transition.at <= now && (!expires || bucket.versioning)) return move(slot, current, transition);
  if (expires) return { kind: "current", slot, due: expiry };
  return { dues: [expiry, transition].flatMap((due) => (due ? [due.at] : [])) };
}

function move({ bucket, key }: Slot, standing: Moved["standing"], due: Transition): Found {
  return { kind: "moved", bucket, key, moved: [{ standing, due }] };
}

function finish(
  bucket: Bucket,
  key: string,
  { rule, at }: Due,
  { writes, effects, events, bodies, grown }: Deletion,
  context: RequestContext,
): Omit<Done<never>, "output"> {
  const released = release(bodies, bucket, context);
  const why: EventDraft = {
    type: "lifecycle.expired",
    resource: bucketArn(bucket.name),
    text: `lifecycle rule ${rule.ID} of ${bucket.name} came due for ${key} at ${iso(at)}`,
    detail: { key, rule: rule.ID ?? "" },
  };
  return {
    writes: [...writes, ...addTotals(context, bucket, grown)],
    effects: [...effects, ...released.effects],
    events: [why, ...events],
    bodies: { drop: released.drop },
  };
}
