import type { ServiceError } from "../../../core/errors.ts";
import { MAX_FILTER_KEYS } from "../limits.ts";
import type { FilterPolicyScope } from "../model.ts";
import { isTooComplex } from "./complexity.ts";
import { readConditions } from "./operators.ts";
import type { FilterPolicy, Requirement } from "./policy.ts";
import { Refusal } from "./refusal.ts";
import { type Member, type ObjectSource, readSource, type Source } from "./source.ts";

/** Keys that would look like operators within `$or`. The list is that of AWS's rule language. */
const RESERVED_WITHIN_OR = new Set([
  ...["exactly", "equals-ignore-case", "prefix", "suffix", "anything-but", "exists", "wildcard", "numeric", "cidr"],
  ...["=", "<", "<=", ">", ">=", "regex", "not-wildcard", "not-equals-ignore-case"],
  ...["date-after", "date-on-or-after", "date-before", "date-on-or-before", "in-date-range"],
  ...["ip-address-in-range", "ip-address-not-in-range"],
]);

/**
 * Reads a filter policy; `refuse` puts the operation's own words before AWS's reason.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export function parseFilterPolicy(
  text: string,
  scope: FilterPolicyScope,
  refuse: (reason: string) => ServiceError,
): FilterPolicy {
  const refusal = new Refusal(text, refuse);
  const source = readSource(text);
  if (!source) throw refusal.notJson();
  if (source.kind !== "object") throw refusal.on(source, "Filter is not an object");
  const policy = readObject(source, refusal, false);
  // AWS finds the mistakes within nested keys before it refuses the nesting.
  if (scope === "MessageAttributes" && isNested(policy))
    throw refusal.plain("Filter policy scope MessageAttributes does not support nested filter policy");
  if (keysOf(policy).size > MAX_FILTER_KEYS)
    throw refusal.plain(`Filter policy can not have more than ${MAX_FILTER_KEYS} keys`);
  if (isTooComplex(policy)) throw refusal.plain("Filter policy is too complex");
  return policy;
}

function readObject(source: ObjectSource, refusal: Refusal, withinOr: boolean): FilterPolicy {
  if (source.members.length === 0) throw refusal.at(source.end, "Empty objects are not allowed");
  const all = new Map<string, Requirement>();
  for (const [index, member] of source.members.entries()) {
    const requirement = readMember(member, refusal, withinOr);
    // The last of two equal keys counts; each $or counts.
    const place = requirement.kind === "or" ? `$or ${index}` : `key ${requirement.name}`;
    all.set(place, requirement);
  }
  return { all: [...all.values()] };
}

function readMember({ name, nameEnd, value }: Member, refusal: Refusal, withinOr: boolean): Requirement {
  if (name === "$or") return { kind: "or", policies: readAlternatives(value, refusal) };
  if (withinOr && RESERVED_WITHIN_OR.has(name))
    throw refusal.at(nameEnd, `${name} is Ruler reserved fieldName which cannot be used inside $or.`);
  if (value.kind === "object") return { kind: "nested", name, policy: readObject(value, refusal, withinOr) };
  if (value.kind === "array") return { kind: "key", name, conditions: readConditions(value, refusal) };
  throw refusal.on(value, `"${name}" must be an object or an array`);
}

function readAlternatives(source: Source, refusal: Refusal): FilterPolicy[] {
  if (source.kind !== "array") throw refusal.on(source, "It must be an Array followed with $or.");
  const policies = source.items.map((item) => {
    if (item.kind !== "object") throw refusal.on(item, "Only JSON object is allowed in array of $or relationship.");
    return readObject(item, refusal, true);
  });
  if (policies.length < 2) throw refusal.at(source.end, "There must have at least 2 Objects in $or relationship.");
  return policies;
}

function isNested({ all }: FilterPolicy): boolean {
  return all.some((one) => one.kind === "nested" || (one.kind === "or" && one.policies.some(isNested)));
}

/** The keys that count: those at the top, also of alternatives, but nothing below them. */
function keysOf({ all }: FilterPolicy): Set<string> {
  const names = all.flatMap((one) =>
    one.kind === "or" ? one.policies.flatMap((each) => [...keysOf(each)]) : [one.name],
  );
  return new Set(names);
}
