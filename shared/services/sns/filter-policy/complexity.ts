import { MAX_FILTER_COMBINATIONS, MAX_WILDCARD_POINTS } from "../limits.ts";
import type { Condition, FilterPolicy } from "./policy.ts";

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
export function isTooComplex(policy: FilterPolicy): boolean {
  if (combinations(policy, 1, valuesAtDepth) > MAX_FILTER_COMBINATIONS) return true;
  return combinations(policy, 1, wildcardPoints) > MAX_WILDCARD_POINTS;
}

/** Keys multiply, the alternatives of an `$or` add up. */
function combinations(
  { all }: FilterPolicy,
  depth: number,
  weigh: (conditions: readonly Condition[], depth: number) => number,
): number {
  return all.reduce((product, one) => {
    if (one.kind === "key") return product * weigh(one.conditions, depth);
    if (one.kind === "nested") return product * combinations(one.policy, depth + 1, weigh);
    return product * one.policies.reduce((sum, policy) => sum + combinations(policy, depth, weigh), 0);
  }, 1);
}

/** A nested key's values count as often as it is deep. */
function valuesAtDepth(conditions: readonly Condition[], depth: number): number {
  return conditions.length * depth;
}

/** A pattern with one asterisk is a point, one with more is three, and every `anything-but` one. */
function wildcardPoints(conditions: readonly Condition[]): number {
  const points = conditions.reduce((sum, condition) => {
    if (condition.kind === "wildcard") return sum + (condition.pattern.parts.length > 2 ? 3 : 1);
    return condition.kind.startsWith("anything-but") ? sum + 1 : sum;
  }, 0);
  return Math.max(1, points);
}
