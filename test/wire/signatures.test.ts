import { Readable } from "node:stream";
import { ECSClient, ListClustersCommand } from "@aws-sdk/client-ecs";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../api/support/server.ts";
import { errorOf, sqs, wireCalls } from "./support/calls.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";
import { presign } from "./support/presign.ts";

const SECRET = "a secret of one's own";
const KEYS = new Map([
  ["111111111111", SECRET],
  ["AKIDOTHER", "another"],
]);

let server: TestServer;
let s3: S3Client;
const options = (accessKeyId = "111111111111", secretAccessKey = SECRET) => ({
  ...clientOptions(server),
  credentials: { accessKeyId, secretAccessKey },
});
beforeAll(async () => {
  server = await startTestServer({ accessKeys: KEYS });
  s3 = new S3Client(options());
  await s3.send(new CreateBucketCommand({ Bucket: "signed-bucket" }));
  await s3.send(new PutObjectCommand({ Bucket: "signed-bucket", Key: "a b/+ü.txt", Body: "secret bytes" }));
});
afterAll(async () => {
  s3.destroy();
  await server.close();
});

describe("where signatures are verified, the SDK's clients", () => {
  test("are known in every protocol", async () => {
    const identity = await new STSClient(options()).send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe("111111111111");
    await new SNSClient(options()).send(new ListTopicsCommand({}));
    await new ECSClient(options()).send(new ListClustersCommand({}));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: "signed-bucket", Key: "a b/+ü.txt" }));
    expect(await Body?.transformToString()).toBe("secret bytes");
  });

  test("stream bodies whose sums come behind them", async () => {
    const Body = Readable.from([Buffer.alloc(200_000, "x")]);
    await s3.send(new PutObjectCommand({ Bucket: "signed-bucket", Key: "stream", Body, ContentLength: 200_000 }));
  });

  test("with another secret are refused in each protocol's words", async () => {
    const wrong = options("111111111111", "not the secret");
    const refusals = [
      refusalOf(new S3Client(wrong).send(new GetObjectCommand({ Bucket: "signed-bucket", Key: "x" }))),
      refusalOf(new SNSClient(wrong).send(new ListTopicsCommand({}))),
      refusalOf(new ECSClient(wrong).send(new ListClustersCommand({}))),
    ];
    expect((await Promise.all(refusals)).map(({ name, status }) => [name, status])).toEqual([
      ["SignatureDoesNotMatch", 403],
      ["SignatureDoesNotMatch", 403],
      ["InvalidSignatureException", 400],
    ]);
  });

  test("with an unknown key are refused in each protocol's words", async () => {
    const unknown = options("222222222222");
    const refusals = [
      refusalOf(new S3Client(unknown).send(new GetObjectCommand({ Bucket: "signed-bucket", Key: "x" }))),
      refusalOf(new SNSClient(unknown).send(new ListTopicsCommand({}))),
      refusalOf(new ECSClient(unknown).send(new ListClustersCommand({}))),
    ];
    expect((await Promise.all(refusals)).map(({ name, status }) => [name, status])).toEqual([
      ["InvalidAccessKeyId", 403],
      ["InvalidClientTokenId", 403],
      ["UnrecognizedClientException", 400],
    ]);
  });
});

