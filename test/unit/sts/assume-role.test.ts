import type { AssumeRoleRequest } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { accessKeyId, accountOfKey } from "../../../shared/core/access-key-id.ts";
import { sts } from "../../../shared/services/sts/index.ts";
import { assumeRole } from "../../../shared/services/sts/operations/assume-role.ts";
import { getSessionToken } from "../../../shared/services/sts/operations/get-session-token.ts";
import { readToken, writeToken } from "../../../shared/services/sts/session-token.ts";
import { createWorld, START } from "../../support/world.ts";

const RoleArn = "arn:aws:iam::222222222222:role/reader";

function world() {
  const { call } = createWorld({ services: [sts] });
  return {
    assume: (input: Partial<AssumeRoleRequest>) => call(assumeRole, { RoleArn, RoleSessionName: "ada", ...input }),
    session: (DurationSeconds: number) => call(getSessionToken, { DurationSeconds }),
  };
}

describe("a role", () => {
  test.each([
    "arn:aws:iam::222222222222:user/reader",
    "arn:aws:iam::2:role/reader",
    "arn:aws:iam::222222222222:role/",
    "arn:aws:sts::222222222222:assumed-role/reader/ada",
  ])("is not named by %s", async (arn) => {
    await expect(world().assume({ RoleArn: arn })).rejects.toMatchObject({
      code: "ValidationError",
      message: `${arn} is invalid`,
    });
  });

  test("is assumed for an hour, or as long as was asked for", async () => {
    const { assume } = world();
    const expiry = async (input: Partial<AssumeRoleRequest>) =>
      (await assume(input)).Credentials?.Expiration?.getTime();
    expect(await expiry({})).toBe(START + 3_600_000);
    expect(await expiry({ DurationSeconds: 43_200 })).toBe(START + 43_200_000);
  });

  test("gives other credentials each time", async () => {
    const { assume } = world();
    const [one, other] = [await assume({}), await assume({})];
    expect(one.Credentials?.AccessKeyId).not.toBe(other.Credentials?.AccessKeyId);
    expect(one.AssumedRoleUser).toEqual(other.AssumedRoleUser);
  });

  test("a root user's session lasts an hour, however long was asked for", async () => {
    const { Credentials } = await world().session(43_200);
    expect(Credentials?.Expiration?.getTime()).toBe(START + 3_600_000);
  });
});

describe("a session's tags and policy", () => {
  const tag = (Key: string) => ({ Key, Value: "x" });

  test("are checked in the words that AWS was recorded with", async () => {
    const { assume } = world();
    await expect(assume({ Tags: [tag("Team"), tag("team")] })).rejects.toMatchObject({
      code: "InvalidParameterValue",
      message: "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    });
    await expect(assume({ Tags: [tag("Team")], TransitiveTagKeys: ["Cost"] })).rejects.toMatchObject({
      code: "InvalidParameterValue",
      message: "The specified transitive tag key must be included in the requested tags.",
    });
    await expect(assume({ Tags: [tag("Team")], TransitiveTagKeys: ["team"] })).resolves.toBeTruthy();
  });

  test.each([
    ["[]", "This policy contains invalid Json"],
    ["{", "This policy contains invalid Json"],
    ['{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}', "Syntax errors in policy."],
    ['{"Statement":{"Effect":"Allow"}}', "Syntax errors in policy."],
  ])("refuse the policy %s", async (Policy, message) => {
    await expect(world().assume({ Policy })).rejects.toMatchObject({
      code: "MalformedPolicyDocumentException",
      message,
    });
  });

  test("take room, and there is only so much", async () => {
    const { assume } = world();
    const policy = (resource: string) =>
      JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:*", Resource: resource } });
    expect((await assume({})).PackedPolicySize).toBeUndefined();
    const { PackedPolicySize: size = 0 } = await assume({ Policy: policy("*"), Tags: [tag("Team")] });
    expect([size > 0, size < 20]).toEqual([true, true]);
    let noise = "";
    for (let index = 0; index < 1000; index += 1) noise += `${(index * index * 7919).toString(36)}/`;
    await expect(assume({ Policy: policy(`arn:aws:s3:::${noise}`) })).rejects.toMatchObject({
      code: "PackedPolicyTooLargeException",
    });
    const PolicyArns = [{ arn: "arn:aws:s3:::bucket" }];
    await expect(assume({ PolicyArns })).rejects.toMatchObject({ code: "ValidationError" });
  });
});

test("a token says what was put into it to nobody but whoever has the key", () => {
  const key = Buffer.alloc(32, 1);
  const session = { accessKeyId: "ASIAX", account: "111111111111", expiresAt: START };
  const token = writeToken(key, session);
  expect(readToken(key, token)).toEqual(session);
  expect(readToken(Buffer.alloc(32, 2), token)).toBeUndefined();
  expect(readToken(key, `${token.slice(0, -2)}AA`)).toBeUndefined();
  expect(readToken(key, `${token} `)).toBeUndefined();
  expect(readToken(key, "c2t5Z3JvdW5k")).toBeUndefined();
});

test("an access key id carries its account", () => {
  for (const account of ["000000000000", "000000000001", "123456789012", "999999999999"]) {
    const id = accessKeyId("ASIA", account, Buffer.alloc(5, 255));
    expect(id).toMatch(/^ASIA[Q-Z2-7][A-Z2-7]{15}$/);
    expect(accountOfKey(id)).toBe(account);
  }
  expect(accountOfKey("test")).toBeUndefined();
});
