import { negative, type Operator, positive } from "./operator.ts";

/** An integer or a decimal number: not hexadecimal, not empty, as `Number` would have it. */
const NUMBER = /^\s*[+-]?\d{1,40}(?:\.\d{1,40})?\s*$/;

export function readNumber(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}

type Compare = (actual: number, wanted: number) => boolean;

const EQUALS: Compare = (actual, wanted) => actual === wanted;

/** Compares what both sides read as; what doesn't read fits nothing. */
function measuring(readValue: (text: string) => number | undefined, compare: Compare): Operator["read"] {
  return (text) => {
    const wanted = readValue(text);
    if (wanted === undefined) return undefined;
    return (value) => {
      const actual = readValue(value);
      return actual !== undefined && compare(actual, wanted);
    };
  };
}

/** NumericEquals and the like, or, on instants, DateEquals and the like. */
export function ordering(prefix: string, readValue: (text: string) => number | undefined): Record<string, Operator> {
  return {
    [`${prefix}Equals`]: positive(measuring(readValue, EQUALS)),
    [`${prefix}NotEquals`]: negative(measuring(readValue, EQUALS)),
    [`${prefix}LessThan`]: positive(measuring(readValue, (actual, wanted) => actual < wanted)),
    [`${prefix}LessThanEquals`]: positive(measuring(readValue, (actual, wanted) => actual <= wanted)),
    [`${prefix}GreaterThan`]: positive(measuring(readValue, (actual, wanted) => actual > wanted)),
    [`${prefix}GreaterThanEquals`]: positive(measuring(readValue, (actual, wanted) => actual >= wanted)),
  };
}

export const NUMERIC_OPERATORS: Readonly<Record<string, Operator>> = ordering("Numeric", readNumber);
