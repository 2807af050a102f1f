import { FILTER_NUMBER_SCALE } from "../limits.ts";
import type { MessageAttributes } from "../model.ts";
import type { Condition, FilterKey, FilterPolicy, Scalar, TextTest } from "./policy.ts";
import { conditionsInWords, valuesInWords } from "./words.ts";

/** Whether a subscription wants a message; if not, a sentence that says which key failed and what the message has there. */
export type Verdict = { readonly matches: true } | { readonly matches: false; readonly reason: string };

export function matchFilterPolicy({ keys }: FilterPolicy, attributes: MessageAttributes = {}): Verdict {
  const hasAttributes = Object.keys(attributes).length > 0;
  for (const key of keys) {
    const values = attributeValues(attributes, key.name);
    if (!key.conditions.some((condition) => holds(condition, values, hasAttributes)))
      return { matches: false, reason: explain(key, values) };
  }
  return { matches: true };
}

function explain({ name, conditions }: FilterKey, values: readonly Scalar[]): string {
  const wanted = `its filter policy wants the attribute "${name}" to ${conditionsInWords(conditions)}`;
  const found = values.length === 0 ? "the message has no such attribute" : `the message has ${valuesInWords(values)}`;
  return `${wanted}; ${found}`;
}

/**
 * The values that an attribute offers to a policy; none when it is absent. AWS ignores binary attributes, and takes each
 * element of a String.Array by itself. https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
function attributeValues(attributes: MessageAttributes, name: string): readonly Scalar[] {
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  const { DataType = "", StringValue = "" } = attribute ?? {};
  if (!attribute || DataType.startsWith("Binary")) return [];
  if (DataType.endsWith(".Array")) return arrayValues(StringValue);
  return [DataType.startsWith("Number") ? Number(StringValue) : StringValue];
}

function arrayValues(text: string): readonly Scalar[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(isScalar) : [text];
  } catch {
    return [text];
  }
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value !== "object";
}

function holds(condition: Condition, values: readonly Scalar[], hasAttributes: boolean): boolean {
  if (condition.kind === "exists") {
    const exists = values.some((value) => value !== null);
    // AWS documents that a message without any attribute doesn't match {"exists": false}.
    return condition.exists ? exists : !exists && hasAttributes;
  }
  return values.some((value) => holdsFor(condition, value));
}

function holdsFor(condition: Exclude<Condition, { kind: "exists" }>, value: Scalar): boolean {
  switch (condition.kind) {
    case "equals":
      return same(condition.value, value);
    case "anything-but":
      return !condition.values.some((excluded) => same(excluded, value));
    case "anything-but-text":
      return !condition.values.some((excluded) => passes(condition.test, excluded, value));
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
