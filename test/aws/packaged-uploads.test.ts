import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AlbHandler } from "../../functions/alb.ts";
import { deploy, importFunction, invoke } from "./support/packaged.ts";

/* Objects larger than a load balancer takes: the bytes go to the bucket of blobs by a URL, past the functions. */

let buckets: AlbHandler;
let deployment: Awaited<ReturnType<typeof deploy>>;

beforeAll(async () => {
  deployment = await deploy();
  buckets = (await importFunction<{ handler: AlbHandler }>("buckets")).handler;
  await post("/v1/buckets", { name: "large-bucket" });
});
afterAll(() => deployment.remove());

const post = (path: string, json: unknown) => invoke(buckets, { method: "POST", path, json });
const presign = (json: object) => post("/v1/buckets/large-bucket/presign", json);
const complete = (uploadId: string) => post("/v1/buckets/large-bucket/complete", { uploadId });

async function upload({ url, headers }: { url: string; headers: Record<string, string> }, bytes: Uint8Array) {
  return fetch(url, { method: "PUT", headers, body: new Uint8Array(bytes) });
}

test("upload, complete and read an object of 3 MB", async () => {
  const bytes = randomBytes(3_000_000);
  const { status, json } = await presign({
    key: "a/large.bin",
    contentType: "image/png",
    metadata: { colour: "blue" },
  });
  expect(status).toBe(201);
  expect(json.headers).toEqual({ "if-none-match": "*" });
  const { searchParams } = new URL(json.url);
  expect(searchParams.get("X-Amz-SignedHeaders")).toBe("host;if-none-match");
  // The sum of the empty body that the URL was signed with would refuse every other.
  expect([...searchParams.keys()].filter((name) => name.includes("checksum"))).toEqual([]);
  expect((await upload(json, bytes)).ok).toBe(true);
  const completed = await complete(json.uploadId);
  expect(completed).toMatchObject({ status: 200, json: { key: "a/large.bin", size: 3_000_000 } });
  const path = "/v1/buckets/large-bucket/objects/a/large.bin";
  const part = await invoke(buckets, { path, headers: { range: "bytes=1500000-1500009" } });
  expect(part.bytes.equals(bytes.subarray(1_500_000, 1_500_010))).toBe(true);
  expect([part.headers["Content-Type"], part.headers["x-meta-colour"]]).toEqual([["image/png"], ["blue"]]);
});

test("download an object of 3 MB by a URL, with its type", async () => {
  const { json } = await presign({ method: "GET", key: "a/large.bin" });
  const got = await fetch(json.url);
  expect((await got.arrayBuffer()).byteLength).toBe(3_000_000);
  // What S3 answers as content-type; fauxqs knows nothing of it.
  expect(new URL(json.url).searchParams.get("response-content-type")).toBe("image/png");
});

test("complete an upload once, and none before its bytes are there", async () => {
  const { json } = await presign({ key: "once" });
  expect(await complete(json.uploadId)).toMatchObject({ status: 409, json: { code: "InvalidRequest" } });
  await upload(json, Buffer.from("hello"));
  const both = await Promise.all([complete(json.uploadId), complete(json.uploadId)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 404]);
});

test("give the bytes back when the object goes, and not before", async () => {
  const path = "/v1/buckets/large-bucket/objects/again";
  for (const text of ["first", "second"]) {
    const { json } = await presign({ key: "again" });
    await upload(json, Buffer.from(text));
    expect((await complete(json.uploadId)).status).toBe(200);
    expect((await invoke(buckets, { path })).bytes.toString()).toBe(text);
  }
});
