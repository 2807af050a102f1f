import { Raw } from "./mutate-value.ts";

/** JSON of a tree that has been tampered with, and so may hold anything. */
export function writeJson(value: unknown): string {
  if (value instanceof Raw) return value.text;
  if (value instanceof Date) return String(value.getTime() / 1000);
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString("base64"));
  if (Array.isArray(value)) return `[${value.map(writeJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${writeJson(member)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** What stands in a form, a header or XML for a value that is no text. */
export function textOfValue(value: unknown, date: "iso" | "http" = "iso"): string {
  if (value instanceof Date) return date === "iso" ? value.toISOString() : value.toUTCString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (typeof value === "string") return value;
  return writeJson(value);
}
