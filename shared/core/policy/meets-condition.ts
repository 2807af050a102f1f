import { NULL_OPERATOR } from "./operators/all.ts";
import type { Condition } from "./policy.ts";
import type { Variables } from "./variables.ts";

export type Lookup = (key: string) => readonly string[];

/**
 * Whether a request meets a condition. One of the values of a positive operator has to fit, and none of a negated one's.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function meetsCondition(condition: Condition, lookup: Lookup, variables: Variables): boolean {
  const { operator, set, ifExists, negated, key, values, tests } = condition;
  const actual = lookup(key);
  if (operator === NULL_OPERATOR)
    return values.some((wanted) => (wanted.toLowerCase() === "true") === (actual.length === 0));
  if (actual.length === 0) return set === "ForAllValues" || (set === undefined && (ifExists || negated));
  const fits = (value: string): boolean => {
    const found = tests.map((test) => test(value, variables));
    if (found.includes(undefined)) return false;
    return found.includes(true) !== negated;
  };
  // A key of one value is no set: without a set operator a negated condition has to hold for every value there is.
  if (set === "ForAllValues" || (set === undefined && negated)) return actual.every(fits);
  return actual.some(fits);
}
