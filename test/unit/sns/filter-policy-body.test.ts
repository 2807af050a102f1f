import { describe, expect, it } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import { matchAttributes, matchBody } from "../../../shared/services/sns/filter-policy/match.ts";
import { parseFilterPolicy } from "../../../shared/services/sns/filter-policy/parse.ts";

const refuse = (reason: string) => new ServiceError("InvalidParameter", reason);

function wants(policy: unknown, body: unknown): boolean {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return matchBody(parseFilterPolicy(JSON.stringify(policy), "MessageBody", refuse), text).matches;
}

function reasonOf(policy: unknown, body: unknown): string {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const verdict = matchBody(parseFilterPolicy(JSON.stringify(policy), "MessageBody", refuse), text);
  return verdict.matches ? "" : verdict.reason;
}

describe("a filter policy on the body", () => {
  it.each([
    [{ object: { key: ["a"] } }, { object: { key: "a" } }, true],
    [{ object: { key: ["a"] } }, { object: { key: "b" } }, false],
    [{ object: { key: ["a"] } }, { object: "a" }, false],
    [{ object: { key: ["a"] } }, { key: "a" }, false],
    [{ a: [1], b: { c: [true] } }, { a: 1, b: { c: true } }, true],
    [{ a: [null] }, { a: null }, true],
    [{ a: [null] }, {}, false],
    [{ a: ["x"] }, { a: ["y", "x"] }, true],
    [{ a: [{ "anything-but": "x" }] }, {}, false],
    [{ a: [{ exists: true }] }, { a: null }, true],
    [{ a: [{ exists: true }] }, { a: { b: 1 } }, false],
    [{ a: [{ exists: false }] }, {}, true],
    [{ a: [{ exists: false }] }, { a: [] }, true],
    [{ a: { b: [{ exists: false }] } }, { c: 1 }, true],
    [{ a: { b: [{ exists: false }] } }, { a: { b: 0 } }, false],
    [{ a: ["__proto__"] }, { a: "__proto__" }, true],
    [{ __proto: ["x"], toString: [{ exists: false }] }, { __proto: "x" }, true],
  ])("%j holds of %j: %j", (policy, body, matches) => {
    expect(wants(policy, body)).toBe(matches);
  });

  it.each(["plain text", '["a"]', "17", "null", "{", ""])("never holds of %j, which is no JSON object", (body) => {
    expect(reasonOf({ a: [{ exists: false }] }, body)).toContain("no JSON object");
  });

  // AWS's recorded scenario test_filter_policy_on_message_body_array_of_object_attributes lets these two through.
  describe("of records", () => {
    const policy = {
      Records: { s3: { object: { key: [{ prefix: "auto-" }] } }, eventName: [{ prefix: "ObjectCreated:" }] },
    };
    const created = { eventName: "ObjectCreated:Put", s3: { object: { key: "auto-insurance-2314.xml", size: 17 } } };
    const removed = { eventName: "ObjectRemoved:Delete", s3: { object: { key: "home-insurance-2314.xml", size: 17 } } };

    it("looks into arrays of objects, and arrays of arrays", () => {
      expect(wants(policy, { Records: [created] })).toBe(true);
      expect(wants(policy, { Records: [{ ...created, s3: { object: [[created.s3.object]] } }, removed] })).toBe(true);
    });

    it("wants all keys of one and the same element", () => {
      const mixed = [
        { ...created, s3: removed.s3 },
        { ...removed, s3: created.s3 },
      ];
      expect(wants(policy, { Records: mixed })).toBe(false);
    });
  });

  // The five messages that AWS's recorded scenario test_filter_policy_on_message_body_or_attribute lets through, and two more.
  it.each([
    [{ detail: { source: "aws.cloudwatch", scope: "Service" }, metricName: "CPUUtilization" }, true],
    [{ detail: { type: "CloudWatch Alarm State Change", scope: "Service" }, metricName: "CPUUtilization" }, true],
    [{ detail: { source: "aws.cloudwatch", scope: "Service" }, namespace: "AWS/EC2" }, true],
    [{ detail: { source: "aws.cloudwatch", scope: "Service" } }, false],
    [{ detail: { scope: "Service" }, metricName: "CPUUtilization" }, false],
  ])("takes one of the alternatives of each $or: %j is %j", (body, matches) => {
    const policy = {
      $or: [{ metricName: ["CPUUtilization", "ReadLatency"] }, { namespace: ["AWS/EC2", "AWS/ES"] }],
      detail: {
        scope: ["Service"],
        $or: [{ source: ["aws.cloudwatch"] }, { type: ["CloudWatch Alarm State Change"] }],
      },
    };
    expect(wants(policy, body)).toBe(matches);
  });

  it("says by their whole path what failed and what the message has", () => {
    expect(reasonOf({ order: { kind: ["book"] } }, { order: { kind: "toy" } })).toBe(
      'its filter policy wants the body\'s key "order.kind" to be "book"; the message has "toy"',
    );
    expect(reasonOf({ order: { kind: ["book"] } }, {})).toContain("the message has no such body's key");
    expect(reasonOf({ $or: [{ a: ["x"] }, { b: ["y"] }] }, { a: 1 })).toMatch(
      /^none of its alternatives holds: .*; or /,
    );
  });

  it("counts only the keys at the top, and a nested key's values as often as it is deep", () => {
    const six = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, ["x"]]));
    expect(() => parseFilterPolicy(JSON.stringify({ a: { b: six } }), "MessageBody", refuse)).toThrow("too complex");
    const five = { a: { b: ["x"], c: ["x"] }, d: ["x"], e: ["x"], f: ["x"], g: ["x"] };
    expect(parseFilterPolicy(JSON.stringify(five), "MessageBody", refuse).all).toHaveLength(5);
    const deep = (count: number) =>
      JSON.stringify({ a: { b: { c: Array.from({ length: count }, (_, index) => index) } } });
    expect(() => parseFilterPolicy(deep(51), "MessageBody", refuse)).toThrow("too complex");
    expect(parseFilterPolicy(deep(50), "MessageBody", refuse).all).toHaveLength(1);
  });
});

describe("$or on attributes", () => {
  it("holds when one of its policies does, and the rest of the policy too", () => {
    const policy = { kind: ["a"], $or: [{ x: ["1"] }, { y: ["2"], z: ["3"] }] };
    const parsed = parseFilterPolicy(JSON.stringify(policy), "MessageAttributes", refuse);
    const has = (values: Record<string, string>) => {
      const pairs = Object.entries(values).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]);
      return matchAttributes(parsed, Object.fromEntries(pairs)).matches;
    };
    expect(has({ kind: "a", x: "1" })).toBe(true);
    expect(has({ kind: "a", y: "2", z: "3" })).toBe(true);
    expect(has({ kind: "a", y: "2" })).toBe(false);
    expect(has({ x: "1" })).toBe(false);
  });
});
