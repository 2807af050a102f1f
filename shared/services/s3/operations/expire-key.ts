import type { RequestContext } from "../../../core/context.ts";
import type { EventDraft } from "../../../core/event.ts";
import { iso } from "../../../core/time.ts";
import { type Done, operation, type ReadTools } from "../../service.ts";
import { readConfiguration } from "../configuration.ts";
import { type Deletion, type DoomedVersions, deleteCurrent, deleteVersions } from "../deletion.ts";
import { readDoomed } from "../doomed-versions.ts";
import { passGate } from "../gates.ts";
import { type Due, expiryOf, markerExpiry, midnightAfter, noncurrentExpiry } from "../lifecycle-due.ts";
import { rulesOf } from "../lifecycle-model.ts";
import { EXPIRED_VERSIONS_PAGE } from "../limits.ts";
import type { Bucket } from "../model.ts";
import { isDeletable } from "../object-lock.ts";
import { release } from "../parts.ts";
import { isObject, shownId, standing } from "../standing.ts";
import { findBucket } from "../stored-bucket.ts";
import { type Slot, slotOf } from "../stored-object.ts";
import { bucketArn, versionsPartition } from "../table.ts";
import { addTotals } from "../totals.ts";

interface ExpireKeyInput {
  readonly Bucket: string;
  readonly Id: string;
  readonly Run: string;
  readonly Key: string;
}

interface Expired {
  /** Whether something went: then there may be more to do. */
  readonly done: boolean;
  /** When something of the key comes due next. */
  readonly next?: number;
}

type Found =
  | { readonly kind: "nothing"; readonly next: number | undefined }
  | { readonly kind: "current"; readonly slot: Slot; readonly due: Due }
  | { readonly kind: "versions"; readonly versions: DoomedVersions; readonly due: Due };

/** Does to one key what a bucket's lifecycle rules have come due for, one thing at a time. It looks anew: a client may have been quicker. */
export const expireKey = operation<ExpireKeyInput, Expired>()({
  service: "s3",
  name: "ExpireKey",
  internal: true,

  async prefetch(input, tools): Promise<Found> {
    const stored = await findBucket(input.Bucket, tools);
    if (!stored || stored.bucket.id !== input.Id) return { kind: "nothing", next: undefined };
    const lifecycle = await readConfiguration(stored.bucket, "lifecycle", tools);
    if (lifecycle?.run !== input.Run) return { kind: "nothing", next: undefined };
    const rules = rulesOf(lifecycle);
    const slot = await slotOf(stored, input.Key, tools);
    const { current, bucket, key } = slot;
    if (!current) return { kind: "nothing", next: undefined };
    const dues: Due[] = [];
    if (isObject(current)) {
      const due = expiryOf(rules, key, current.value);
      if (due && due.at <= tools.now) return { kind: "current", slot, due };
      if (due) dues.push(due);
    }
    const noncurrent = current.value.history ? await readNoncurrent(slot, rules, tools) : NONE;
    if (noncurrent.doomed) return noncurrent.doomed;
    if (current.value.marker && !noncurrent.present) {
      const due = markerExpiry(rules, key, current.value);
      const ids = [shownId(current.value)];
      if (due && due.at <= tools.now) {
        return { kind: "versions", versions: await readDoomed(bucket, key, ids, tools), due };
      }
      if (due) dues.push(due);
    }
    const next = [...dues.map(({ at }) => at), ...noncurrent.next];
    return { kind: "nothing", next: next.length > 0 ? Math.min(...next) : undefined };
  },

  commit(found, _input, context) {
    if (found.kind === "nothing") {
      return { output: { done: false, ...(found.next === undefined ? {} : { next: found.next }) } };
    }
    if (found.kind === "versions") {
      const { versions, due } = found;
      return finish(versions.bucket, versions.key, due, deleteVersions(versions, context, "lifecycle"), context);
    }
    const { slot, due } = found;
    const deletion = deleteCurrent(slot, context, "lifecycle");
    const gate = deletion.marker ? passGate(context, slot) : [];
    return finish(slot.bucket, slot.key, due, { ...deletion, writes: [...deletion.writes, ...gate] }, context);
  },
});

interface Noncurrent {
  readonly present: boolean;
  readonly doomed?: Extract<Found, { kind: "versions" }>;
  readonly next: readonly number[];
}

const NONE: Noncurrent = { present: false, next: [] };

/** Reads as many versions as the rules may keep and one page behind them. */
async function readNoncurrent(
  { bucket, key }: Slot,
  rules: Parameters<typeof noncurrentExpiry>[0],
  tools: ReadTools,
): Promise<Noncurrent> {
  const kept = Math.max(0, ...rules.map((rule) => rule.NoncurrentVersionExpiration?.NewerNoncurrentVersions ?? 0));
  const partition = versionsPartition(tools.context, bucket, key);
  const rows = await tools.store.query({ ...partition, limit: kept + EXPIRED_VERSIONS_PAGE });
  const versions = rows.map((row) => standing(row).value);
  // What is locked stays, and is looked at again when the lock may be over.
  const dues = versions.map((version, index) => {
    const due = noncurrentExpiry(rules, key, version, index);
    return due && isDeletable(version, tools.now) ? due : due && { ...due, at: midnightAfter(tools.now, 0) };
  });
  const expired = versions.flatMap((version, index) => {
    const due = dues[index];
    return due && due.at <= tools.now ? [{ id: shownId(version), due }] : [];
  });
  const [first] = expired;
  const next = dues.flatMap((due) => (due ? [due.at] : []));
  if (!first) return { present: versions.length > 0, next };
  const ids = expired.slice(0, EXPIRED_VERSIONS_PAGE).map(({ id }) => id);
  const doomed = await readDoomed(bucket, key, ids, tools);
  return { present: true, next, doomed: { kind: "versions", versions: doomed, due: first.due } };
}

function finish(
  bucket: Bucket,
  key: string,
  { rule, at }: Due,
  { writes, effects, events, bodies, grown }: Deletion,
  context: RequestContext,
): Done<Expired> {
  const released = release(bodies, bucket, context);
  const why: EventDraft = {
    type: "lifecycle.expired",
    resource: bucketArn(bucket.name),
    text: `lifecycle rule ${rule.ID} of ${bucket.name} came due for ${key} at ${iso(at)}`,
    detail: { key, rule: rule.ID ?? "" },
  };
  return {
    output: { done: true },
    writes: [...writes, ...addTotals(context, bucket, grown)],
    effects: [...effects, ...released.effects],
    events: [why, ...events],
    bodies: { drop: released.drop },
  };
}
