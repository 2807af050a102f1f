import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { START } from "../support/world.ts";
import { startTestServer, type TestServer } from "./support/server.ts";

/* Here the URL is this server's own S3; on AWS it is the bucket of blobs (test/aws/packaged-uploads.test.ts). */

interface Presigned {
  readonly uploadId: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly expiresAt: string;
}

describe.each([
  ["a server that takes any key", undefined],
  ["a server that asks for a key", "an-api-key-of-a-server"],
])("presigned uploads to %s", (_name, apiKey) => {
  const clock = new ManualClock(START);
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ clock, ...(apiKey === undefined ? {} : { apiKey }) });
    await server.api.post("/v1/buckets", { name: "uploads-bucket" });
  });
  afterAll(() => server.close());

  async function presign(json: object): Promise<Presigned> {
    const answer = await server.api.post<Presigned>("/v1/buckets/uploads-bucket/presign", json);
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  }

  const complete = (uploadId: string) => server.api.post("/v1/buckets/uploads-bucket/complete", { uploadId });
  const upload = ({ url, headers }: Presigned, body: string) => fetch(url, { method: "PUT", headers, body });

  test("bring an object with its type and metadata, and say what it is", async () => {
    const key = "a folder/+ü?#.txt";
    const presigned = await presign({ key, contentType: "text/plain", metadata: { colour: "blue" } });
    expect(new URL(presigned.url).searchParams.get("X-Amz-Expires")).toBe("900");
    expect(presigned.expiresAt).toBe(new Date(START + 900_000).toISOString());
    expect((await upload(presigned, "hello")).status).toBe(200);
    const etag = '"5d41402abc4b2a76b9719d911017c592"';
    expect(await complete(presigned.uploadId)).toMatchObject({ status: 200, body: { key, etag, size: 5 } });
    const got = await server.api.get(`/v1/buckets/uploads-bucket/objects/${encodeURIComponent(key)}`);
    expect([got.text, got.headers.get("content-type")]).toEqual(["hello", "text/plain"]);
    expect(got.headers.get("x-meta-colour")).toBe("blue");
  });

  test("have a counterpart for downloads", async () => {
    await server.api.send("PUT", "/v1/buckets/uploads-bucket/objects/a+b%20c", { body: "hello" });
    const { url, headers } = await presign({ method: "GET", key: "a+b c" });
    expect([await (await fetch(url)).text(), headers]).toEqual(["hello", {}]);
    const none = await server.api.post("/v1/buckets/uploads-bucket/presign", { method: "GET", key: "none" });
    expect(none).toMatchObject({ status: 404, body: { code: "NoSuchKey" } });
    const typed = { method: "GET", key: "a+b c", contentType: "text/plain" };
    expect((await server.api.post("/v1/buckets/uploads-bucket/presign", typed)).status).toBe(400);
  });

  test("are complete once, and not before something was uploaded", async () => {
    const presigned = await presign({ key: "later" });
    expect(await complete(presigned.uploadId)).toMatchObject({ status: 409, body: { code: "InvalidRequest" } });
    await upload(presigned, "now");
    expect((await complete(presigned.uploadId)).status).toBe(200);
    expect(await complete(presigned.uploadId)).toMatchObject({ status: 404, body: { code: "NoSuchUpload" } });
    expect((await complete("0".repeat(32))).status).toBe(404);
  });

  test("are not complete by an object that was there before", async () => {
    await server.api.send("PUT", "/v1/buckets/uploads-bucket/objects/old", { body: "old" });
    clock.advance(5000);
    const presigned = await presign({ key: "old" });
    expect((await complete(presigned.uploadId)).status).toBe(409);
  });

  test("are refused for another key, and when their time is over", async () => {
    const presigned = await presign({ key: "mine", expiresInSeconds: 60 });
    const other = { ...presigned, url: presigned.url.replace("/mine?", "/other?") };
    if (apiKey !== undefined) expect((await upload(other, "x")).status).toBe(403);
    clock.advance(61_000);
    expect((await upload(presigned, "x")).status).toBe(403);
  });

  test("are refused for a bucket that is not there, and for a time that is too long", async () => {
    const none = await server.api.post("/v1/buckets/none-bucket/presign", { key: "k" });
    expect(none.status).toBe(404);
    const long = await server.api.post("/v1/buckets/uploads-bucket/presign", { key: "k", expiresInSeconds: 3601 });
    expect(long.status).toBe(400);
  });
});
