import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AlbEvent, AlbHandler } from "../../functions/alb.ts";
import { API_KEY, albEvent } from "./support/alb-event.ts";
import { deploy, type FunctionName, importFunction, invoke, throughLoadBalancer } from "./support/packaged.ts";

const file = resolve(import.meta.dirname, "../recorded/alb.json");
const recorded = JSON.parse(readFileSync(file, "utf8")) as AlbEvent;

let deployment: Awaited<ReturnType<typeof deploy>>;
const functions = new Map<FunctionName, AlbHandler>();
const handler = (name: FunctionName) => functions.get(name) ?? expect.unreachable(name);

beforeAll(async () => {
  deployment = await deploy();
  for (const name of ["buckets", "playground", "aws"] as const) {
    functions.set(name, (await importFunction<{ handler: AlbHandler }>(name)).handler);
  }
});
afterAll(() => deployment.remove());

/** Names and kinds, without what differs from request to request. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, shapeOf(member)] as const)
      .toSorted(),
  );
}

describe("events of an Application Load Balancer", () => {
  test("made by the tests have the shape of one that was recorded", () => {
    const made = albEvent({ path: "/todos", headers: { authorization: "" } });
    delete made.multiValueHeaders?.authorization;
    expect(shapeOf(made)).toEqual(shapeOf(recorded));
  });

  test("are understood as they were recorded", async () => {
    const health = await handler("playground")({ ...recorded, path: "/v1/health" });
    expect(health).toMatchObject({ statusCode: 200, isBase64Encoded: false });
    // A path outside the API is a bucket's.
    const none = await handler("aws")(recorded);
    expect([none.statusCode, none.body]).toEqual([404, expect.stringContaining("<BucketName>todos</BucketName>")]);
  });

  test("carry queries that nobody has decoded", async () => {
    const call = (path: string, query = {}) => invoke(handler("buckets"), { path, query });
    const post = (path: string, json: unknown) => invoke(handler("buckets"), { method: "POST", path, json });
    await post("/v1/buckets", { name: "alb-bucket" });
    for (const key of ["a%2Bb%20c/x", "a%20b%20c/x", "100%25/x"]) {
      const path = `/v1/buckets/alb-bucket/objects/${key}`;
      await invoke(handler("buckets"), { method: "PUT", path, bytes: new Uint8Array([1]) });
    }
    const found = async (prefix: string) => {
      const { json } = await call("/v1/buckets/alb-bucket/objects", { prefix, delimiter: "/" });
      return json.commonPrefixes;
    };
    expect(await found("a+b c")).toEqual(["a+b c/"]);
    expect(await found("a b c")).toEqual(["a b c/"]);
    expect(await found("100%")).toEqual(["100%/"]);
  });

  test.each([
    ["text/plain; charset=utf-8", {}, false],
    ["application/json", {}, false],
    ["application/xml", {}, false],
    ["application/x-amz-json-1.0", {}, true],
    ["application/x-www-form-urlencoded", {}, true],
    ["image/png", {}, true],
    ["text/plain", { "content-encoding": "gzip" }, true],
  ])("bring a body of type %s %o in base64: %s", async (type, headers, isBase64Encoded) => {
    const bytes = Buffer.from('"grüße"');
    const request = { method: "PUT", path: "/v1/buckets/alb-bucket/objects/k", bytes };
    const sent = { ...request, headers: { "content-type": type, ...headers } };
    expect(albEvent(sent).isBase64Encoded).toBe(isBase64Encoded);
    expect((await invoke(handler("buckets"), sent)).status).toBe(200);
    expect((await invoke(handler("buckets"), { path: sent.path })).bytes).toEqual(bytes);
  });

  test("carry a presigned URL's query to a signature that holds, and to none when it was tampered with", async () => {
    const client = new S3Client({
      region: "us-east-1",
      endpoint: "http://skyground-1234567890.us-east-1.elb.amazonaws.com",
      credentials: { accessKeyId: "000000000000", secretAccessKey: API_KEY },
      forcePathStyle: true,
      requestHandler: throughLoadBalancer((request) => invoke(handler("aws"), request)),
      maxAttempts: 1,
    });
    const place = { Bucket: "alb-bucket", Key: "presigned/a+b c" };
    await client.send(new PutObjectCommand({ ...place, Body: "hello" }));
    const { pathname, searchParams } = new URL(await getSignedUrl(client, new GetObjectCommand(place)));
    const query = Object.fromEntries(searchParams);
    const headers = { authorization: "" };
    const got = await invoke(handler("aws"), { path: pathname, query, headers });
    expect([got.status, got.bytes.toString()]).toEqual([200, "hello"]);
    const tampered = await invoke(handler("aws"), { path: "/alb-bucket/other", query, headers });
    expect([tampered.status, tampered.bytes.toString()]).toEqual([
      403,
      expect.stringContaining("SignatureDoesNotMatch"),
    ]);
  });
});
