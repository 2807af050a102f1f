import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { HttpError } from "../../../shared/rest/http-error.ts";
import { refuseUnknown, validate } from "../../../shared/rest/validate.ts";

const schema = z.strictObject({
  name: z.string().min(1).max(5),
  count: z.int().min(1).max(10).optional(),
  kind: z.enum(["a", "b"]).optional(),
  on: z.boolean().optional(),
  tags: z.array(z.string()).max(2).optional(),
  redrive: z.strictObject({ queue: z.string() }).optional(),
  mode: z.strictObject({ speed: z.enum(["slow", "fast"]) }).optional(),
  folder: z.string().startsWith("/").optional(),
  list: z.array(z.strictObject({ size: z.int(), waitSeconds: z.int().optional() })).optional(),
  either: z.strictObject({ messageBody: z.string().optional() }).nullable().default(null),
});

function issuesOf(value: unknown): unknown {
  try {
    validate(schema, value, "body");
  } catch (error) {
    expect((error as HttpError).code).toBe("ValidationError");
    return (error as HttpError).details.issues;
  }
  return "valid";
}

describe("validation", () => {
  it.each([
    [{}, "name", "is missing"],
    [{ name: 1 }, "name", "must be a text"],
    [{ name: null }, "name", "must be a text"],
    [{ name: "" }, "name", "must have at least 1 character"],
    [{ name: "abcdef" }, "name", "must have at most 5 characters"],
    [{ name: "a", count: "1" }, "count", "must be a number"],
    [{ name: "a", count: 1.5 }, "count", "must be a whole number"],
    [{ name: "a", count: 11 }, "count", "must be at most 10"],
    [{ name: "a", count: 0 }, "count", "must be at least 1"],
    [{ name: "a", count: 1e308 }, "count", "must be at most 10"],
    [{ name: ["a", "b", "c", "d", "e", "f"] }, "name", "must be a text"],
    [{ name: "a", tags: "long" }, "tags", "must be a list"],
    [{ name: "a", mode: {} }, "mode.speed", 'is missing: it must be one of "slow", "fast"'],
    [{ name: "a", folder: "x" }, "folder", 'must begin with "/"'],
    [{ name: "a", kind: "c" }, "kind", 'must be one of "a", "b"'],
    [{ name: "a", on: "yes" }, "on", "must be true or false"],
    [{ name: "a", tags: {} }, "tags", "must be a list"],
    [{ name: "a", tags: ["x", 2] }, "tags.1", "must be a text"],
    [{ name: "a", tags: ["x", "y", "z"] }, "tags", "must have at most 2 elements"],
    [{ name: "a", colour: "blue" }, "colour", "is not known here"],
    [{ name: "a", redrive: { queue: "q", colour: 1 } }, "redrive.colour", "is not known here"],
    [JSON.parse('{"name":"a","__proto__":{"x":1}}'), "__proto__", "is not known here"],
    [[], "", "must be an object"],
    ["text", "", "must be an object"],
    [null, "", "must be an object"],
    [undefined, "", "is missing"],
  ])("says of %j that %j %s", (value, path, message) => {
    expect(issuesOf(value)).toEqual([{ in: "body", path, message }]);
  });

  it.each([
    [{ name: "a", cuont: 1 }, "cuont", "count"],
    [{ name: "a", Count: 1 }, "Count", "count"],
    [{ name: "a", redrive: { Queue: "q" } }, "redrive.Queue", "queue"],
    [{ name: "a", mode: { speed: "slow", speedFactor: 2 } }, "mode.speedFactor", "speed"],
    [{ name: "a", list: [{ size: 1, wait: 2 }] }, "list.0.wait", "waitSeconds"],
    [{ name: "a", either: { message: "x" } }, "either.message", "messageBody"],
  ])("says of %j what %j may have been meant as", (value, path, meant) => {
    const message = `is not known here: perhaps ${meant}`;
    expect(issuesOf(value)).toContainEqual({ in: "body", path, message });
  });

  it("tells everything at once, in a sentence each", () => {
    expect(() => validate(schema, { count: 0, colour: 1 }, "body")).toThrow(
      "name is missing. count must be at least 1. colour is not known here.",
    );
  });

  it("gives back what the schema makes of the value", () => {
    const query = z.strictObject({ limit: z.coerce.number().default(100) });
    expect(validate(query, { limit: "7" }, "query")).toEqual({ limit: 7 });
    expect(validate(query, {}, "query")).toEqual({ limit: 100 });
  });

  it("keeps a schema's own words", () => {
    const even = z.strictObject({ cpu: z.number().refine((cpu) => cpu === 256, "must be 256 here") });
    expect(() => validate(even, { cpu: 1 }, "body")).toThrow("cpu must be 256 here.");
  });

  it("shows a bounded number of issues", () => {
    const nonsense = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`m${index}`, 1]));
    expect((issuesOf({ name: "a", ...nonsense }) as unknown[]).length).toBeLessThanOrEqual(20);
  });

  it("refuses names where there is no schema", () => {
    expect(() => refuseUnknown([], "query")).not.toThrow();
    expect(() => refuseUnknown(["colour"], "query")).toThrow("colour is not known here.");
  });
});
