import { type Members, once, type Structures } from "../compiled.ts";
import type { Member, Structure } from "../model.ts";
import { readBase64 } from "../text-value.ts";
import { readTimestamp } from "../timestamp.ts";

/** What was sent is not of the type that the model says; AWS calls it a SerializationException. */
export class JsonTypeError extends Error {}

export type JsonReader = (value: unknown) => unknown;

/** Compiles strict readers for a model's structures. Members that the model doesn't know are passed over, as AWS does. */
export function jsonReaders(structures: Structures): (name: string) => (value: unknown) => Members {
  return once<(value: unknown) => Members>((name, self) =>
    compile(structures(name), (shape) => (value) => self(shape)(value)),
  );
}

type Nested = (shape: string) => JsonReader;

function compile({ members }: Structure, nested: Nested): (value: unknown) => Members {
  const slots = new Map<string, JsonReader>();
  for (const [name, member] of Object.entries(members)) {
    if (member.in === undefined || member.in === "payload") slots.set(name, reader(member, nested));
  }
  return (value) => {
    if (!isObject(value)) throw new JsonTypeError(unexpected(value, "Expected structure or null"));
    const found: Members = {};
    for (const name in value) {
      const member = value[name];
      // AWS takes null for a member that was left out.
      if (member === null) continue;
      const read = slots.get(name);
      if (read) found[name] = read(member);
    }
    return found;
  };
}

function reader(member: Member, nested: Nested): JsonReader {
  switch (member.type) {
    case "structure":
      return nested(member.shape);
    case "list": {
      const one = reader(member.member, nested);
      return (value) => {
        if (!Array.isArray(value)) throw new JsonTypeError(unexpected(value, "Expected list or null"));
        return value.map((entry) => {
          if (entry === null) throw new JsonTypeError("A list has no place for null");
          return one(entry);
        });
      };
    }
    case "map":
      return mapReader(reader(member.value, nested));
    case "document":
      return (value) => value;
    default:
      return simpleReader(member);
  }
}

/** No prototype, so that a key may have any name. */
function mapReader(one: JsonReader): JsonReader {
  return (value) => {
    if (!isObject(value)) throw new JsonTypeError(unexpected(value, "Expected map or null"));
    const map: Members = Object.create(null);
    for (const [name, entry] of Object.entries(value)) if (entry !== null) map[name] = one(entry);
    return map;
  };
}

const MAX_INT32 = 2 ** 31 - 1;

function simpleReader({ type }: Member): JsonReader {
  switch (type) {
    case "string":
      return (value) => {
        if (typeof value !== "string") throw cannotConvert(value, "String");
        return value;
      };
    case "boolean":
      return (value) => {
        if (typeof value !== "boolean") throw cannotConvert(value, "Boolean");
        return value;
      };
    case "integer":
    case "long":
      return (value) => {
        const most = type === "integer" ? MAX_INT32 : Number.MAX_SAFE_INTEGER;
        if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= most) return value;
        throw cannotConvert(value, type === "integer" ? "Integer" : "Long");
      };
    case "timestamp":
      return (value) => {
        const date = typeof value === "number" || typeof value === "string" ? readTimestamp(String(value)) : undefined;
        if (!date) throw cannotConvert(value, "Date");
        return date;
      };
    case "blob":
      return (value) => {
        const bytes = typeof value === "string" ? readBase64(value) : undefined;
        if (!bytes) throw cannotConvert(value, "Blob");
        return bytes;
      };
    default:
      return (value) => {
        if (typeof value !== "number") throw cannotConvert(value, "Double");
        return value;
      };
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/* AWS's sentences, as its JSON services have been seen to say them. */

function cannotConvert(value: unknown, type: string): JsonTypeError {
  const token = tokenOf(value);
  if (token === undefined) return new JsonTypeError(unexpected(value, ""));
  return new JsonTypeError(`${token} can not be converted to a${/^[AI]/.test(type) ? "n" : ""} ${type}`);
}

function unexpected(value: unknown, otherwise: string): string {
  if (Array.isArray(value)) return "Start of list found where not expected";
  return isObject(value) ? "Start of structure or map found where not expected." : otherwise;
}

function tokenOf(value: unknown): string | undefined {
  if (typeof value === "boolean") return value ? "TRUE_VALUE" : "FALSE_VALUE";
  if (typeof value === "number") return Number.isInteger(value) ? "NUMBER_VALUE" : "DECIMAL_VALUE";
  return typeof value === "string" ? "STRING_VALUE" : undefined;
}
