import { ordering, readNumber } from "./numbers.ts";
import type { Operator } from "./operator.ts";

/** `2026-01-31T12:00:00Z` and its shorter forms, https://www.w3.org/TR/NOTE-datetime */
const INSTANT = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?)?)?$/;
/** A number of at most four digits is a year. */
const YEAR_DIGITS = 4;

/** Epoch milliseconds of ISO 8601 or of seconds since 1970. */
function readInstant(text: string): number | undefined {
  const trimmed = text.trim();
  if (INSTANT.test(trimmed)) {
    const instant = Date.parse(trimmed);
    return Number.isNaN(instant) ? undefined : instant;
  }
  const seconds = trimmed.length > YEAR_DIGITS ? readNumber(trimmed) : undefined;
  return seconds === undefined ? undefined : seconds * 1000;
}

export const DATE_OPERATORS: Readonly<Record<string, Operator>> = ordering("Date", readInstant);
