import { beforeAll, describe, expect, test } from "vitest";
import { RawConnection } from "../api/support/raw.ts";
import { sharedServer } from "../api/support/shared-server.ts";
import { errorOf, sqs, wireCalls } from "./support/calls.ts";
import { getWithHost } from "./support/host.ts";

/* What no client of AWS's would send: each is a refusal in AWS's words, never a 500, and nothing is stored. */

const server = sharedServer();
const calls = wireCalls(server);
beforeAll(() => calls.s3("PUT", "/refusals"));

const UNSIGNED = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
const credential = (service: string, region = "us-east-1") => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

describe("AWS JSON", () => {
  test.each([
    ["no JSON", sqs("ListQueues"), "{", 400, "SerializationException"],
    ["a number where a text belongs", sqs("CreateQueue"), { QueueName: 1 }, 400, "SerializationException"],
    ["a member missing", sqs("CreateQueue"), {}, 400, "MissingParameter"],
    ["an operation that nobody has", sqs("Nothing"), {}, 400, "InvalidAction"],
    ["an operation named like a method of every object", sqs("constructor"), {}, 400, "InvalidAction"],
    ["an operation of our own", sqs("PeekMessages"), {}, 400, "InvalidAction"],
    ["a service that is not here", "DynamoDB_20120810.ListTables", {}, 501, "NotImplemented"],
    ["a target that is none", "nonsense", {}, 501, "NotImplemented"],
    [
      "a target of a service that speaks Query only",
      "AmazonSimpleNotificationService.ListTopics",
      {},
      400,
      "InvalidAction",
    ],
  ])("refuses %s", async (_what, target, input, status, Code) => {
    expect(await errorOf(await calls.json(target, input))).toMatchObject({ status, Code });
  });

  test.each(["ListQueues", "AmazonSNS.ListQueues", "AmazonSQS", ""])("refuses SQS's target %j", async (target) => {
    const answer = await calls.json(target, {}, credential("sqs"));
    expect(await errorOf(answer)).toMatchObject({ status: 400, Code: "InvalidAction" });
  });

  test("says what a call without a target lacks", async () => {
    const answer = await fetch(server.url, { method: "POST", headers: credential("ecs"), body: "{}" });
    expect(await errorOf(answer)).toMatchObject({
      Code: "UnknownOperationException",
      Message: expect.stringContaining("X-Amz-Target"),
    });
  });

  test("refuses a body that is too large", async () => {
    const input = { QueueName: "x".repeat(11 * 1024 * 1024) };
    expect(await errorOf(await calls.json(sqs("CreateQueue"), input))).toMatchObject({
      status: 413,
      Code: "RequestEntityTooLarge",
    });
  });
});

describe("AWS Query", () => {
  const version = { Version: "2010-03-31" };

  test("refuses a body that is larger than anything its service takes", async () => {
    const large = (service: string, Action: string, size: number) =>
      calls.form({ Action, Name: "x".repeat(size) }, credential(service));
    for (const [service, action, size] of [
      ["sts", "GetFederationToken", 200_000],
      ["sns", "CreateTopic", 1_200_000],
      ["sqs", "CreateQueue", 9_000_000],
    ] as const) {
      expect(await errorOf(await large(service, action, size))).toMatchObject({
        status: 413,
        Code: "RequestEntityTooLarge",
      });
    }
  });

  test.each([
    ["a member missing", { Action: "Publish", ...version }, {}, 400, "ValidationError"],
    ["an operation that nobody has", { Action: "Nothing", ...version }, credential("sns"), 400, "InvalidAction"],
    ["no operation", version, credential("sns"), 400, "MissingAction"],
    ["another service's version", { Action: "ListQueues", ...version }, credential("sqs"), 400, "InvalidAction"],
    ["an operation and a version of nobody's", { Action: "Nothing", Version: "1" }, {}, 400, "InvalidAction"],
    ["a form of nobody's", { Name: "Nothing" }, {}, 400, "MissingAction"],
    [
      "a service that is not here",
      { Action: "ListUsers", Version: "2010-05-08" },
      credential("iam"),
      501,
      "NotImplemented",
    ],
    ["a service that speaks no Query", { Action: "ListClusters" }, credential("ecs"), 400, "InvalidAction"],
    ["a region that is none", { Action: "ListTopics" }, credential("sns", "nowhere"), 403, "SignatureDoesNotMatch"],
  ])("refuses %s", async (_what, fields, headers, status, Code) => {
    const answer = await calls.form(fields as Record<string, string>, headers as Record<string, string>);
    expect(await errorOf(answer)).toMatchObject({ status, Code });
  });

  test("refuses a form that is none", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await fetch(server.url, { method: "POST", headers, body: "Action=%zz" });
    expect(await errorOf(answer)).toMatchObject({ status: 400, Code: "MalformedInput" });
  });
});

