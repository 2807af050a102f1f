import type { LifecycleRule } from "@aws-sdk/client-s3";
import { MILLISECONDS_PER_DAY } from "../../core/time.ts";
import { invalidArgument, invalidRequest, malformedXml } from "./errors.ts";
import { filterOf } from "./lifecycle-filter.ts";
import { MIN_INFREQUENT_ACCESS_DAYS } from "./limits.ts";

const CLASSES: readonly string[] = [
  "GLACIER",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "DEEP_ARCHIVE",
  "GLACIER_IR",
];
const INFREQUENT: readonly string[] = ["STANDARD_IA", "ONEZONE_IA"];

/** One of three things: days, a date, or the markers that hide nothing. */
export function checkExpiration(rule: LifecycleRule): void {
  if (!rule.Expiration) return;
  const { Days, Date: date, ExpiredObjectDeleteMarker } = rule.Expiration;
  if ([Days, date, ExpiredObjectDeleteMarker].filter((part) => part !== undefined).length !== 1) throw malformedXml();
  if (Days !== undefined && !(Number.isInteger(Days) && Days > 0)) {
    throw invalid("'Days' for Expiration action must be a positive integer");
  }
  if (date) checkMidnight(date);
  const { tags, largerThan, smallerThan } = filterOf(rule);
  if (!ExpiredObjectDeleteMarker) return;
  if (tags.length > 0) throw invalidRequest("ExpiredObjectDeleteMarker cannot be specified with Tags.", "lifecycle");
  if (largerThan !== undefined || smallerThan !== undefined) {
    throw invalidRequest("ExpiredObjectDeleteMarker cannot be specified with Object Size.", "lifecycle");
  }
}

/** Storage classes are labels here, and the rules for them AWS's all the same. */
export function checkTransitions(rule: LifecycleRule): void {
  for (const { Days, Date: date, StorageClass } of rule.Transitions ?? []) {
    if (!StorageClass || !CLASSES.includes(StorageClass)) throw malformedXml();
    if ((Days === undefined) === (date === undefined)) throw malformedXml();
    if (date) checkMidnight(date);
    if (Days !== undefined) checkTransitionDays("Days", "Transition", Days, StorageClass);
    checkOrder(rule, { Days, date });
  }
  for (const { NoncurrentDays, StorageClass } of rule.NoncurrentVersionTransitions ?? []) {
    if (!StorageClass || !CLASSES.includes(StorageClass) || NoncurrentDays === undefined) throw malformedXml();
    checkTransitionDays("NoncurrentDays", "NoncurrentVersionTransition", NoncurrentDays, StorageClass);
  }
}

function checkTransitionDays(member: string, action: string, days: number, storageClass: string): void {
  if (!Number.isInteger(days) || days < 0) throw invalid(`'${member}' for ${action} action must be a positive integer`);
  if (!INFREQUENT.includes(storageClass) || days >= MIN_INFREQUENT_ACCESS_DAYS) return;
  throw invalid(
    `'${member}' in ${action} action must be greater than or equal to ${MIN_INFREQUENT_ACCESS_DAYS} for storageClass '${storageClass}'`,
  );
}

function checkOrder(rule: LifecycleRule, { Days, date }: { Days: number | undefined; date: Date | undefined }): void {
  const { Expiration } = rule;
  const where = `filter '(prefix=${filterOf(rule).prefix})'`;
  if ((Expiration?.Days !== undefined && date) || (Expiration?.Date && Days !== undefined)) {
    throw invalidRequest(
      `Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for ${where}`,
      "lifecycle",
    );
  }
  if (Expiration?.Days === undefined || Days === undefined || Expiration.Days > Days) return;
  throw invalid(`'Days' in the Expiration action for ${where} must be greater than 'Days' in the Transition action`);
}

function checkMidnight(date: Date): void {
  if (date.getTime() % MILLISECONDS_PER_DAY !== 0) throw invalid("'Date' must be at midnight GMT");
}

function invalid(message: string) {
  return invalidArgument(message, undefined, "lifecycle");
}
