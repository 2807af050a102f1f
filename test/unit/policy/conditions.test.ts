import { describe, expect, test } from "vitest";
import { conditionsOf } from "../../../shared/core/policy/decide.ts";
import { ANONYMOUS, account, meets, OWNER } from "./support.ts";

const KEY = "aws:Probe";

/** Each row: operator, value of the policy, value of the request that fits, one that does not. */
const PAIRS: readonly [operator: string, opposite: string, wanted: string, fits: string, fitsNot: string][] = [
  ["StringEquals", "StringNotEquals", "a*", "a*", "ab"],
  ["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "Ab", "aB", "abc"],
  ["StringLike", "StringNotLike", "a*?", "abc", "Abc"],
  ["NumericEquals", "NumericNotEquals", "10", "10.0", "1e1"],
  ["DateEquals", "DateNotEquals", "2026-01-31T00:00:00Z", "1769817600", "2026-01-31T00:00:01Z"],
  ["IpAddress", "NotIpAddress", "203.0.113.0/24", "203.0.113.9", "203.0.114.9"],
  ["IpAddress", "NotIpAddress", "2001:db8::/32", "2001:db8::1", "2001:db9::1"],
  ["ArnEquals", "ArnNotEquals", "arn:aws:sns:*:1:news", "arn:aws:sns:us-east-1:1:news", "arn:aws:sns:a:b:1:news"],
  ["ArnLike", "ArnNotLike", "arn:aws:s3:::up*", "arn:aws:s3:::uploads", "arn:aws:s3:::downloads"],
];

describe.each(PAIRS)("%s and %s with %s", (operator, opposite, wanted, fits, fitsNot) => {
  test("say the opposite of each other", () => {
    for (const [value, expected] of [
      [fits, true],
      [fitsNot, false],
    ] as const) {
      expect(meets({ [operator]: { [KEY]: wanted } }, { [KEY]: [value] })).toBe(expected);
      expect(meets({ [opposite]: { [KEY]: wanted } }, { [KEY]: [value] })).toBe(!expected);
    }
  });

  test("without the key the first fails and its opposite holds; with IfExists both hold", () => {
    expect(meets({ [operator]: { [KEY]: wanted } }, {})).toBe(false);
    expect(meets({ [opposite]: { [KEY]: wanted } }, {})).toBe(true);
    expect(meets({ [`${operator}IfExists`]: { [KEY]: wanted } }, {})).toBe(true);
    expect(meets({ [`${operator}IfExists`]: { [KEY]: wanted } }, { [KEY]: [fitsNot] })).toBe(false);
  });
});

test.each([
  ["NumericLessThan", "10", ["9"], ["10", "11", "x"]],
  ["NumericLessThanEquals", "10", ["9", "10"], ["11"]],
  ["NumericGreaterThan", "10", ["10.5"], ["10", "9"]],
  ["NumericGreaterThanEquals", "10", ["10", "11"], ["9.99"]],
  ["DateLessThan", "2026-02-01", ["2026-01-31T23:59:59Z"], ["2026-02-01T00:00:00Z"]],
  ["DateGreaterThanEquals", "2026-02-01", ["2026-02-01T00:00:00Z"], ["2026-01-31T23:59:59Z"]],
  ["Bool", "true", ["true", "TRUE"], ["false", "1"]],
  ["BinaryEquals", "QmluYXJ5", ["QmluYXJ5"], ["QmluYXJ6"]],
])("%s %s holds for %j and not for %j", (operator, wanted, fitting, others) => {
  for (const value of fitting) expect(meets({ [operator]: { [KEY]: wanted } }, { [KEY]: [value] })).toBe(true);
  for (const value of others) expect(meets({ [operator]: { [KEY]: wanted } }, { [KEY]: [value] })).toBe(false);
});

describe("several", () => {
  test("values of the policy are alternatives, and of a negated operator all excluded", () => {
    const values = { [KEY]: ["a", "b"] };
    expect(meets({ StringEquals: values }, { [KEY]: ["b"] })).toBe(true);
    expect(meets({ StringNotEquals: values }, { [KEY]: ["b"] })).toBe(false);
    expect(meets({ StringNotEquals: values }, { [KEY]: ["c"] })).toBe(true);
  });

  test("keys and operators must all hold", () => {
    const both = { StringEquals: { "aws:a": "1", "aws:b": "2" }, Bool: { "aws:c": true } };
    expect(meets(both, { "aws:a": ["1"], "aws:b": ["2"], "aws:c": ["true"] })).toBe(true);
    expect(meets(both, { "aws:a": ["1"], "aws:b": ["3"], "aws:c": ["true"] })).toBe(false);
    expect(meets(both, { "aws:a": ["1"], "aws:b": ["2"], "aws:c": ["false"] })).toBe(false);
  });

  test("values of the request are a set", () => {
    const any = { "ForAnyValue:StringEquals": { [KEY]: ["a", "b"] } };
    const all = { "ForAllValues:StringEquals": { [KEY]: ["a", "b"] } };
    expect([meets(any, { [KEY]: ["b", "c"] }), meets(all, { [KEY]: ["b", "c"] })]).toEqual([true, false]);
    expect([meets(any, { [KEY]: ["b", "a"] }), meets(all, { [KEY]: ["b", "a"] })]).toEqual([true, true]);
    expect([meets(any, {}), meets(all, {})]).toEqual([false, true]);
  });
});

test("Null asks whether a key is there", () => {
  expect(meets({ Null: { [KEY]: "true" } }, {})).toBe(true);
  expect(meets({ Null: { [KEY]: "true" } }, { [KEY]: ["a"] })).toBe(false);
  expect(meets({ Null: { [KEY]: false } }, { [KEY]: ["a"] })).toBe(true);
});

test("keys are compared without case", () => {
  expect(meets({ StringEquals: { "AWS:sourceip": "::1" } }, { "aws:SourceIp": ["::1"] })).toBe(true);
});

test("a variable without a value lets a condition fail, negated or not", () => {
  const wanted = { [KEY]: "$" + "{aws:username}" };
  expect(meets({ StringEquals: wanted }, { [KEY]: ["a"], "aws:username": ["a"] })).toBe(true);
  expect(meets({ StringEquals: wanted }, { [KEY]: ["a"] })).toBe(false);
  expect(meets({ StringNotEquals: wanted }, { [KEY]: ["a"] })).toBe(false);
  expect(meets({ StringLike: { [KEY]: "$" + "{*}b" } }, { [KEY]: ["*b"] })).toBe(true);
  expect(meets({ StringLike: { [KEY]: "$" + "{*}b" } }, { [KEY]: ["ab"] })).toBe(false);
});

describe("what a request shows", () => {
  const now = Date.parse("2026-01-31T12:00:00Z");
  const region = "us-east-1";

  test("of its client and its instant", () => {
    const client = { sourceIp: "203.0.113.9", userAgent: "curl/8", secure: false };
    expect(conditionsOf({ principal: ANONYMOUS, client, now, region })).toMatchObject({
      "aws:SourceIp": ["203.0.113.9"],
      "aws:UserAgent": ["curl/8"],
      "aws:SecureTransport": ["false"],
      "aws:CurrentTime": ["2026-01-31T12:00:00.000Z"],
      "aws:EpochTime": ["1769860800"],
      "aws:PrincipalType": ["Anonymous"],
    });
  });

  test("of a role's session: the role's ARN, not the session's", () => {
    const principal = account(OWNER, `arn:aws:sts::${OWNER}:assumed-role/reader/ada`);
    expect(conditionsOf({ principal, now, region })).toMatchObject({
      "aws:PrincipalArn": [`arn:aws:iam::${OWNER}:role/reader`],
      "aws:PrincipalType": ["AssumedRole"],
      "aws:PrincipalAccount": [OWNER],
      "aws:MultiFactorAuthPresent": ["false"],
      "aws:ViaAWSService": ["false"],
    });
    // Of a key that does not end AWS says nothing of a second factor.
    const root = conditionsOf({ principal: account(OWNER), now, region });
    expect(root).not.toHaveProperty("aws:MultiFactorAuthPresent");
  });

  test("of a service: for which resource of whose it acts", () => {
    const sourceArn = `arn:aws:sns:us-east-1:${OWNER}:news`;
    const principal = { kind: "service", service: "sns.amazonaws.com", sourceArn } as const;
    const conditions = conditionsOf({ principal, now, region });
    expect(conditions).toMatchObject({ "aws:SourceArn": [sourceArn], "aws:SourceAccount": [OWNER] });
    expect(conditions).not.toHaveProperty("aws:SecureTransport");
  });
});