test.each(["sqs", "ecs"])("CBOR to %s is answered by what to speak instead", async (service) => {
  const headers = { ...credential(service), "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" };
  const url = `${server.url}/service/AmazonSQS/operation/ListQueues`;
  const answer = await fetch(url, { method: "POST", headers, body: new Uint8Array([0xbf, 0xff]) });
  expect([answer.status, await answer.text()]).toEqual([501, expect.stringContaining("rpc-v2-cbor")]);
});

/* Unsigned, as `curl -d @file` sends it. */
test("S3 takes its own POST for what it is, whatever curl calls it", async () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await fetch(`${server.url}/refusals?delete`, { method: "POST", headers: form, body: "{}" });
  expect(await errorOf(answer)).toMatchObject({ status: 400, Code: "MalformedXML" });
});

describe("S3", () => {
  /** Stored beside its row, and forgotten when the row is refused. */
  const large = "x".repeat(10_000);
  const chunked = (more = {}) => ({ "x-amz-content-sha256": UNSIGNED, "x-amz-decoded-content-length": "5", ...more });
  const trailed = chunked({ "x-amz-trailer": "x-amz-checksum-crc32" });
  test.each([
    ["a path that is not percent-encoded", ["GET", "/refusals/%zz"], 400, "InvalidURI"],
    ["a number that is none", ["GET", "/refusals?max-keys=many"], 400, "InvalidArgument"],
    ["a part number that is none", ["PUT", "/refusals/k?partNumber=one&uploadId=u", {}, "x"], 400, "InvalidArgument"],
    ["a body that is no XML", ["POST", "/refusals?delete", {}, "{}"], 400, "MalformedXML"],
    ["a body that is not there", ["POST", "/refusals?delete"], 400, "MissingRequestBodyError"],
    ["a method that nothing has", ["PATCH", "/refusals"], 405, "MethodNotAllowed"],
    [
      "a browser's form without an end",
      ["POST", "/refusals", { "content-type": "multipart/form-data; boundary=x" }, "x"],
      400,
      "MalformedPOSTRequest",
    ],
    ["an operation that is not built", ["GET", "/refusals?session"], 501, "NotImplemented"],
    [
      "a header that is not built",
      ["PUT", "/refusals/k", { "x-amz-write-offset-bytes": "0" }, "x"],
      501,
      "NotImplemented",
    ],
    [
      "a wrong Content-MD5",
      ["PUT", "/refusals/k", { "content-md5": "XrY7u+Ae7tCTyyK7j1rNww==" }, "x"],
      400,
      "BadDigest",
    ],
    [
      "a wrong Content-MD5 of a large body",
      ["PUT", "/refusals/k", { "content-md5": "XrY7u+Ae7tCTyyK7j1rNww==" }, large],
      400,
      "BadDigest",
    ],
    ["a Content-MD5 that is none", ["PUT", "/refusals/k", { "content-md5": "x" }, "x"], 400, "InvalidDigest"],
    [
      "a wrong Content-MD5 of XML",
      ["POST", "/refusals?delete", { "content-md5": "XrY7u+Ae7tCTyyK7j1rNww==" }, "<Delete/>"],
      400,
      "BadDigest",
    ],
    ["a wrong checksum", ["PUT", "/refusals/k", { "x-amz-checksum-crc32": "AAAAAA==" }, "x"], 400, "BadDigest"],
    [
      "a wrong SHA-256",
      ["PUT", "/refusals/k", { "x-amz-content-sha256": "0".repeat(64) }, "x"],
      400,
      "XAmzContentSHA256Mismatch",
    ],
    ["frames that are none", ["PUT", "/refusals/k", chunked(), "hello"], 400, "IncompleteBody"],
    ["a frame that is none", ["PUT", "/refusals/k", chunked(), "zz\r\nhello\r\n0\r\n\r\n"], 400, "InvalidRequest"],
    [
      "a wrong trailing checksum",
      ["PUT", "/refusals/k", trailed, "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"],
      400,
      "BadDigest",
    ],
    [
      "an Authorization that is malformed",
      ["GET", "/refusals", { authorization: "AWS4-HMAC-SHA256 nonsense" }],
      400,
      "AuthorizationHeaderMalformed",
    ],
    ["a region that is none", ["GET", "/refusals", credential("s3", "nowhere")], 400, "AuthorizationHeaderMalformed"],
  ] as const)("refuses %s", async (_what, [method, path, headers = {}, content], status, Code) => {
    const answer = await calls.s3(method, path, headers as Record<string, string>, content);
    expect(answer.headers.get("x-amz-request-id")).toBeTruthy();
    expect(await errorOf(answer)).toMatchObject({ status, Code });
  });

  test("has stored nothing of all that", async () => {
    expect((await calls.s3("GET", "/refusals/k")).status).toBe(404);
    expect(await server.blobs()).toEqual([]);
  });

  test("refuses a large body for a bucket that is not there before it has read it", async () => {
    await using connection = new RawConnection(server.port);
    connection.request([
      "PUT /nobody-bucket/k HTTP/1.1",
      "Host: 127.0.0.1",
      "Content-Length: 100000000",
      "Expect: 100-continue",
    ]);
    expect(await connection.until(/<\/Error>/)).toMatch(/^HTTP\/1.1 404 .*NoSuchBucket/s);
  });

  test("refuses a body that stops half-way, and keeps nothing of it", async () => {
    await using connection = new RawConnection(server.port);
    connection.request(
      ["PUT /refusals/half HTTP/1.1", "Host: 127.0.0.1", "Content-Length: 100000"],
      "x".repeat(50_000),
    );
    await server.quiet();
    connection.socket.destroy();
    await server.quiet();
    expect((await calls.s3("GET", "/refusals/half")).status).toBe(404);
    expect(await server.blobs()).toEqual([]);
  });
});

