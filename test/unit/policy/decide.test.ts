import { describe, expect, test } from "vitest";
import { decide, mayAct } from "../../../shared/core/policy/decide.ts";
import { ALLOW_ALL, ANONYMOUS, account, ask, OWNER, policy, QUEUE, STRANGER } from "./support.ts";

const DENY_ALL = { ...ALLOW_ALL, Effect: "Deny" };
const SNS = { kind: "service", service: "sns.amazonaws.com" } as const;

describe("the decision", () => {
  test("without a policy or a statement that fits is an implicit deny", () => {
    expect(decide(undefined, ask())).toBe("implicitDeny");
    expect(decide(policy({ ...ALLOW_ALL, Action: "sqs:ReceiveMessage" }), ask())).toBe("implicitDeny");
  });

  test("is a deny when one fits, wherever it stands", () => {
    expect(decide(policy(ALLOW_ALL, DENY_ALL), ask())).toBe("explicitDeny");
    expect(decide(policy(DENY_ALL, ALLOW_ALL), ask())).toBe("explicitDeny");
  });
});

test("whose the resource is can be asked like anything else", () => {
  const of = (owner: string) => policy({ ...ALLOW_ALL, Condition: { StringEquals: { "aws:ResourceAccount": owner } } });
  expect(decide(of(OWNER), ask())).toBe("allow");
  expect(decide(of(STRANGER), ask())).toBe("implicitDeny");
});

