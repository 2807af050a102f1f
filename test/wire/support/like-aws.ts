import { expect } from "vitest";

/** What stands for placeholders: equal ones are equal values, different ones differ. */
export type Names = Map<string, string>;

const PLACEHOLDER = /^<[^<>]+>$/;

/**
 * Holds an answer of ours to a recorded one, member by member. AWS's Python client made the recordings, so what it adds by itself
 * (EncodingType) and how it reads (numbers, status codes as error codes) is taken off.
 */
export function expectLikeAws(answer: object, recording: object, names: Names = new Map()): void {
  expect(plain(answer)).toEqual(fill(plain(recording), plain(answer), names));
}

/** As JSON has it, without what is only the transport's. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return "datetime";
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(
    ([name, one]) => one !== undefined && !NOT_COMPARED.includes(name) && !(name === "EncodingType" && one === "url"),
  );
  return Object.fromEntries(members.map(([name, one]) => [name, NUMBERS.includes(name) ? String(one) : plain(one)]));
}

const NOT_COMPARED = ["$metadata", "ResponseMetadata", "Location", "Expires", "ExpiresString", "DisplayName"];
/** Which the one client reads as numbers and the other as texts. */
const NUMBERS = ["PartNumberMarker", "NextPartNumberMarker"];

function fill(recorded: unknown, actual: unknown, names: Names): unknown {
  if (typeof recorded === "string") return filledText(recorded, actual, names);
  if (Array.isArray(recorded)) {
    const others: readonly unknown[] = Array.isArray(actual) ? actual : [];
    return recorded.map((one, index) => fill(one, others[index], names));
  }
  if (typeof recorded !== "object" || recorded === null) return recorded;
  const other = (typeof actual === "object" && actual !== null ? actual : {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(recorded).map(([name, one]) => [name, fill(one, other[name], names)]));
}

/** Names that differ from recording to recording, where only their own is taken for them. */
const ANYTHING = ["bucket", "i-d", "display-name", "owner-id", "<owner-id>"];

function filledText(recorded: string, actual: unknown, names: Names): unknown {
  if (typeof actual !== "string") return recorded;
  if (ANYTHING.includes(recorded)) return actual;
  if (!PLACEHOLDER.test(recorded)) return recorded;
  const known = names.get(recorded);
  if (known !== undefined) return known;
  // Another placeholder's value is not this one's.
  if ([...names.values()].includes(actual)) return recorded;
  names.set(recorded, actual);
  return actual;
}
