import type { MessageAttributes } from "../model.ts";
import type { Scalar } from "./policy.ts";

/** What a policy is held against: a message's attributes, its body, or an object within its body. */
export interface Subject {
  /** How a key is called in a sentence. */
  readonly noun: string;
  /** What a key holds; none when it isn't there. An array offers each of its elements. */
  values(name: string): readonly Scalar[];
  exists(name: string): boolean;
  /** Without it `{"exists": false}` doesn't hold. */
  readonly hasAnything: boolean;
  /** The objects under a key: those in an array are looked at one by one. */
  within(name: string): readonly Subject[];
}

/**
 * AWS ignores binary attributes, takes each element of a String.Array by itself, and documents that a message without any
 * attribute doesn't match {"exists": false}.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export function attributeSubject(attributes: MessageAttributes): Subject {
  const values = (name: string) => attributeValues(attributes, name);
  return {
    noun: "attribute",
    values,
    exists: (name) => values(name).some((value) => value !== null),
    hasAnything: Object.keys(attributes).length > 0,
    within: () => [],
  };
}

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

type JsonObject = Readonly<Record<string, unknown>>;

/** A message's body for a filter policy of scope MessageBody; undefined when it is no JSON object. */
export function bodySubject(text: string): Subject | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? objectSubject(parsed) : undefined;
  } catch {
    return undefined;
  }
}

function objectSubject(object: JsonObject): Subject {
  const elementsOf = (name: string) => (Object.hasOwn(object, name) ? elements(object[name]) : []);
  const values = (name: string) => elementsOf(name).filter(isScalar);
  return {
    noun: "body's key",
    values,
    // Only leaves count: an object is no value, an empty array has none.
    exists: (name) => values(name).length > 0,
    hasAnything: true,
    within(name) {
      const objects = elementsOf(name).filter(isObject);
      // What isn't there has no keys: {"exists": false} below it holds.
      return objects.length > 0 ? objects.map(objectSubject) : [objectSubject({})];
    },
  };
}

/** Arrays within arrays are looked into so deep. */
const MAX_DEPTH = 100;

/** An array offers its elements; AWS looks into arrays of arrays too. */
function elements(value: unknown, depth = 0): readonly unknown[] {
  if (!Array.isArray(value) || depth > MAX_DEPTH) return [value];
  return value.flatMap((element) => elements(element, depth + 1));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value !== "object";
}
