import type { z } from "zod";
import { HttpError } from "./http-error.ts";
import { knownNames } from "./known-names.ts";
import { nearestName } from "./nearest.ts";

/** One thing that is wrong with a request. */
export interface Issue {
  readonly in: "path" | "query" | "body";
  /** `redrivePolicy.maxReceiveCount`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** Enough to mend a request by; a client's nonsense may have thousands. */
const MAX_ISSUES = 20;

/** Checks a part of a request and gives back what the schema makes of it. Throws a ValidationError with every issue. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: Issue["in"],
): z.output<Schema> {
  const result = schema.safeParse(value, { error: sentence });
  if (result.success) return result.data;
  throw invalid(telling(result.error.issues).flatMap((issue) => describe(issue, where, schema)));
}

/** Refuses what a route without a schema for it was sent. */
export function refuseUnknown(names: readonly string[], where: Issue["in"]): void {
  if (names.length > 0) throw invalid(names.map((name) => unknownName([name], where)));
}

function invalid(issues: readonly Issue[]): HttpError {
  const shown = issues.slice(0, MAX_ISSUES);
  const detail = shown.map(({ in: where, path, message }) => `${path || `The ${where}`} ${message}.`).join(" ");
  return new HttpError(400, "ValidationError", detail, { details: { issues: shown } });
}

/**
 * The issues that help. A schema goes on to measure what is of the wrong type, and holds whole numbers to its own bounds besides
 * the member's.
 */
function telling(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  return issues.filter((issue) => {
    if (issue.code !== "too_big" && issue.code !== "too_small") return true;
    const others = issues.filter((other) => other !== issue && samePath(other, issue));
    if (others.some(({ code }) => code === "invalid_type")) return false;
    return issue.code === "too_small" || !others.some((other) => isTighter(other, issue));
  });
}

function isTighter(other: z.core.$ZodIssue, issue: z.core.$ZodIssueTooBig): boolean {
  return other.code === "too_big" && other.maximum < issue.maximum;
}

function samePath(one: z.core.$ZodIssue, other: z.core.$ZodIssue): boolean {
  return one.path.length === other.path.length && one.path.every((part, index) => part === other.path[index]);
}

function describe(issue: z.core.$ZodIssue, where: Issue["in"], schema: z.ZodType): readonly Issue[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const names = knownNames(schema, issue.path);
    return issue.keys.slice(0, MAX_ISSUES).map((key) => unknownName([...path, key], where, nearestName(key, names)));
  }
  return [{ in: where, path: path.join("."), message: issue.message }];
}

function unknownName(path: readonly string[], where: Issue["in"], meant?: string): Issue {
  const message = `is not known here${meant === undefined ? "" : `: perhaps ${meant}`}`;
  return { in: where, path: path.join(".").slice(0, 100), message };
}

/** Issues as the second half of a sentence that begins with the member's name. A schema's own message goes before it. */
function sentence(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is missing" : `must be ${article(issue.expected)}`;
    case "too_small":
      return bound(issue.origin, "at least", Number(issue.minimum), issue.inclusive === false);
    case "too_big":
      return bound(issue.origin, "at most", Number(issue.maximum), issue.inclusive === false);
    case "invalid_value": {
      const choice = `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
      return issue.input === undefined ? `is missing: it ${choice}` : choice;
    }
    case "invalid_format":
      if (issue.format === "starts_with") return `must begin with ${JSON.stringify(issue.prefix)}`;
      return issue.pattern ? `must look like ${issue.pattern}` : `must be a valid ${issue.format}`;
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_union":
      return issue.input === undefined ? "is missing" : "has none of the shapes that are allowed here";
    default:
      return undefined;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
};

function article(expected: string): string {
  return KINDS[expected] ?? `of type ${expected}`;
}

function bound(origin: string, word: "at least" | "at most", limit: number, exclusive: boolean): string {
  if (origin === "string") return `must have ${word} ${limit} character${limit === 1 ? "" : "s"}`;
  if (origin === "array" || origin === "set") return `must have ${word} ${limit} element${limit === 1 ? "" : "s"}`;
  if (exclusive) return `must be ${word === "at least" ? "more" : "less"} than ${limit}`;
  return `must be ${word} ${limit}`;
}
