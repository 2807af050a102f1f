import type { TimestampFormat } from "./model.ts";

/** An instant as a protocol writes it: seconds since 1970 as JSON's numbers, ISO 8601 in XML, RFC 9110's date in headers. */
export function writeTimestamp(date: Date, format: TimestampFormat): string {
  if (format === "epoch-seconds") return String(date.getTime() / 1000);
  return format === "http-date" ? date.toUTCString() : date.toISOString();
}

/** Undefined when the text is no instant. Every protocol of AWS's takes each format, whatever its own is. */
export function readTimestamp(text: string): Date | undefined {
  if (/^-?\d{1,13}(\.\d{1,9})?$/.test(text)) return validDate(Number(text) * 1000);
  const looksRight = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?|$)/.test(text) || /^[A-Z][a-z]{2,8}, \d/.test(text);
  return looksRight && text.length <= MAX_TIMESTAMP_LENGTH ? validDate(Date.parse(text)) : undefined;
}

const MAX_TIMESTAMP_LENGTH = 40;

function validDate(milliseconds: number): Date | undefined {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
