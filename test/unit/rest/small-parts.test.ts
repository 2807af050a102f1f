import { describe, expect, it } from "vitest";
import type { DocTerm } from "../../../shared/core/docs.ts";
import { createDocIndex } from "../../../shared/rest/doc-index.ts";
import { notBuiltYet } from "../../../shared/rest/not-built.ts";
import { decodePath, decodeQuery } from "../../../shared/rest/percent.ts";
import { readRegion } from "../../../shared/rest/region.ts";

describe("the region of a request", () => {
  it.each(["us-east-1", "eu-central-2", "ap-southeast-7", "us-gov-west-1", "cn-north-1", "eusc-de-east-1"])(
    "may be %s",
    (region) => {
      expect(readRegion(region, false)).toBe(region);
    },
  );

  it("is us-east-1 when nothing is said", () => {
    expect(readRegion(undefined, false)).toBe("us-east-1");
  });

  it("may be every region on a list only", () => {
    expect(readRegion("*", true)).toBe("*");
    expect(() => readRegion("*", false)).toThrow("Only lists go across all regions");
  });

  it.each([["", "us-east", "US-EAST-1", "us-east-1/..", "us-east-1 ", "us_east_1", "a".repeat(5000)], [["x", "y"]]])(
    "is refused when it is no region",
    (...regions) => {
      for (const region of regions.flat()) {
        expect(() => readRegion(region, true)).toThrow(expect.objectContaining({ code: "InvalidRegion" }));
      }
      expect(() => readRegion(["us-east-1", "us-east-2"], true)).toThrow("one AWS region");
    },
  );
});

describe("percent-decoding", () => {
  it("leaves a plus alone in a path and takes it for a space in a query", () => {
    expect(decodePath("a+b%2Bc")).toBe("a+b+c");
    expect(decodeQuery("a+b%2Bc")).toBe("a b+c");
  });
});

describe("parts that are not built yet", () => {
  it.each(["/v1/functions", "/v1/functions/f/invocations", "/v1/lessons/queues/check", "/v1/playground/bill"])(
    "are known at %s",
    (path) => {
      expect(notBuiltYet(path)).toMatch(/not built yet.*Meanwhile|costs anything/);
    },
  );

  it("are not everything that begins alike", () => {
    expect(notBuiltYet("/v1/functionsx")).toBeUndefined();
    expect(notBuiltYet("/v1/buckets//presign")).toBeUndefined();
    expect(notBuiltYet("/v1/buckets/presign")).toBeUndefined();
  });
});

describe("the index of the help", () => {
  const term = (name: string, aliases: readonly string[] = []): DocTerm => ({
    term: name,
    title: name,
    kind: "concept",
    summary: "",
    body: "",
    references: [],
    aliases,
  });
  const index = createDocIndex([
    term("visibility-timeout", ["in flight"]),
    term("dead-letter-queue", ["dlq", "queue"]),
    term("queue"),
  ]);

  it.each([
    ["visibility-timeout", "visibility-timeout"],
    ["Visibility Timeout", "visibility-timeout"],
    ["visibility_timeout", "visibility-timeout"],
    ["In-Flight", "visibility-timeout"],
    ["DLQ", "dead-letter-queue"],
  ])("finds %s", (wanted, found) => {
    expect(index.find(wanted)?.term).toBe(found);
  });

  it("prefers a term to another's alias", () => {
    expect(index.find("queue")?.term).toBe("queue");
  });

  it("does not find what is not there", () => {
    expect(index.find("toString")).toBeUndefined();
  });

  it("lists in order, and refuses two explanations of one term", () => {
    expect(index.list().map(({ term }) => term)).toEqual(["dead-letter-queue", "queue", "visibility-timeout"]);
    expect(() => createDocIndex([term("queue"), term("queue")])).toThrow("two docs explain queue");
  });
});
