import {
  type CORSRule,
  CreateBucketCommand,
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { errorOf, SIGNED } from "./support/calls.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";
import { recorded } from "./support/recorded.ts";

/* Web pages of other origins at a server on somebody's own machine: a bucket's rules are what lets them in. */

const Bucket = "page-bucket";
const ORIGIN = "https://localhost:4200";
const server = sharedServer();
const client = new S3Client(clientOptions(server));
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket }));
  await client.send(new CreateBucketCommand({ Bucket: "closed-bucket" }));
  await client.send(new PutObjectCommand({ Bucket, Key: "test-cors", Body: "test-cors" }));
  await client.send(new PutObjectCommand({ Bucket: "closed-bucket", Key: "secret", Body: "secret" }));
});
beforeEach(() => client.send(new DeleteBucketCorsCommand({ Bucket })));

const rules = (...CORSRules: CORSRule[]) =>
  client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
const GET_RULE: CORSRule = { AllowedOrigins: [ORIGIN], AllowedMethods: ["GET"], MaxAgeSeconds: 3000 };

type Headers = Record<string, string>;
const send = (method: string, headers: Headers = {}, path = "/test-cors", bucket = Bucket) =>
  fetch(`${server.url}/${bucket}${path}`, { method, headers: { ...SIGNED, origin: ORIGIN, ...headers } });
/** A browser signs no question. */
const preflight = (method: string, headers: Headers = {}, path = "/test-cors", bucket = Bucket) =>
  fetch(`${server.url}/${bucket}${path}`, {
    method: "OPTIONS",
    headers: { origin: ORIGIN, "access-control-request-method": method, ...headers },
  });

/** What the answers say of CORS, as recordings have it. */
function corsOf(headers: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const said = [...headers].filter(([name]) => /^(access-control-|vary$)/i.test(name));
  return Object.fromEntries(said.map(([name, value]) => [name.toLowerCase(), value]));
}

function recordedCors(scenario: string, response: string): Record<string, unknown> {
  const { Headers } = recorded("s3", `TestS3Cors::${scenario}`, response) as { Headers: Headers };
  return corsOf(Object.entries(Headers));
}

async function cors(answer: Promise<Response>): Promise<Record<string, unknown>> {
  const { status, headers } = await answer;
  expect(status).toBe(200);
  return corsOf(headers);
}

test("rules are put, read and deleted", async () => {
  await rules({ ...GET_RULE, ID: "one", ExposeHeaders: ["ETag"], AllowedHeaders: ["*"] });
  const { CORSRules } = await client.send(new GetBucketCorsCommand({ Bucket }));
  expect(CORSRules).toEqual([{ ...GET_RULE, ID: "one", ExposeHeaders: ["ETag"], AllowedHeaders: ["*"] }]);
  await client.send(new DeleteBucketCorsCommand({ Bucket }));
  expect(await refusalOf(client.send(new GetBucketCorsCommand({ Bucket })))).toMatchObject({
    name: "NoSuchCORSConfiguration",
  });
  const twice = rules({ AllowedMethods: ["GET"], AllowedOrigins: ["http://*.*"] });
  expect(await refusalOf(twice)).toMatchObject({
    message: 'AllowedOrigin "http://*.*" can not have more than one wildcard.',
  });
});

