import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import { matchAttributes } from "../../../shared/services/sns/filter-policy/match.ts";
import { parseFilterPolicy } from "../../../shared/services/sns/filter-policy/parse.ts";

const text = (value: string): MessageAttributeValue => ({ DataType: "String", StringValue: value });
const number = (value: string): MessageAttributeValue => ({ DataType: "Number", StringValue: value });
const array = (...values: unknown[]): MessageAttributeValue => ({
  DataType: "String.Array",
  StringValue: JSON.stringify(values),
});
const binary: MessageAttributeValue = { DataType: "Binary", BinaryValue: new Uint8Array([1]) };

type Row = readonly [conditions: unknown[], value: MessageAttributeValue, matches: boolean];

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  "exact values": [
    [["rugby", "tennis"], text("tennis"), true],
    [["rugby"], text("Rugby"), false],
    [["rugby"], array("football", "rugby"), true],
    [["rugby"], array(), false],
    [["rugby"], { DataType: "String.Array", StringValue: "rugby" }, true],
    [["rugby"], { DataType: "String.Array", StringValue: '"rugby"' }, false],
    [["rugby"], { DataType: "String.sport", StringValue: "rugby" }, true],
    [[100], number("100"), true],
    [[100], number("1e2"), true],
    [[100], number("100.000001"), true],
    [[100], number("100.00001"), false],
    [[100], text("100"), false],
    [["100"], number("100"), false],
    [[100], array(100, "x"), true],
    [[true], array(true), true],
    [[true], array("true"), false],
    [[true], text("true"), false],
    [[null], array(null), true],
    [[null], text("null"), false],
    [["rugby"], binary, false],
  ],
  prefix: [
    [[{ prefix: "bas" }], text("baseball"), true],
    [[{ prefix: "bas" }], text("Baseball"), false],
    [[{ prefix: "bas" }], array("rugby", "basketball"), true],
    [[{ prefix: "1" }], number("100"), false],
    [[{ prefix: "" }], text("anything"), true],
    [["rugby", { prefix: "bas" }], text("rugby"), true],
  ],
  "suffix and any case": [
    [[{ suffix: "ball" }], text("baseball"), true],
    [[{ suffix: "ball" }], text("ballroom"), false],
    [[{ "equals-ignore-case": "Tennis" }], text("tENNIS"), true],
    [[{ "equals-ignore-case": "Tennis" }], text("tennis "), false],
  ],
  wildcard: [
    [[{ wildcard: "*.txt" }], text("a.txt"), true],
    [[{ wildcard: "*.txt" }], text("a.txt.gz"), false],
    [[{ wildcard: "a*b*c" }], text("abc"), true],
    [[{ wildcard: "a*b*c" }], text("a-b-c"), true],
    [[{ wildcard: "a*b*c" }], text("acb"), false],
    [[{ wildcard: "aba*aba" }], text("aba"), false],
    [[{ wildcard: "*" }], text("anything"), true],
    [[{ wildcard: "a" }], text("a"), true],
    [[{ wildcard: "a" }], text("ab"), false],
    [[{ wildcard: "a\\*b" }], text("a*b"), true],
    [[{ wildcard: "a\\*b" }], text("axb"), false],
    [[{ wildcard: "1*" }], number("100"), false],
    [[{ wildcard: "r*y" }], array("tennis", "rugby"), true],
    [[{ "anything-but": { wildcard: "*ball" } }], text("rugby"), true],
    [[{ "anything-but": { wildcard: ["*ball", "ten*"] } }], text("tennis"), false],
  ],
  cidr: [
    [[{ cidr: "10.0.0.0/24" }], text("10.0.0.255"), true],
    [[{ cidr: "10.0.0.0/24" }], text("10.0.1.0"), false],
    [[{ cidr: "10.0.0.77/24" }], text("10.0.0.1"), true],
    [[{ cidr: "0.0.0.0/0" }], text("203.0.113.9"), true],
    [[{ cidr: "10.0.0.0/24" }], text("10.0.0"), false],
    [[{ cidr: "10.0.0.0/24" }], text("::a00:1"), false],
    [[{ cidr: "2001:db8::/32" }], text("2001:db8:1234::1"), true],
    [[{ cidr: "2001:db8::/32" }], text("2001:db9::1"), false],
    [[{ cidr: "10.0.0.0/24" }], number("10"), false],
    [[{ cidr: "::/0" }], text("::1"), true],
    [[{ cidr: "::/0" }], text("1:2:3:4:5:6:7:8"), true],
    [[{ cidr: "::/0" }], text("1:2:3:4:5:6:7:8:9"), false],
    [[{ cidr: "::/0" }], text("1:2:3:4:5:6:7::8"), false],
    [[{ cidr: "::/0" }], text("1::2::3"), false],
    [[{ cidr: "0.0.0.0/0" }], text("10.0.0.256"), false],
  ],
  "anything-but": [
    [[{ "anything-but": ["rugby", "tennis"] }], text("baseball"), true],
    [[{ "anything-but": ["rugby", "tennis"] }], text("rugby"), false],
    [[{ "anything-but": "rugby" }], text("rugby"), false],
    [[{ "anything-but": ["rugby"] }], array("rugby", "baseball"), true],
    [[{ "anything-but": ["rugby"] }], array("rugby"), false],
    [[{ "anything-but": [100, 500] }], number("101"), true],
    [[{ "anything-but": [100, 500] }], number("100"), false],
    [[{ "anything-but": 100 }], number("1e2"), false],
    [[{ "anything-but": [100] }], { DataType: "Number.Array", StringValue: "[100, 50]" }, true],
    [[{ "anything-but": { prefix: "order-" } }], text("data-entry"), true],
    [[{ "anything-but": { prefix: "order-" } }], text("order-1"), false],
    [[{ "anything-but": { prefix: ["order-", "draft-"] } }], text("draft-1"), false],
    [[{ "anything-but": { suffix: "ball" } }], text("football"), false],
    [[{ "anything-but": { "equals-ignore-case": ["Tennis"] } }], text("TENNIS"), false],
  ],
  numeric: [
    [[{ numeric: ["=", 301.5] }], number("3.015e2"), true],
    [[{ numeric: ["=", 301.5] }], number("301.4"), false],
    [[{ numeric: ["<", 0] }], number("-1"), true],
    [[{ numeric: ["<", 0] }], number("0"), false],
    [[{ numeric: ["<=", 0] }], number("0"), true],
    [[{ numeric: [">", 0] }], number("0"), false],
    [[{ numeric: [">=", 0] }], number("0"), true],
    [[{ numeric: [">", 0, "<=", 150] }], number("150"), true],
    [[{ numeric: [">", 0, "<=", 150] }], number("150.1"), false],
    [[{ numeric: [">=", 0, "<", 150] }], number("150"), false],
    [[{ numeric: ["<", 0] }, { numeric: [">", 10] }], number("11"), true],
    [[{ numeric: ["<", 0] }, { numeric: [">", 10] }], number("5"), false],
    [[{ numeric: [">", 0] }], text("5"), false],
    [[{ numeric: [">", 0] }], array(-1, 5), true],
  ],
  exists: [
    [[{ exists: true }], text("x"), true],
    [[{ exists: true }], binary, false],
    [[{ exists: true }], array(null), false],
    [[{ exists: false }], text("x"), false],
  ],
};

