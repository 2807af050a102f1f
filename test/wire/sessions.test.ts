import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateQueueCommand, ListQueuesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  AssumeRoleCommand,
  type Credentials,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { startTestServer, type TestServer } from "../api/support/server.ts";
import { errorOf, wireCalls } from "./support/calls.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";
import { recordedError } from "./support/recorded.ts";

/* Credentials that end, made by STS and used in AWS's own clients: where signatures are verified, and where they are not. */

const ACCOUNT = "111111111111";
const ROLE = "arn:aws:iam::222222222222:role/staff/reader";
const SESSION = "arn:aws:sts::222222222222:assumed-role/reader/ada";
const SECRET = "a secret of one's own";

interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

function keyOf({ AccessKeyId = "", SecretAccessKey = "", SessionToken = "" }: Credentials = {} as Credentials): Key {
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

describe.each([
  ["verified", new Map([[ACCOUNT, SECRET]])],
  ["not verified", undefined],
])("where signatures are %s", (_, accessKeys) => {
  let server: TestServer;
  // AWS's clients sign by the real time, which this clock begins at.
  const clock = new ManualClock(Date.now());
  const own = { accessKeyId: ACCOUNT, secretAccessKey: SECRET };
  const sts = (credentials: Key = own) => new STSClient({ ...clientOptions(server), credentials });
  const sqs = (credentials: Key) => new SQSClient({ ...clientOptions(server), credentials });
  const s3 = (credentials: Key) => new S3Client({ ...clientOptions(server), credentials });
  const assume = async (more = {}, by: Key = own) =>
    sts(by).send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: "ada", ...more }));

  beforeAll(async () => {
    server = await startTestServer({ clock, ...(accessKeys ? { accessKeys } : {}) });
  });
  afterAll(() => server.close());

  test("a role's credentials are used in the account of its ARN, under the session's name", async () => {
    const { Credentials: made, AssumedRoleUser } = await assume({ DurationSeconds: 900 });
    expect(AssumedRoleUser).toMatchObject({ Arn: SESSION, AssumedRoleId: expect.stringMatching(/^AROA\w{17}:ada$/) });
    expect(made?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(made?.SecretAccessKey).toHaveLength(40);
    const identity = await sts(keyOf(made)).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({ Account: "222222222222", Arn: SESSION, UserId: AssumedRoleUser?.AssumedRoleId });

    const { QueueUrl = "" } = await sqs(keyOf(made)).send(new CreateQueueCommand({ QueueName: "roles-queue" }));
    expect(QueueUrl).toContain("/222222222222/roles-queue");
    await sqs(keyOf(made)).send(new SendMessageCommand({ QueueUrl, MessageBody: "signed" }));
    expect((await sqs(own).send(new ListQueuesCommand({}))).QueueUrls ?? []).toEqual([]);
    const Bucket = `roles-bucket-${accessKeys ? "a" : "b"}`;
    await s3(keyOf(made)).send(new CreateBucketCommand({ Bucket }));
    expect((await s3(keyOf(made)).send(new ListBucketsCommand({}))).Buckets).toMatchObject([{ Name: Bucket }]);
  });

  test("a session of the account's own is the account", async () => {
    const { Credentials: made } = await sts().send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
    const identity = await sts(keyOf(made)).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({ Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:root`, UserId: ACCOUNT });
  });

  test("a federated user has the name that it was given", async () => {
    const { Credentials: made, FederatedUser } = await sts().send(new GetFederationTokenCommand({ Name: "bob" }));
    const arn = `arn:aws:sts::${ACCOUNT}:federated-user/bob`;
    expect(FederatedUser).toEqual({ Arn: arn, FederatedUserId: `${ACCOUNT}:bob` });
    expect((await sts(keyOf(made)).send(new GetCallerIdentityCommand({}))).Arn).toBe(arn);
    expect(await refusalOf(sts(keyOf(made)).send(new GetSessionTokenCommand({})))).toMatchObject({
      name: "AccessDenied",
      message: "Cannot call GetSessionToken with session credentials",
      status: 403,
    });
  });

  test("a session presigns URLs, which carry its token", async () => {
    const key = keyOf((await assume()).Credentials);
    const Bucket = `signing-bucket-${accessKeys ? "a" : "b"}`;
    const client = s3(key);
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "by link" }));
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: "a" }), { expiresIn: 60 });
    expect(url).toContain("X-Amz-Security-Token=");
    expect(await (await fetch(url)).text()).toBe("by link");
    const tokenless = url.replace(/X-Amz-Security-Token=[^&]*&/, "");
    expect((await fetch(tokenless)).status).toBe(403);
  });

  test("a key's id says whose it is", async () => {
    const { Credentials: made } = await assume();
    const AccessKeyId = made?.AccessKeyId ?? "";
    expect((await sts().send(new GetAccessKeyInfoCommand({ AccessKeyId }))).Account).toBe("222222222222");
  });

  test("a role's session may assume another role, for an hour at most", async () => {
    const { Credentials: first } = await assume();
    const other = { RoleArn: "arn:aws:iam::333333333333:role/writer", RoleSessionName: "ada" };
    const { Credentials: second } = await assume(other, keyOf(first));
    expect((await sts(keyOf(second)).send(new GetCallerIdentityCommand({}))).Account).toBe("333333333333");
    expect(await refusalOf(assume({ ...other, DurationSeconds: 3601 }, keyOf(first)))).toMatchObject({
      name: "ValidationError",
      message: expect.stringContaining("role chaining"),
    });
  });

  test("a token that nobody made, another key's token and a missing one are refused in each protocol's words", async () => {
    const key = keyOf((await assume()).Credentials);
    const other = keyOf((await assume()).Credentials);
    const changed = `${key.sessionToken?.slice(0, 40)}AAAA${key.sessionToken?.slice(44)}`;
    const { sessionToken: _, ...tokenless } = key;
    for (const [wrong, inS3] of [
      [{ ...key, sessionToken: changed }, "InvalidToken"],
      [{ ...key, sessionToken: other.sessionToken ?? "" }, "InvalidToken"],
      [tokenless, "InvalidAccessKeyId"],
    ] as const) {
      expect(await refusalOf(sts(wrong).send(new GetCallerIdentityCommand({})))).toMatchObject({
        name: "InvalidClientTokenId",
        message: "The security token included in the request is invalid.",
        status: 403,
      });
      expect(await refusalOf(s3(wrong).send(new ListBucketsCommand({})))).toMatchObject({ name: inS3 });
      expect(await refusalOf(sqs(wrong).send(new ListQueuesCommand({})))).toMatchObject({
        message: "The security token included in the request is invalid.",
      });
    }
  });

  test("a reset ends all credentials", async () => {
    const key = keyOf((await assume()).Credentials);
    await server.api.post("/v1/playground/reset", {});
    expect(await refusalOf(sts(key).send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: "InvalidClientTokenId",
    });
  });

  // The last of them: AWS's clients sign by the real time, of which the server's is then too far ahead.
  test("credentials end at their time, in each protocol's words", async () => {
    const key = keyOf((await assume({ DurationSeconds: 900 })).Credentials);
    clock.advance(899_000);
    await sts(key).send(new GetCallerIdentityCommand({}));
    clock.advance(1000);
    expect(await refusalOf(sts(key).send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: "ExpiredToken",
      message: "The security token included in the request is expired",
      status: 403,
    });
    expect(await refusalOf(s3(key).send(new ListBucketsCommand({})))).toMatchObject({
      name: "ExpiredToken",
      message: "The provided token has expired.",
      status: 400,
    });
    expect(await refusalOf(sqs(key).send(new ListQueuesCommand({})))).toMatchObject({
      message: "The security token included in the request is expired",
    });
  });
});

test("where signatures are verified, a session's key needs its own secret", async () => {
  await using server = await startTestServer({ accessKeys: new Map([[ACCOUNT, SECRET]]) });
  const sts = (credentials: Key) => new STSClient({ ...clientOptions(server), credentials });
  const own = { accessKeyId: ACCOUNT, secretAccessKey: SECRET };
  const { Credentials: made } = await sts(own).send(new GetSessionTokenCommand({}));
  const stolen = { ...keyOf(made), secretAccessKey: SECRET };
  expect(await refusalOf(sts(stolen).send(new GetCallerIdentityCommand({})))).toMatchObject({
    name: "SignatureDoesNotMatch",
  });
  const foreign = { ...own, sessionToken: "IQoJb3JpZ2luX2VjEXAMPLE" };
  expect(await refusalOf(sts(foreign).send(new GetCallerIdentityCommand({})))).toMatchObject({
    name: "InvalidClientTokenId",
  });
});

test("where signatures are not verified, keys and tokens of AWS's own are as good as any", async () => {
  await using server = await startTestServer();
  const credentials = {
    accessKeyId: "ASIAIOSFODNN7EXAMPLE",
    secretAccessKey: "x",
    sessionToken: "IQoJb3JpZ2luX2VjEXAMPLE",
  };
  const sts = new STSClient({ ...clientOptions(server), credentials });
  expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe("000000000000");
});

test("session tags are refused as AWS was recorded to refuse them", async () => {
  await using server = await startTestServer();
  const calls = wireCalls(server);
  const call = async (fields: Record<string, string>) => {
    const role = { Action: "AssumeRole", Version: "2011-06-15", RoleArn: ROLE, RoleSessionName: "ada" };
    return errorOf(await calls.form({ ...role, "Tags.member.1.Key": "Team", "Tags.member.1.Value": "a", ...fields }));
  };
  const scenario = "TestSTSAssumeRoleTagging::test_assume_role_tag_validation";
  expect(await call({ "Tags.member.2.Key": "team", "Tags.member.2.Value": "b" })).toEqual(
    wireForm(recordedError("sts", scenario, "duplicate-tag-keys-different-casing")),
  );
  expect(await call({ "TransitiveTagKeys.member.1": "Cost" })).toEqual(
    wireForm(recordedError("sts", scenario, "invalid-transitive-tag-keys")),
  );
});

/** The recording has what AWS's Python client makes of the XML. */
function wireForm({ Code, Message, Type, status }: Record<string, unknown>) {
  return { Code, Message, Type, status };
}