describe("a preflight is answered as AWS was recorded to", () => {
  test("by method", async () => {
    await rules(GET_RULE);
    expect(await cors(preflight("GET"))).toEqual(recordedCors("test_cors_match_methods", "opt-get"));
    expect(await cors(send("GET"))).toEqual(recordedCors("test_cors_match_methods", "get-op"));
    const { Body } = recorded("s3", "TestS3Cors::test_cors_match_methods", "opt-put") as {
      Body: { Error: Headers };
    };
    const { RequestId, HostId, ...error } = Body.Error;
    expect(await errorOf(await preflight("PUT"))).toEqual({ status: 403, ...error });
  });

  test("by the headers that the page wants to send", async () => {
    const named = [
      "x-amz-expected-bucket-owner",
      "x-amz-server-side-encryption-customer-algorithm",
      "x-AMZ-server-SIDE-encryption",
    ];
    await rules({ ...GET_RULE, AllowedHeaders: named });
    const wants = (headers: string) => preflight("GET", { "access-control-request-headers": headers });
    const like = (response: string) => recordedCors("test_cors_match_headers", response);
    expect(await cors(wants("x-amz-expected-bucket-owner"))).toEqual(like("opt-get-allowed"));
    const two = "x-amz-expected-bucket-owner, x-amz-server-side-encryption";
    expect(await cors(wants(two))).toEqual(like("opt-get-allowed-diff-casing"));
    expect(await cors(wants(two.replace(" ", "")))).toEqual(like("opt-get-allowed-no-space"));
    expect((await wants("x-amz-request-payer")).status).toBe(403);
  });

  test("by a part of the origin", async () => {
    await rules({ AllowedOrigins: ["http://*.origin.com"], AllowedMethods: ["GET", "PUT"], MaxAgeSeconds: 3000 });
    const answer = preflight("PUT", { origin: "http://test.origin.com" });
    expect(await cors(answer)).toEqual(
      recordedCors("test_cors_options_match_partial_origin", "options_match_partial_origin"),
    );
    expect((await preflight("PUT", { origin: "http://origin.com" })).status).toBe(403);
  });

  test("for everybody, without credentials", async () => {
    await rules({ AllowedOrigins: ["*"], AllowedMethods: ["GET"], ExposeHeaders: ["ETag", "x-amz-meta-a"] });
    expect(await cors(preflight("GET"))).toEqual({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET",
      "access-control-expose-headers": "ETag, x-amz-meta-a",
      vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
    });
  });

  test("with a refusal where there are no rules, no bucket, or no question", async () => {
    const Method = "GET";
    const refusal = (message: string, ResourceType: string) => ({
      status: 403,
      Code: "AccessForbidden",
      Message: message,
      Method,
      ResourceType,
    });
    const none = "CORSResponse: CORS is not enabled for this bucket.";
    expect(await errorOf(await preflight("GET"))).toEqual(refusal(none, "OBJECT"));
    expect(await errorOf(await preflight("GET", {}, ""))).toEqual(refusal(none, "BUCKET"));
    const missing = await preflight("GET", {}, "/a", "nobody");
    expect(await errorOf(missing)).toEqual(refusal("CORSResponse: Bucket not found", "BUCKET"));
    const question = await fetch(`${server.url}/${Bucket}/a`, { method: "OPTIONS" });
    expect(await errorOf(question)).toMatchObject({
      status: 400,
      Code: "BadRequest",
      Message: "Insufficient information. Origin request header needed.",
    });
  });
});

describe("a page's request", () => {
  test("is refused without a rule for it, and does nothing", async () => {
    expect(await errorOf(await send("GET"))).toMatchObject({ status: 403, Code: "ForeignOrigin" });
    await rules(GET_RULE);
    expect((await send("DELETE")).status).toBe(403);
    expect(await (await send("GET")).text()).toBe("test-cors");
    expect((await send("GET", { origin: "https://elsewhere.example" })).status).toBe(403);
  });

  test("may be a form that uploads, where a rule allows POST", async () => {
    const { fields } = await createPresignedPost(client as never, { Bucket, Key: "posted" });
    const post = () => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      body.append("file", new Blob(["from a page"]), "a.txt");
      return fetch(`${server.url}/${Bucket}`, { method: "POST", body, headers: { origin: ORIGIN } });
    };
    expect((await post()).status).toBe(403);
    await rules({ AllowedOrigins: [ORIGIN], AllowedMethods: ["GET", "POST"] });
    const answer = await post();
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([204, ORIGIN]);
    expect(await (await send("GET", {}, "/posted")).text()).toBe("from a page");
  });

  test("may read why it was refused", async () => {
    await rules(GET_RULE);
    const answer = await send("GET", {}, "/nothing");
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([404, ORIGIN]);
  });

  test("reaches its own bucket only, not another's by a copy", async () => {
    await rules({ ...GET_RULE, AllowedMethods: ["GET", "PUT"], AllowedHeaders: ["*"] });
    expect((await send("PUT", { "x-amz-copy-source": "/closed-bucket/secret" }, "/copy")).status).toBe(403);
    expect((await send("PUT", { "x-amz-copy-source": `/${Bucket}/test-cors` }, "/copy")).status).toBe(200);
    expect((await send("GET", {}, "/secret", "closed-bucket")).status).toBe(403);
  });

  test("under a foreign Host is refused all the same", async () => {
    await rules({ ...GET_RULE, AllowedOrigins: ["*"] });
    const rest = await fetch(`${server.url}/v1/buckets`, { headers: { origin: ORIGIN } });
    expect(rest.status).toBe(403);
  });
});
