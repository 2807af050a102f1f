import type { LifecycleRule } from "@aws-sdk/client-s3";
import { MILLISECONDS_PER_DAY } from "../../core/time.ts";
import { type Filtered, filterOf, matchesFilter } from "./lifecycle-filter.ts";
import { isOn } from "./lifecycle-model.ts";
import type { StoredObject, Version } from "./model.ts";

/*
 * When lifecycle rules come due. S3 adds the days to the instant and goes on to the next midnight UTC.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-number-of-days
 */

export interface Due {
  readonly at: number;
  readonly rule: LifecycleRule;
}

/** The midnight behind so many days. */
export function midnightAfter(instant: number, days: number): number {
  return (Math.floor(instant / MILLISECONDS_PER_DAY) + days + 1) * MILLISECONDS_PER_DAY;
}

/** When the current version of a key expires, by the rule that comes first. */
export function expiryOf(rules: readonly LifecycleRule[], key: string, object: StoredObject): Due | undefined {
  const filtered = filteredOf(key, object);
  return earliest(
    rules.map((rule) => {
      const { Days, Date: date } = rule.Expiration ?? {};
      if (!isOn(rule) || !matchesFilter(filterOf(rule), filtered)) return undefined;
      if (date !== undefined) return { at: date.getTime(), rule };
      return Days === undefined ? undefined : { at: midnightAfter(object.modifiedAt, Days), rule };
    }),
  );
}

/** When a delete marker goes that hides nothing any more: at once, or as a rule for objects would have it. */
export function markerExpiry(rules: readonly LifecycleRule[], key: string, marker: Version): Due | undefined {
  return earliest(
    rules.map((rule) => {
      const { Days, Date: date, ExpiredObjectDeleteMarker } = rule.Expiration ?? {};
      if (!isOn(rule) || !matchesFilter(filterOf(rule), { key })) return undefined;
      if (ExpiredObjectDeleteMarker) return { at: marker.modifiedAt, rule };
      if (date !== undefined) return { at: date.getTime(), rule };
      return Days === undefined ? undefined : { at: midnightAfter(marker.modifiedAt, Days), rule };
    }),
  );
}

/** When a noncurrent version expires that has so many newer ones of its kind before it. */
export function noncurrentExpiry(
  rules: readonly LifecycleRule[],
  key: string,
  version: Version,
  newer: number,
): Due | undefined {
  const filtered = version.marker ? { key } : filteredOf(key, version);
  const { legalHold, until = 0 } = (version.marker ? undefined : version.lock) ?? {};
  if (legalHold === "ON") return undefined;
  return earliest(
    rules.map((rule) => {
      const { NoncurrentDays, NewerNoncurrentVersions = 0 } = rule.NoncurrentVersionExpiration ?? {};
      if (NoncurrentDays === undefined || !isOn(rule) || !matchesFilter(filterOf(rule), filtered)) return undefined;
      if (newer < NewerNoncurrentVersions) return undefined;
      const at = midnightAfter(version.noncurrentAt ?? version.modifiedAt, NoncurrentDays);
      // Who is locked stays until it no longer is.
      return { at: Math.max(at, until), rule };
    }),
  );
}

export function uploadExpiry(rules: readonly LifecycleRule[], key: string, startedAt: number): Due | undefined {
  return earliest(
    rules.map((rule) => {
      const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
      if (days === undefined || !isOn(rule) || !matchesFilter(filterOf(rule), { key })) return undefined;
      return { at: midnightAfter(startedAt, days), rule };
    }),
  );
}

/** The soonest instant at which something can come due that isn't there yet; undefined where rules do nothing. */
export function nextRun(rules: readonly LifecycleRule[], now: number): number | undefined {
  const tomorrow = midnightAfter(now, 0);
  const instants = rules.filter(isOn).flatMap((rule) => {
    const { Expiration, Transitions = [], NoncurrentVersionTransitions = [] } = rule;
    const days = [
      Expiration?.Days,
      rule.NoncurrentVersionExpiration?.NoncurrentDays,
      rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
      ...Transitions.map(({ Days }) => Days),
      ...NoncurrentVersionTransitions.map(({ NoncurrentDays }) => NoncurrentDays),
    ].flatMap((count) => (count === undefined ? [] : [midnightAfter(now, count)]));
    const dates = [Expiration?.Date, ...Transitions.map((transition) => transition.Date)].flatMap((date) =>
      date === undefined ? [] : [Math.max(date.getTime(), tomorrow)],
    );
    // A marker hides nothing from the moment on at which somebody deletes the last version behind it.
    return [...days, ...dates, ...(Expiration?.ExpiredObjectDeleteMarker ? [tomorrow] : [])];
  });
  return instants.length === 0 ? undefined : Math.min(...instants);
}

export function filteredOf(key: string, { tags, body }: StoredObject): Filtered {
  return { key, size: body.size, ...(tags ? { tags } : {}) };
}

export function earliest(dues: readonly (Due | undefined)[]): Due | undefined {
  return dues.reduce((first, due) => (due && (!first || due.at < first.at) ? due : first), undefined);
}
