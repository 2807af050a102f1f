import { describe, expect, test } from "vitest";
import { checkPostPolicy } from "../../../shared/services/s3/post-policy.ts";

const NOW = Date.UTC(2026, 0, 1);
const BASE = { expiration: "2026-01-01T00:00:01Z" };

function check(policy: unknown, fields: Readonly<Record<string, string>> = {}) {
  const text = typeof policy === "string" ? policy : JSON.stringify(policy);
  return checkPostPolicy(Buffer.from(text).toString("base64"), new Map(Object.entries(fields)), "photos", NOW);
}

const conditions = (...list: unknown[]) => ({ ...BASE, conditions: list });

describe("a form's policy", () => {
  test("allows what its conditions name, by equality, beginning or a map", () => {
    const policy = conditions(
      { bucket: "photos" },
      ["eq", "$acl", "private"],
      ["starts-with", "$Key", "user/"],
      ["starts-with", "$x-amz-meta-a", ""],
    );
    const fields = {
      acl: "private",
      key: "user/me/a.jpg",
      "x-amz-meta-a": "anything",
      "x-ignore-this": "x",
      policy: "p",
    };
    expect(check(policy, fields)).toEqual({});
  });

  test("says how large the file may be", () => {
    expect(check(conditions(["content-length-range", 5, "10"]))).toEqual({ min: 5, max: 10 });
  });

  test("holds each of several content types", () => {
    const policy = conditions(["starts-with", "$Content-Type", "image/"]);
    expect(check(policy, { "content-type": "image/png,image/gif" })).toEqual({});
    expect(() => check(policy, { "content-type": "image/png,text/html" })).toThrow("Policy Condition failed");
  });

  test.each<[string, unknown, Record<string, string>, string]>([
    [
      "another value",
      conditions(["starts-with", "$success_action_redirect", "http://localhost"]),
      { success_action_redirect: "HTTP://localhost" },
      'Invalid according to Policy: Policy Condition failed: ["starts-with", "$success_action_redirect", "http://localhost"]',
    ],
    [
      "no value",
      conditions(["eq", "$key", ""]),
      {},
      'Invalid according to Policy: Policy Condition failed: ["eq", "$key", ""]',
    ],
    [
      "another bucket",
      conditions({ bucket: "other" }),
      {},
      'Invalid according to Policy: Policy Condition failed: ["eq", "$bucket", "other"]',
    ],
    [
      "an operator that there is not",
      conditions(["ends-with", "$key", "a"]),
      { key: "a" },
      'Invalid according to Policy: Policy Condition failed: ["ends-with", "$key", "a"]',
    ],
    [
      "a range that is none",
      conditions(["content-length-range", "test", 10]),
      {},
      'Invalid according to Policy: Policy Condition failed: ["content-length-range", "test", "10"]',
    ],
    [
      "fields that it does not name",
      conditions(),
      { key: "a", tagging: "x" },
      "Invalid according to Policy: Extra input fields: key, tagging",
    ],
    [
      "its time",
      { expiration: "2026-01-01T00:00:00Z", conditions: [] },
      {},
      "Invalid according to Policy: Policy expired.",
    ],
  ])("refuses %s", (_, policy, fields, message) => {
    expect(() => check(policy, fields)).toThrow(
      expect.objectContaining({ code: "AccessDenied", status: 403, message }),
    );
  });

  test.each<[string, unknown]>([
    ["no JSON", "{"],
    ["a list", []],
    ["no expiration", { conditions: [] }],
    ["an expiration that is none", { expiration: "tomorrow", conditions: [] }],
    ["no conditions", BASE],
    ["conditions that are no list", { ...BASE, conditions: {} }],
    ["a condition of two parts", conditions(["eq", "$key"])],
    ["a condition that is a text", conditions("eq")],
  ])("is no policy with %s", (_, policy) => {
    expect(() => check(policy)).toThrow(expect.objectContaining({ code: "InvalidPolicyDocument", status: 400 }));
  });
});
