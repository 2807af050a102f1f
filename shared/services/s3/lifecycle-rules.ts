import type { LifecycleRule } from "@aws-sdk/client-s3";
import { invalidArgument, invalidRequest, malformedXml } from "./errors.ts";
import { checkExpiration, checkTransitions } from "./lifecycle-actions.ts";
import { filterOf } from "./lifecycle-filter.ts";
import { MAX_LIFECYCLE_RULES, MAX_NEWER_VERSIONS, MAX_RULE_ID_LENGTH } from "./limits.ts";

/** Checks lifecycle rules as S3 does and gives a name to those that have none. */
export function checkRules(rules: readonly LifecycleRule[], newId: () => string): readonly LifecycleRule[] {
  if (rules.length === 0) throw malformedXml();
  if (rules.length > MAX_LIFECYCLE_RULES) {
    throw invalid(`The number of lifecycle rules must not exceed the allowed limit of ${MAX_LIFECYCLE_RULES} rules`);
  }
  const named = rules.map((rule) => ({ ...rule, ID: rule.ID || newId() }));
  for (const rule of named) checkRule(rule);
  if (new Set(named.map(({ ID }) => ID)).size < named.length) {
    throw invalid("Rule ID must be unique. Found same ID for one or more rules");
  }
  return named;
}

function checkRule(rule: LifecycleRule & { ID: string }): void {
  if (rule.ID.length > MAX_RULE_ID_LENGTH) throw invalid("ID length should not exceed allowed limit of 255");
  if (rule.Status !== "Enabled" && rule.Status !== "Disabled") throw malformedXml();
  checkFilter(rule);
  const { Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload } = rule;
  const transitions = [...(rule.Transitions ?? []), ...(rule.NoncurrentVersionTransitions ?? [])];
  if (!Expiration && !NoncurrentVersionExpiration && !AbortIncompleteMultipartUpload && transitions.length === 0) {
    throw invalidRequest("At least one action needs to be specified in a rule", "lifecycle");
  }
  checkExpiration(rule);
  checkTransitions(rule);
  checkNoncurrent(rule);
  checkAbort(rule);
}

/** One thing in Filter, or several in And; the older way is a Prefix without a Filter. */
function checkFilter({ Filter, Prefix }: LifecycleRule): void {
  if ((Filter === undefined) === (Prefix === undefined)) throw malformedXml();
  if (Filter && Object.values(Filter).filter((part) => part !== undefined).length > 1) throw malformedXml();
  const tags = Filter?.And?.Tags ?? [];
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    throw invalidRequest("Duplicate Tag Keys are not allowed.", "lifecycle");
  }
}

function checkNoncurrent({ NoncurrentVersionExpiration: expiration }: LifecycleRule): void {
  if (!expiration) return;
  const { NoncurrentDays, NewerNoncurrentVersions } = expiration;
  if (NoncurrentDays === undefined) throw malformedXml();
  checkPositive("NoncurrentDays", "NoncurrentVersionExpiration", NoncurrentDays);
  if (NewerNoncurrentVersions === undefined) return;
  checkPositive("NewerNoncurrentVersions", "NoncurrentVersionExpiration", NewerNoncurrentVersions);
  if (NewerNoncurrentVersions <= MAX_NEWER_VERSIONS) return;
  throw invalid(
    `'NewerNoncurrentVersions' for NoncurrentVersionExpiration action must not exceed ${MAX_NEWER_VERSIONS}`,
  );
}

function checkAbort(rule: LifecycleRule): void {
  const abort = rule.AbortIncompleteMultipartUpload;
  if (!abort) return;
  const { tags, largerThan, smallerThan } = filterOf(rule);
  if (tags.length > 0) {
    throw invalidRequest("AbortIncompleteMultipartUpload cannot be specified with Tags.", "lifecycle");
  }
  if (largerThan !== undefined || smallerThan !== undefined) {
    throw invalidRequest("AbortIncompleteMultipartUpload cannot be specified with Object Size.", "lifecycle");
  }
  checkPositive("DaysAfterInitiation", "AbortIncompleteMultipartUpload", abort.DaysAfterInitiation ?? 0);
}

function checkPositive(member: string, action: string, days: number): void {
  if (Number.isInteger(days) && days > 0) return;
  throw invalid(`'${member}' for ${action} action must be a positive integer`);
}

function invalid(message: string) {
  return invalidArgument(message, undefined, "lifecycle");
}
