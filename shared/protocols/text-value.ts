import type { Member, TimestampFormat } from "./model.ts";
import { readTimestamp, writeTimestamp } from "./timestamp.ts";

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;

/** Says in a protocol's own words that a text is not of a type. */
export type BadText = (text: string, type: Member["type"]) => Error;

/** Reads what XML, forms, headers and query parameters have: texts that stand for values. */
export function textReader(member: Member, bad: BadText): (text: string) => unknown {
  const { type } = member;
  switch (type) {
    case "string":
      return (text) => text;
    case "boolean":
      return (text) => {
        if (text === "true") return true;
        if (text === "false") return false;
        throw bad(text, type);
      };
    case "integer":
    case "long":
      return (text) => {
        const value = /^[+-]?\d{1,19}$/.test(text) ? Number(text) : Number.NaN;
        const fits = type === "integer" ? value >= INT32_MIN && value <= INT32_MAX : Number.isSafeInteger(value);
        if (!fits) throw bad(text, type);
        return value;
      };
    case "float":
    case "double":
      return (text) => {
        if (!/^[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,4})?$/.test(text)) throw bad(text, type);
        return Number(text);
      };
    case "timestamp":
      return (text) => {
        const date = readTimestamp(text.trim());
        if (!date) throw bad(text, type);
        return date;
      };
    case "blob":
      return (text) => {
        const bytes = readBase64(text);
        if (!bytes) throw bad(text, type);
        return bytes;
      };
    default:
      throw new Error(`A ${type} is no text`);
  }
}

/** Undefined when the text is no base64. */
export function readBase64(text: string): Uint8Array | undefined {
  const packed = /\s/.test(text) ? text.replace(/\s+/g, "") : text;
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return undefined;
  return Buffer.from(packed, "base64");
}

export function writeText(value: unknown, timestamps: TimestampFormat): string {
  if (value instanceof Date) return writeTimestamp(value, timestamps);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length).toString("base64");
  return String(value);
}
