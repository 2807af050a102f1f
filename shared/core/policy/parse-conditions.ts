import { OPERATORS } from "./operators/all.ts";
import { type Condition, PolicyFault } from "./policy.ts";
import type { PolicyVersion } from "./version.ts";

/** Reads a Condition: operator, key, values. */
export function readConditions(value: unknown, version: PolicyVersion): Condition[] {
  return entriesOf(value).flatMap(([operator, keys]) =>
    entriesOf(keys).map(([key, values]) => readCondition(operator, key, values, version)),
  );
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;
/** `aws:SourceIp`, `s3:ExistingObjectTag/colour` */
const KEY = /^[A-Za-z0-9-]{1,64}:.{1,512}$/s;

function readCondition(spelled: string, key: string, value: unknown, version: PolicyVersion): Condition {
  const [, set, name = "", suffix] = OPERATOR.exec(spelled) ?? [];
  const operator = OPERATORS.get(name);
  // Null asks whether a key exists: with IfExists it would answer itself.
  if (!operator || (name === "Null" && suffix))
    throw new PolicyFault("condition", `Invalid Condition type : ${spelled}`);
  if (!KEY.test(key)) throw new PolicyFault("condition", "Policy has an invalid condition key");
  const values = valuesOf(value);
  const tests = values.map((text) => {
    const test = operator.read(text, version);
    if (!test) throw new PolicyFault("condition", `Invalid value for condition ${spelled} of ${key}`);
    return test;
  });
  return {
    operator: name,
    ...(set === "ForAllValues" || set === "ForAnyValue" ? { set } : {}),
    ifExists: suffix !== undefined,
    negated: operator.negated,
    key: key.toLowerCase(),
    values,
    tests,
  };
}

function valuesOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map((item) => {
    if (typeof item === "string") return item;
    if (typeof item === "number" || typeof item === "boolean") return String(item);
    throw new PolicyFault("condition", "Condition values must be strings, numbers or booleans");
  });
}

function entriesOf(value: unknown): [string, unknown][] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return Object.entries(value);
  throw new PolicyFault("condition", "Invalid policy syntax.");
}