describe("who may", () => {
  test("the owner's account, its roles and users may without a policy, unless one denies it", () => {
    const reader = account(OWNER, `arn:aws:sts::${OWNER}:assumed-role/reader/ada`);
    expect(mayAct(undefined, ask({ principal: account(OWNER) }))).toBe(true);
    expect(mayAct(undefined, ask({ principal: reader }))).toBe(true);
    expect(mayAct(policy(DENY_ALL), ask({ principal: account(OWNER) }))).toBe(false);
  });

  test("another account, and nobody in particular, need an allow", () => {
    for (const principal of [account(STRANGER), ANONYMOUS]) {
      expect(mayAct(undefined, ask({ principal }))).toBe(false);
      expect(mayAct(policy(ALLOW_ALL), ask({ principal }))).toBe(true);
    }
  });

  test("a service may for a resource of the owner's account; for another's it needs an allow", () => {
    const of = (number: string) => ({ ...SNS, sourceArn: `arn:aws:sns:us-east-1:${number}:news` });
    expect(mayAct(undefined, ask({ principal: of(OWNER) }))).toBe(true);
    expect(mayAct(undefined, ask({ principal: of(STRANGER) }))).toBe(false);
    expect(
      mayAct(policy({ ...ALLOW_ALL, Principal: { Service: SNS.service } }), ask({ principal: of(STRANGER) })),
    ).toBe(true);
  });

  test("a bucket's ARN names no account, so its owner is said beside it", () => {
    const principal = { kind: "service", service: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::uploads" } as const;
    expect(mayAct(undefined, ask({ principal }))).toBe(false);
    expect(mayAct(undefined, ask({ principal: { ...principal, sourceAccount: OWNER } }))).toBe(true);
  });

  test("the playground's own housekeeping acts for no resource and may", () => {
    expect(mayAct(undefined, ask({ principal: { ...SNS, sourceArn: "" } }))).toBe(true);
  });
});

describe("principals", () => {
  const session = account(STRANGER, `arn:aws:sts::${STRANGER}:assumed-role/reader/ada`);
  const user = account(STRANGER, `arn:aws:iam::${STRANGER}:user/staff/ada`);
  const allowed = (rule: object, principal = session) => {
    const { Principal: _, ...rest } = ALLOW_ALL;
    return decide(policy({ ...rest, ...rule }), ask({ principal })) === "allow";
  };

  test.each([
    ["everybody", "*", true, true],
    ["everybody of AWS", { AWS: "*" }, true, true],
    ["an account by its number", { AWS: STRANGER }, true, true],
    ["an account by its root", { AWS: [`arn:aws:iam::${STRANGER}:root`] }, true, true],
    ["another account", { AWS: OWNER }, false, false],
    ["a role", { AWS: `arn:aws:iam::${STRANGER}:role/staff/reader` }, true, false],
    ["another role", { AWS: `arn:aws:iam::${STRANGER}:role/read` }, false, false],
    ["one session of a role", { AWS: `arn:aws:sts::${STRANGER}:assumed-role/reader/ada` }, true, false],
    ["another session", { AWS: `arn:aws:sts::${STRANGER}:assumed-role/reader/bob` }, false, false],
    ["a user", { AWS: `arn:aws:iam::${STRANGER}:user/staff/ada` }, false, true],
    ["one of several", { AWS: [OWNER, STRANGER], Service: "sns.amazonaws.com" }, true, true],
    ["CloudFront", { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EX" }, false, false],
    ["a service", { Service: "sns.amazonaws.com" }, false, false],
    ["a provider", { Federated: "accounts.google.com" }, false, false],
  ])("%s", (_, Principal, ofSession, ofUser) => {
    expect([allowed({ Principal }), allowed({ Principal }, user)]).toEqual([ofSession, ofUser]);
    expect([allowed({ NotPrincipal: Principal }), allowed({ NotPrincipal: Principal }, user)]).toEqual([
      !ofSession,
      !ofUser,
    ]);
  });

  test("an account by its canonical user id", () => {
    const id = "edf4ed0e3e5cbe0dfbda2b82f8ba24bf26ff5a0ac4e1c1af0c9e06c8fd3e0f4d";
    expect(allowed({ Principal: { CanonicalUser: id } })).toBe(false);
  });

  test("a service in one region is that service", () => {
    const principal = { ...SNS, sourceArn: `arn:aws:sns:eu-west-1:${STRANGER}:news` };
    const rule = { ...ALLOW_ALL, Principal: { Service: "sns.eu-west-1.amazonaws.com" } };
    expect(decide(policy(rule), ask({ principal }))).toBe("allow");
  });
});

describe("actions and resources", () => {
  const allows = (statement: object, changes = {}) =>
    decide(policy({ Effect: "Allow", Principal: "*", Resource: "*", ...statement }), ask(changes)) === "allow";

  test("are compared without case, with wildcards", () => {
    expect(allows({ Action: "SQS:sendmessage" })).toBe(true);
    expect(allows({ Action: "sqs:Send*" })).toBe(true);
    expect(allows({ Action: "sqs:*Message" })).toBe(true);
    expect(allows({ Action: "sqs:SendMessag" })).toBe(false);
    expect(allows({ Action: ["sqs:ReceiveMessage", "*"] })).toBe(true);
  });

  test("are all others, negated", () => {
    expect(allows({ NotAction: "sqs:ReceiveMessage" })).toBe(true);
    expect(allows({ NotAction: "sqs:*" })).toBe(false);
    const { Resource: _, ...rest } = ALLOW_ALL;
    expect(decide(policy({ ...rest, NotResource: QUEUE }), ask())).toBe("implicitDeny");
    expect(decide(policy({ ...rest, NotResource: `${QUEUE}-dead` }), ask())).toBe("allow");
  });

  test.each([
    [QUEUE, true],
    [`arn:aws:sqs:*:${OWNER}:orders`, true],
    [`arn:aws:sqs:us-east-1:${OWNER}:order?`, true],
    [`arn:aws:sqs:us-east-1:${OWNER}:*`, true],
    [`arn:aws:sqs:us-east-1:${STRANGER}:*`, false],
    [`arn:aws:sqs:us-east-1:${OWNER}:order`, false],
    ["arn:aws:sqs:*:orders", false],
    ["arn:aws:sqs:*", false],
  ])("the resource %s", (Resource, fits) => {
    expect(allows({ Action: "*", Resource })).toBe(fits);
  });

  test("a wildcard in the last part reaches over slashes and colons", () => {
    const resource = "arn:aws:s3:::uploads/a/b:c";
    expect(allows({ Action: "*", Resource: "arn:aws:s3:::uploads/*" }, { resource })).toBe(true);
    expect(allows({ Action: "*", Resource: "arn:aws:s3:::upload/*" }, { resource })).toBe(false);
  });

  test("variables are filled in, their values taken as they are", () => {
    const Resource = `arn:aws:sqs:us-east-1:${OWNER}:\${aws:username}`;
    const withName = (name: string) => ({ conditions: { "aws:username": [name] } });
    expect(allows({ Action: "*", Resource }, withName("orders"))).toBe(true);
    expect(allows({ Action: "*", Resource }, withName("*"))).toBe(false);
    expect(allows({ Action: "*", Resource })).toBe(false);
    expect(allows({ Action: "*", Resource: Resource.replace("}", ", 'orders'}") })).toBe(true);
  });

  test("a pattern of many wildcards is decided at once", () => {
    const Resource = `arn:aws:sqs:us-east-1:${OWNER}:${"*a".repeat(300)}b`;
    const resource = `arn:aws:sqs:us-east-1:${OWNER}:${"a".repeat(1000)}`;
    const before = process.cpuUsage();
    expect(allows({ Action: "*", Resource }, { resource })).toBe(false);
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
});
