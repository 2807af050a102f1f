import { FILTER_NUMBER_SCALE } from "../limits.ts";
import { contains } from "./cidr.ts";
import type { Condition, Scalar, TextTest } from "./policy.ts";
import { fits } from "./wildcard.ts";

/** Whether one value meets a condition. Whether there is a value at all is asked elsewhere. */
export function holdsFor(condition: Exclude<Condition, { kind: "exists" }>, value: Scalar): boolean {
  switch (condition.kind) {
    case "equals":
      return same(condition.value, value);
    case "anything-but":
      return !condition.values.some((excluded) => same(excluded, value));
    case "anything-but-text":
      return !condition.values.some((excluded) => passes(condition.test, excluded, value));
    case "anything-but-wildcard":
      return !condition.patterns.some((excluded) => typeof value === "string" && fits(excluded, value));
    case "wildcard":
      return typeof value === "string" && fits(condition.pattern, value);
    case "cidr":
      return typeof value === "string" && contains(condition.range, value);
    case "numeric":
      return typeof value === "number" && within(condition, value);
    default:
      return passes(condition.kind, condition.value, value);
  }
}

function same(left: Scalar, right: Scalar): boolean {
  if (typeof left === "number" && typeof right === "number") return scaled(left) === scaled(right);
  return left === right;
}

function passes(test: TextTest, wanted: string, value: Scalar): boolean {
  if (typeof value !== "string") return false;
  if (test === "prefix") return value.startsWith(wanted);
  if (test === "suffix") return value.endsWith(wanted);
  return value.toLowerCase() === wanted.toLowerCase();
}

function within({ low, high }: Extract<Condition, { kind: "numeric" }>, value: number): boolean {
  const number = scaled(value);
  if (low && !(low.inclusive ? number >= scaled(low.value) : number > scaled(low.value))) return false;
  return !high || (high.inclusive ? number <= scaled(high.value) : number < scaled(high.value));
}

/** AWS compares numbers with five digits behind the point. */
function scaled(value: number): number {
  return Math.round(value * FILTER_NUMBER_SCALE);
}