describe("a web page elsewhere", () => {
  const foreign = { origin: "http://evil.example" };
  test("can't send calls in any protocol", async () => {
    const answers = [
      await calls.json(sqs("ListQueues"), {}, foreign),
      await calls.form({ Action: "ListTopics", Version: "2010-03-31" }, foreign),
      await calls.s3("PUT", "/evil-bucket", foreign),
    ];
    for (const answer of answers) expect(await errorOf(answer)).toMatchObject({ status: 403, Code: "ForeignOrigin" });
    expect((await calls.s3("HEAD", "/evil-bucket")).status).toBe(404);
  });

  test("can't make an image call what changes something", async () => {
    const path = "/?Action=CreateTopic&Name=evil&Version=2010-03-31";
    const image = await fetch(`${server.url}${path}`, { headers: { "sec-fetch-site": "cross-site" } });
    expect(await errorOf(image)).toMatchObject({ status: 403, Code: "ForeignOrigin" });
    expect((await server.api.get("/v1/topics/evil")).status).toBe(404);
    expect((await fetch(`${server.url}${path.replace("evil", "own")}`)).status).toBe(200);
  });

  test("can't reach the server under a name of its own", async () => {
    const answer = await getWithHost(server.port, "/refusals", "evil.example");
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining("ForeignHost")]);
  });

  test("that is stored as an object acts as nobody's page", async () => {
    await calls.s3("PUT", "/refusals/page.html", { "content-type": "text/html" }, "<script>alert(1)</script>");
    const page = await calls.s3("GET", "/refusals/page.html");
    expect(page.headers.get("content-security-policy")).toBe("sandbox");
  });
});
