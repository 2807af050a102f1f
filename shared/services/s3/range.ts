import type { ByteRange } from "../../ports/blob-store.ts";
import { invalidRange } from "./errors.ts";

/**
 * The bytes that a Range header asks for; undefined when it asks for all of them. As S3 does, one range is understood, several or
 * a malformed one are passed over and the whole object answered, and one that begins behind the end is refused with 416.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (!match || header === undefined) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return undefined;
  if (first === "") return suffix(Number(last), size, header);
  const start = Number(first);
  if (last !== "" && Number(last) < start) return undefined;
  if (start >= size) throw invalidRange(header, size);
  return { start, end: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}

/** `bytes=-5`: the last five. */
function suffix(length: number, size: number, header: string): ByteRange {
  if (length === 0 || size === 0) throw invalidRange(header, size);
  return { start: Math.max(0, size - length), end: size - 1 };
}

/** `bytes 0-9/100`. */
export function contentRange({ start, end }: ByteRange, size: number): string {
  return `bytes ${start}-${end}/${size}`;
}