describe.each(Object.entries(TABLES))("a filter policy with %s", (_, rows) => {
  it.each(rows)("%j on %j: %j", (conditions, value, matches) => {
    expect(match({ key: conditions }, { key: value }).matches).toBe(matches);
  });
});

describe("a filter policy", () => {
  const policy = { store: ["fans"], price: [{ numeric: [">", 10] }] };

  it("wants every key to match", () => {
    expect(match(policy, { store: text("fans"), price: number("11") }).matches).toBe(true);
    expect(match(policy, { store: text("fans"), price: number("9") }).matches).toBe(false);
    expect(match(policy, { price: number("11") }).matches).toBe(false);
  });

  it("ignores attributes that it doesn't name", () => {
    expect(match({ store: ["fans"] }, { store: text("fans"), other: text("x") }).matches).toBe(true);
  });

  it("wants an attribute that is not there only when the message has others, as AWS documents", () => {
    const absent = { store: [{ exists: false }] };
    expect(match(absent, { other: text("x") }).matches).toBe(true);
    expect(match(absent, {}).matches).toBe(false);
  });

  it("doesn't take an attribute for there because JavaScript objects inherit one", () => {
    expect(match({ constructor: [{ exists: true }] }, { other: text("x") }).matches).toBe(false);
    expect(match(JSON.parse('{"__proto__":["x"]}'), { other: text("x") }).matches).toBe(false);
  });
});

describe("the reason why a message was not wanted", () => {
  it("says what the policy wants and what the message has", () => {
    expect(match({ store: ["fans", { prefix: "f" }] }, { store: text("toys") })).toEqual({
      matches: false,
      reason: 'its filter policy wants the attribute "store" to be "fans" or begin with "f"; the message has "toys"',
    });
  });

  it("says that the attribute is not there", () => {
    expect(match({ store: ["fans"] }, {})).toMatchObject({ reason: expect.stringContaining("no such attribute") });
  });

  it.each([
    [{ numeric: [">=", 1, "<", 5] }, "be at least 1 and less than 5"],
    [{ numeric: ["=", 7] }, "be the number 7"],
    [{ "anything-but": ["a", "b"] }, 'be anything but "a", "b"'],
    [{ "anything-but": { suffix: "a" } }, 'not end with "a"'],
    [{ "equals-ignore-case": "a" }, 'be, in any case, "a"'],
    [{ exists: true }, "be there"],
    [{ wildcard: "x*" }, 'look like "x*"'],
    [{ "anything-but": { wildcard: "x*" } }, 'not look like "x*"'],
    [{ cidr: "10.0.0.0/8" }, "be an address in 10.0.0.0/8"],
  ])("puts %j into words", (condition, words) => {
    const value = "numeric" in condition ? number("99") : text("A");
    const verdict = match({ other: [condition], key: ["no"] }, { key: value });
    expect(verdict).toMatchObject({ matches: false, reason: expect.stringContaining(words) });
  });

  it("cuts long values and lists", () => {
    const verdict = match({ key: ["x"] }, { key: array("y".repeat(500), 2, 3, 4, 5, 6, 7) });
    expect(verdict).toMatchObject({ reason: expect.stringMatching(/"y{79}\.\.\., 2, 3, 4, 5, and 2 more$/) });
  });
});

function match(policy: unknown, attributes: Record<string, MessageAttributeValue>) {
  const refuse = (reason: string) => new ServiceError("InvalidParameter", reason);
  return matchAttributes(parseFilterPolicy(JSON.stringify(policy), "MessageAttributes", refuse), attributes);
}
