import type { ReadTools } from "../service.ts";
import { type Due, midnightAfter, noncurrentExpiry } from "./lifecycle-due.ts";
import type { RulesInForce } from "./lifecycle-model.ts";
import { noncurrentTransition } from "./lifecycle-transitions.ts";
import { EXPIRED_VERSIONS_PAGE, NONCURRENT_PAGE } from "./limits.ts";
import type { Version } from "./model.ts";
import { isDeletable } from "./object-lock.ts";
import { isObject, shownId, standing } from "./standing.ts";
import type { Slot } from "./stored-object.ts";
import { versionsPartition } from "./table.ts";
import type { Moved } from "./transition.ts";

/** Behind which of a key's noncurrent versions a look goes on, and how many newer ones there are. */
export interface Place {
  readonly after: string;
  readonly newer: number;
}

interface Noncurrent {
  readonly count: number;
  readonly expired: readonly { readonly id: string; readonly due: Due }[];
  readonly moved: readonly Moved[];
  /** What comes due later. */
  readonly dues: readonly number[];
  /** Where there may be more. */
  readonly place?: Place | undefined;
}

export const NO_VERSIONS: Noncurrent = { count: 0, expired: [], moved: [], dues: [] };

/** What rules have come due for among a page of a key's noncurrent versions: as much of it as one transaction takes. */
export async function readNoncurrent(
  { bucket, key }: Slot,
  lifecycle: RulesInForce,
  place: Place | undefined,
  { store, context, now }: ReadTools,
): Promise<Noncurrent> {
  const after = place ? { after: place.after } : {};
  const rows = await store.query({ ...versionsPartition(context, bucket, key), limit: NONCURRENT_PAGE, ...after });
  const looks = rows.map((row, index) => {
    const found = standing(row);
    const newer = (place?.newer ?? 0) + index;
    const expiry = unlocked(noncurrentExpiry(lifecycle.rules, key, found.value, newer), found.value, now);
    const transition = isObject(found)
      ? noncurrentTransition(lifecycle, key, { version: found.value, newer }, now)
      : undefined;
    return { found, expiry, transition };
  });
  const isDue = (due: Due | undefined): due is Due => due !== undefined && due.at <= now;
  const expired = looks.flatMap(({ found, expiry }) =>
    isDue(expiry) ? [{ id: shownId(found.value), due: expiry }] : [],
  );
  const moved = looks.flatMap(({ found, expiry, transition }) =>
    isObject(found) && transition && isDue(transition) && !isDue(expiry) ? [{ standing: found, due: transition }] : [],
  );
  const last = rows.length === NONCURRENT_PAGE ? rows.at(-1) : undefined;
  return {
    count: rows.length,
    expired: expired.slice(0, EXPIRED_VERSIONS_PAGE),
    moved: moved.slice(0, EXPIRED_VERSIONS_PAGE),
    dues: looks.flatMap(({ expiry, transition }) => [expiry, transition].flatMap((due) => (due ? [due.at] : []))),
    place: last && { after: last.sort, newer: (place?.newer ?? 0) + rows.length },
  };
}

/** What is locked stays, and is looked at again when the lock may be over. */
function unlocked(due: Due | undefined, version: Version, now: number): Due | undefined {
  return due && isDeletable(version, now) ? due : due && { ...due, at: midnightAfter(now, 0) };
}