describe("where signatures are verified, a request", () => {
  test("without one is refused", async () => {
    const calls = wireCalls(server);
    expect(await errorOf(await fetch(`${server.url}/signed-bucket/stream`))).toMatchObject({
      status: 403,
      Code: "AccessDenied",
    });
    expect(await errorOf(await calls.json(sqs("ListQueues"), {}))).toMatchObject({
      status: 400,
      Code: "MissingAuthenticationToken",
      QueryErrorCode: "MissingAuthenticationTokenException",
    });
  });

  test("by a presigned URL is answered until it was changed or its time is over", async () => {
    const url = `${server.url}/signed-bucket/a%20b/%2B%C3%BC.txt`;
    const key = { accessKeyId: "111111111111", secret: SECRET };
    const now = Date.now();
    const good = presign(url, { ...key, at: now, expiresSeconds: 60 });
    const read = await fetch(good);
    expect([read.status, await read.text()]).toEqual([200, "secret bytes"]);
    const elsewhere = good.replace("%2B%C3%BC", "%2B%C3%BD");
    expect(await errorOf(await fetch(elsewhere))).toMatchObject({ status: 403, Code: "SignatureDoesNotMatch" });
    const asPut = await fetch(good, { method: "PUT", body: "x" });
    expect(await errorOf(asPut)).toMatchObject({ status: 403, Code: "SignatureDoesNotMatch" });
    const old = presign(url, { ...key, at: now - 61_000, expiresSeconds: 60 });
    expect(await errorOf(await fetch(old))).toMatchObject({
      status: 403,
      Code: "AccessDenied",
      Message: "Request has expired",
      "X-Amz-Expires": "60",
    });
  });

  test("by a presigned URL may be a call of another service, until its time", async () => {
    const key = { accessKeyId: "111111111111", secret: SECRET, service: "sts" };
    const url = `${server.url}/?Action=GetCallerIdentity&Version=2011-06-15`;
    const good = presign(url, { ...key, at: Date.now(), expiresSeconds: 60 });
    expect(await (await fetch(good)).text()).toContain("<Account>111111111111</Account>");
    const other = good.replace("GetCallerIdentity", "GetSessionToken");
    expect(await errorOf(await fetch(other))).toMatchObject({ status: 403, Code: "SignatureDoesNotMatch" });
    const old = presign(url, { ...key, at: Date.now() - 61_000, expiresSeconds: 60 });
    expect(await errorOf(await fetch(old))).toMatchObject({
      status: 403,
      Code: "SignatureDoesNotMatch",
      Message: expect.stringContaining("Signature expired: "),
    });
  });

  test("by a presigned URL may put an object, but no header that was not signed", async () => {
    const key = { accessKeyId: "111111111111", secret: SECRET, method: "PUT", at: Date.now(), expiresSeconds: 60 };
    const url = presign(`${server.url}/signed-bucket/put`, key);
    const more = await fetch(url, { method: "PUT", body: "x", headers: { "x-amz-meta-colour": "blue" } });
    expect(await errorOf(more)).toMatchObject({ Code: "AccessDenied", HeadersNotSigned: "x-amz-meta-colour" });
    expect((await fetch(url, { method: "PUT", body: "x" })).status).toBe(200);
  });

  test("of another account sees nothing of the first's", async () => {
    const other = new S3Client(options("AKIDOTHER", "another"));
    const read = other.send(new GetObjectCommand({ Bucket: "signed-bucket", Key: "stream" }));
    expect(await refusalOf(read)).toMatchObject({ name: "AccessDenied", status: 403 });
  });
});

test("where signatures are not verified, a presigned URL still ends at its time", async () => {
  await using open = await startTestServer();
  const calls = wireCalls(open);
  await calls.s3("PUT", "/open-bucket");
  await calls.s3("PUT", "/open-bucket/a", {}, "x");
  const key = { accessKeyId: "test", secret: "whatever" };
  const url = `${open.url}/open-bucket/a`;
  expect((await fetch(presign(url, { ...key, at: Date.now(), expiresSeconds: 60 }))).status).toBe(200);
  const old = presign(url, { ...key, at: Date.now() - 61_000, expiresSeconds: 60 });
  expect(await errorOf(await fetch(old))).toMatchObject({ status: 403, Message: "Request has expired" });
});

test("a server with an API key asks AWS's clients for it as their secret", async () => {
  await using keyed = await startTestServer({ apiKey: "the-api-key" });
  const identity = (secretAccessKey: string) => {
    const credentials = { accessKeyId: "111111111111", secretAccessKey };
    return new STSClient({ ...clientOptions(keyed), credentials }).send(new GetCallerIdentityCommand({}));
  };
  expect((await identity("the-api-key")).Account).toBe("111111111111");
  expect(await refusalOf(identity("secret"))).toMatchObject({ name: "SignatureDoesNotMatch" });
  expect((await wireCalls(keyed).s3("PUT", "/nobodys-bucket")).status).toBe(403);
});
