import type { LifecycleRule } from "@aws-sdk/client-s3";
import { type Due, earliest, expiryOf, filteredOf, midnightAfter } from "./lifecycle-due.ts";
import { type Filter, filterOf, matchesFilter } from "./lifecycle-filter.ts";
import type { RulesInForce } from "./lifecycle-model.ts";
import { MIN_TRANSITION_BYTES } from "./limits.ts";
import type { StoredObject } from "./model.ts";
import { DEFAULT_CLASS } from "./storage-class.ts";

/*
 * When lifecycle rules change storage classes.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */

export interface Transition extends Due {
  readonly to: string;
}

/** Rules move objects down this list and never up. */
const DOWNWARDS: readonly string[] = [
  DEFAULT_CLASS,
  "REDUCED_REDUNDANCY",
  "STANDARD_IA",
  "INTELLIGENT_TIERING",
  "ONEZONE_IA",
  "GLACIER_IR",
  "GLACIER",
  "DEEP_ARCHIVE",
];

/** Classes that take small objects too, where a bucket leaves it to the class. */
const TAKE_SMALL: readonly string[] = ["GLACIER", "DEEP_ARCHIVE"];

/** The change of a current version that comes next. */
export function transitionOf(
  lifecycle: RulesInForce,
  key: string,
  object: StoredObject,
  now: number,
): Transition | undefined {
  return chosen(
    now,
    candidates(lifecycle, key, object, ({ Transitions = [] }) =>
      Transitions.map(({ Days, Date: date, StorageClass }) => ({
        at: date?.getTime() ?? midnightAfter(object.modifiedAt, Days ?? 0),
        to: StorageClass,
      })),
    ),
  );
}

/** The next one of a noncurrent version that has so many newer ones of its kind before it. */
export function noncurrentTransition(
  lifecycle: RulesInForce,
  key: string,
  { version, newer }: { readonly version: StoredObject; readonly newer: number },
  now: number,
): Transition | undefined {
  return chosen(
    now,
    candidates(lifecycle, key, version, ({ NoncurrentVersionTransitions = [] }) =>
      NoncurrentVersionTransitions.filter(({ NewerNoncurrentVersions = 0 }) => newer >= NewerNoncurrentVersions).map(
        ({ NoncurrentDays = 0, StorageClass }) => ({
          at: midnightAfter(version.noncurrentAt ?? version.modifiedAt, NoncurrentDays),
          to: StorageClass,
        }),
      ),
    ),
  );
}

/** What happens next to a current version, be it that it goes or that it changes its class. */
export function nextAction(lifecycle: RulesInForce, key: string, object: StoredObject, now: number): Due | undefined {
  return earliest([expiryOf(lifecycle.rules, key, object), transitionOf(lifecycle, key, object, now)]);
}

type ActionsOf = (rule: LifecycleRule) => readonly { readonly at: number; readonly to: string | undefined }[];

function candidates(
  { rules, transitionMinimum }: RulesInForce,
  key: string,
  object: StoredObject,
  actionsOf: ActionsOf,
): readonly Transition[] {
  const filtered = filteredOf(key, object);
  const present = depth(object.storageClass);
  return rules.flatMap((rule) => {
    const filter = filterOf(rule);
    if (!matchesFilter(filter, filtered)) return [];
    return actionsOf(rule).flatMap(({ at, to = "" }) => {
      const fits = isLargeEnough(object, { to, filter, varies: transitionMinimum === "varies_by_storage_class" });
      return fits && depth(to) > present ? [{ at, to, rule }] : [];
    });
  });
}

function depth(storageClass: string | undefined): number {
  return DOWNWARDS.indexOf(storageClass ?? DEFAULT_CLASS);
}

/** A rule that speaks of sizes itself is taken at its word. */
function isLargeEnough(
  { body }: StoredObject,
  { to, filter, varies }: { readonly to: string; readonly filter: Filter; readonly varies: boolean },
): boolean {
  if (filter.largerThan !== undefined || filter.smallerThan !== undefined) return true;
  return body.size >= MIN_TRANSITION_BYTES || (varies && TAKE_SMALL.includes(to));
}

/** Of several that are due, the one to the cheapest class; else the soonest. */
function chosen(now: number, transitions: readonly Transition[]): Transition | undefined {
  const due = transitions.filter(({ at }) => at <= now);
  if (due.length > 0) return due.reduce((deepest, one) => (depth(one.to) > depth(deepest.to) ? one : deepest));
  return transitions.reduce<Transition | undefined>(
    (first, one) => (first && first.at <= one.at ? first : one),
    undefined,
  );
}
