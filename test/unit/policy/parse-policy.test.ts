import { describe, expect, test } from "vitest";
import { isPublic } from "../../../shared/core/policy/is-public.ts";
import { parsePolicy } from "../../../shared/core/policy/parse-policy.ts";
import { addPermission, removePermission } from "../../../shared/core/policy/permission.ts";
import { PolicyFault } from "../../../shared/core/policy/policy.ts";
import { ALLOW_ALL, OWNER, policy, QUEUE, STRANGER } from "./support.ts";

function faultOf(text: string): PolicyFault {
  try {
    parsePolicy(text, { service: "sqs" });
  } catch (error) {
    if (error instanceof PolicyFault) return error;
    throw error;
  }
  throw new Error(`no fault in ${text}`);
}

const without = (name: string) => Object.fromEntries(Object.entries(ALLOW_ALL).filter(([key]) => key !== name));

describe("refused", () => {
  test.each([
    ["", "json", "Policies must be valid JSON and the first byte must be '{'"],
    ["[]", "json", "Policies must be valid JSON and the first byte must be '{'"],
    ["{", "json", "This policy contains invalid Json"],
    ["{}", "statement", "Missing required field Statement"],
    ['{"Statement":[]}', "statement", "Missing required field Statement"],
    ['{"Statement":"all"}', "statement", "Invalid policy syntax."],
    ['{"Version":"2020-01-01","Statement":[]}', "version", "The policy must contain a valid version string"],
    ['{"Statements":[]}', "statement", "Unknown field Statements"],
    ['{"__proto__":{},"Statement":[]}', "statement", "Unknown field __proto__"],
  ])("%s", (text, part, message) => {
    expect(faultOf(text)).toMatchObject({ part, message });
  });

  const WRONG: readonly [statement: object, part: string, message?: string][] = [
    [without("Effect"), "effect", "Missing required field Effect"],
    [without("Principal"), "principal", "Missing required field Principal"],
    [without("Action"), "action", "Missing required field Action"],
    [without("Resource"), "resource", "Missing required field Resource"],
    [{ ...ALLOW_ALL, Effect: "allow" }, "effect", "Invalid effect : allow"],
    [{ ...ALLOW_ALL, NotAction: "sqs:*" }, "statement", "Invalid policy syntax."],
    [{ ...ALLOW_ALL, Colour: "red" }, "statement", "Unknown field Colour"],
    [{ ...ALLOW_ALL, Action: "s3:GetObject" }, "action", "Policy has invalid action"],
    [{ ...ALLOW_ALL, Action: [] }, "action", "Policy has invalid action"],
    [{ ...ALLOW_ALL, Resource: 5 }, "resource", "Policy has invalid resource"],
    [{ ...ALLOW_ALL, Principal: "all" }, "principal", "Invalid principal in policy"],
    [{ ...ALLOW_ALL, Principal: {} }, "principal", "Invalid principal in policy"],
    [{ ...ALLOW_ALL, Principal: { AWS: "12" } }, "principal", "Invalid principal in policy"],
    [{ ...ALLOW_ALL, Principal: { AWS: `arn:aws:iam::${OWNER}:role/*` } }, "principal", "Invalid principal in policy"],
    [{ ...ALLOW_ALL, Principal: { AWS: `arn:aws:iam::${OWNER}:group/a` } }, "principal", "Invalid principal in policy"],
    [{ ...ALLOW_ALL, Condition: { Equals: { "aws:a": "" } } }, "condition", "Invalid Condition type : Equals"],
    [{ ...ALLOW_ALL, Condition: { NullIfExists: { "aws:a": "true" } } }, "condition"],
    [{ ...ALLOW_ALL, Condition: { StringEquals: { colour: "" } } }, "condition", "Policy has an invalid condition key"],
    [{ ...ALLOW_ALL, Condition: { IpAddress: { "aws:SourceIp": "1.2.3" } } }, "condition"],
    [{ ...ALLOW_ALL, Condition: { NumericEquals: { "aws:a": "many" } } }, "condition"],
    [{ ...ALLOW_ALL, Condition: { StringEquals: { "aws:a": null } } }, "condition"],
    [{ ...ALLOW_ALL, Condition: "none" }, "condition", "Invalid policy syntax."],
  ];

  test.each(WRONG)("%j", (statement, part, message) => {
    const fault = faultOf(JSON.stringify({ Statement: statement }));
    expect(fault.part).toBe(part);
    if (message !== undefined) expect(fault.message).toBe(message);
  });

  test("two statements of one id", () => {
    const twice = { ...ALLOW_ALL, Sid: "a" };
    expect(faultOf(JSON.stringify({ Statement: [twice, twice] })).message).toContain("must be unique");
  });
});

test("the older version takes variables for text", () => {
  const text = JSON.stringify({ Statement: { ...ALLOW_ALL, Resource: "$" + "{aws:username}" } });
  expect(parsePolicy(text, { service: "sqs" }).statements[0]?.resources.items[0]?.fixed).toHaveLength(15);
});

describe("public", () => {
  const when = (Condition: object) => isPublic(policy({ ...ALLOW_ALL, Condition }));

  test("is what allows something to everybody", () => {
    expect(isPublic(policy(ALLOW_ALL))).toBe(true);
    expect(isPublic(policy({ ...ALLOW_ALL, Effect: "Deny" }))).toBe(false);
    expect(isPublic(policy({ ...ALLOW_ALL, Principal: { AWS: STRANGER } }))).toBe(false);
    expect(isPublic(policy({ ...ALLOW_ALL, Principal: { Service: "sns.amazonaws.com" } }))).toBe(false);
  });

  test("is not what a condition narrows down to fixed values", () => {
    expect(when({ StringEquals: { "aws:PrincipalOrgID": "o-1" } })).toBe(false);
    expect(when({ StringLike: { "aws:SourceVpc": "vpc-*" } })).toBe(true);
    expect(when({ StringNotEquals: { "aws:SourceVpc": "vpc-1" } })).toBe(true);
    expect(when({ StringEqualsIfExists: { "aws:SourceVpc": "vpc-1" } })).toBe(true);
    expect(when({ StringEquals: { "aws:UserAgent": "curl" } })).toBe(true);
  });

  test("is a range of addresses that is too broad", () => {
    expect(when({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } })).toBe(false);
    expect(when({ IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"] } })).toBe(true);
    expect(when({ IpAddress: { "aws:SourceIp": "2001:db8::/16" } })).toBe(true);
  });
});

describe("permissions", () => {
  const permission = { sid: "share", accounts: [STRANGER], actions: ["SQS:SendMessage"], resource: QUEUE };

  test("are added as AWS writes them, and removed by their label", () => {
    const text = addPermission(undefined, permission, `${QUEUE}/SQSDefaultPolicy`);
    expect(JSON.parse(text)).toEqual({
      Version: "2008-10-17",
      Id: `${QUEUE}/SQSDefaultPolicy`,
      Statement: [
        {
          Sid: "share",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${STRANGER}:root` },
          Action: "SQS:SendMessage",
          Resource: QUEUE,
        },
      ],
    });
    expect(parsePolicy(text, { service: "sqs" }).statements).toHaveLength(1);
    const more = addPermission(text, { ...permission, sid: "more", actions: ["SQS:*", "SQS:A"] }, "");
    expect(removePermission(more, "more")).toBe(text);
    expect(removePermission(text, "more")).toBeUndefined();
    expect(removePermission(text, "share")).toBe("");
  });

  test("have labels of their own", () => {
    const text = addPermission(undefined, permission, "");
    expect(() => addPermission(text, permission, "")).toThrow(PolicyFault);
  });
});
