import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { ProblemBody } from "./support/client.ts";
import { sharedServer } from "./support/shared-server.ts";

interface Page {
  readonly objects: readonly { readonly key: string; readonly size: number; readonly etag: string }[];
  readonly commonPrefixes: readonly string[];
  readonly nextToken?: string;
}

const server = sharedServer();

let count = 0;
/** A bucket of its own for each test. */
async function newBucket() {
  count += 1;
  const name = `bucket-${count}`;
  expect((await server.api.post("/v1/buckets", { name })).status).toBe(201);
  const path = `/v1/buckets/${name}`;
  return {
    name,
    path,
    at: (key: string) => `${path}/objects/${key}`,
    put: (key: string, body: string, headers: Record<string, string> = {}) =>
      server.api.send<{ key: string; etag: string; size: number }>("PUT", `${path}/objects/${key}`, { body, headers }),
    list: async (query = "") => (await server.api.get<Page>(`${path}/objects${query}`)).body,
  };
}

function etag(text: string): string {
  return `"${createHash("md5").update(text).digest("hex")}"`;
}

test("an object goes up and comes down with its metadata", async () => {
  const { put, at } = await newBucket();
  const stored = await put("a/b.txt", "hello", {
    "content-type": "text/plain; charset=utf-8",
    "x-meta-Colour": "blue",
    "cache-control": "no-cache",
    "content-disposition": 'attachment; filename="b.txt"',
    "content-language": "de",
    "content-encoding": "identity",
    expires: "Wed, 21 Oct 2026 07:28:00 GMT",
  });
  expect(stored.status).toBe(200);
  expect(stored.body).toEqual({ key: "a/b.txt", etag: etag("hello"), size: 5 });
  expect(stored.headers.get("etag")).toBe(etag("hello"));
  const expected = {
    "content-type": "text/plain; charset=utf-8",
    "content-length": "5",
    "x-meta-colour": "blue",
    "cache-control": "no-cache",
    "content-disposition": 'attachment; filename="b.txt"',
    "content-language": "de",
    "content-encoding": "identity",
    expires: "Wed, 21 Oct 2026 07:28:00 GMT",
    "accept-ranges": "bytes",
    etag: etag("hello"),
    // A stored web page must not act as the server's own.
    "content-security-policy": "sandbox",
  };
  const read = await server.api.get(at("a/b.txt"));
  expect(read.status).toBe(200);
  expect(read.text).toBe("hello");
  expect(Object.fromEntries(read.headers)).toMatchObject(expected);
  expect(Date.parse(read.headers.get("last-modified") ?? "")).not.toBeNaN();
  const described = await server.api.head(at("a/b.txt"));
  expect(described.status).toBe(200);
  expect(described.text).toBe("");
  expect(Object.fromEntries(described.headers)).toMatchObject(expected);
});

test("metadata beyond ASCII comes back byte for byte", async () => {
  const { put, at } = await newBucket();
  const bytes = Buffer.from("Zoë 😀", "utf8").toString("latin1");
  await put("a.txt", "hello", { "x-meta-name": bytes });
  expect((await server.api.head(at("a.txt"))).headers.get("x-meta-name")).toBe(bytes);
});

test("an object without a type is binary/octet-stream, and an empty one is an object too", async () => {
  const { at, list } = await newBucket();
  expect((await server.api.send("PUT", at("empty"))).status).toBe(200);
  const read = await server.api.get(at("empty"));
  expect([read.status, read.text, read.headers.get("content-type")]).toEqual([200, "", "binary/octet-stream"]);
  expect(read.headers.get("content-length")).toBe("0");
  expect((await list()).objects).toMatchObject([{ key: "empty", size: 0, etag: etag("") }]);
});

test.each([
  ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
  ["bytes=4-", 206, "456789", "bytes 4-9/10"],
  ["bytes=-2", 206, "89", "bytes 8-9/10"],
  ["bytes=0-1,4-5", 200, "0123456789", null],
])("the range %s is answered with %i", async (range, status, text, contentRange) => {
  const { put, at } = await newBucket();
  await put("digits", "0123456789");
  const part = await server.api.get(at("digits"), { range });
  expect([part.status, part.text, part.headers.get("content-range")]).toEqual([status, text, contentRange]);
  expect(part.headers.get("content-length")).toBe(String(text.length));
  const described = await server.api.head(at("digits"), { range });
  expect([described.status, described.headers.get("content-range")]).toEqual([status, contentRange]);
});

test("a range behind the end is 416", async () => {
  const { put, at } = await newBucket();
  await put("digits", "0123456789");
  const refused = await server.api.get<ProblemBody>(at("digits"), { range: "bytes=10-" });
  expect(refused.status).toBe(416);
  expect(refused.body).toMatchObject({ code: "InvalidRange", actualObjectSize: 10 });
});

test("conditional reads answer 304 without a body, and 412", async () => {
  const { put, at } = await newBucket();
  await put("a.txt", "hello");
  const lastModified = (await server.api.head(at("a.txt"))).headers.get("last-modified") ?? "";
  for (const headers of [{ "if-none-match": etag("hello") }, { "if-modified-since": lastModified }]) {
    for (const method of ["GET", "HEAD"]) {
      const unchanged = await server.api.send(method, at("a.txt"), { headers });
      expect([unchanged.status, unchanged.text]).toEqual([304, ""]);
      expect(unchanged.headers.get("etag")).toBe(etag("hello"));
    }
  }
  const changed = await server.api.get<ProblemBody>(at("a.txt"), { "if-match": etag("other") });
  expect([changed.status, changed.body.code]).toEqual([412, "PreconditionFailed"]);
  expect((await server.api.get(at("a.txt"), { "if-match": etag("hello") })).status).toBe(200);
  expect((await server.api.get(at("a.txt"), { "if-modified-since": "no date" })).status).toBe(200);
});

test("conditional writes protect what others have stored", async () => {
  const { put, at } = await newBucket();
  expect((await put("a.txt", "first", { "if-none-match": "*" })).status).toBe(200);
  expect((await put("a.txt", "second", { "if-none-match": "*" })).status).toBe(412);
  expect((await put("a.txt", "second", { "if-match": etag("other") })).status).toBe(412);
  expect((await put("a.txt", "second", { "if-match": etag("first") })).status).toBe(200);
  expect((await server.api.delete(at("a.txt"), { "if-match": etag("first") })).status).toBe(412);
  expect((await server.api.delete(at("a.txt"), { "if-match": etag("second") })).status).toBe(204);
});

test("what is not there is 404; deleting it is no fault", async () => {
  const { at } = await newBucket();
  const missing = await server.api.get<ProblemBody>(at("nothing"));
  expect(missing.status).toBe(404);
  expect(missing.body).toMatchObject({
    code: "NoSuchKey",
    detail: "The specified key does not exist.",
    key: "nothing",
  });
  const head = await server.api.head(at("nothing"));
  expect([head.status, head.text]).toEqual([404, ""]);
  expect((await server.api.delete(at("nothing"))).status).toBe(204);
  const nowhere = await server.api.send<ProblemBody>("PUT", "/v1/buckets/nowhere/objects/a", { body: "x" });
  expect([nowhere.status, nowhere.body.code]).toEqual([404, "NoSuchBucket"]);
});

test("keys are listed by prefix and delimiter, page by page", async () => {
  const { put, list } = await newBucket();
  for (const key of ["photos/1.jpg", "photos/2.jpg", "notes.txt", "zoo/a/b"]) await put(key, key);
  expect((await list()).objects.map(({ key }) => key)).toEqual([
    "notes.txt",
    "photos/1.jpg",
    "photos/2.jpg",
    "zoo/a/b",
  ]);
  const top = await list("?delimiter=/");
  expect(top.commonPrefixes).toEqual(["photos/", "zoo/"]);
  expect(top.objects).toMatchObject([{ key: "notes.txt", size: 9, etag: etag("notes.txt") }]);
  expect((await list("?prefix=photos%2F&startAfter=photos%2F1.jpg")).objects).toMatchObject([{ key: "photos/2.jpg" }]);
  const first = await list("?delimiter=/&limit=2");
  expect([first.objects.length, first.commonPrefixes]).toEqual([1, ["photos/"]]);
  const second = await list(`?delimiter=/&limit=2&nextToken=${encodeURIComponent(first.nextToken ?? "")}`);
  expect(second).toEqual({ objects: [], commonPrefixes: ["zoo/"] });
});

test.each([["?limit=0"], ["?limit=1001"], ["?limit=x"], ["?colour=blue"], ["?nextToken=made-up"]])(
  "listing with %s is refused",
  async (query) => {
    const { path } = await newBucket();
    expect((await server.api.get(`${path}/objects${query}`)).status).toBe(400);
  },
);

test("an object is copied with its metadata, or with new", async () => {
  const { name, path, put, at } = await newBucket();
  const other = await newBucket();
  await put("a.txt", "hello", { "content-type": "text/plain", "x-meta-colour": "blue" });
  const from = { bucket: name, key: "a.txt" };
  const copied = await server.api.post<{ key: string; etag: string }>(`${other.path}/copy`, { from, key: "b/ç.txt" });
  expect(copied.status).toBe(200);
  expect(copied.body).toMatchObject({ key: "b/ç.txt", etag: etag("hello") });
  const same = await server.api.get(other.at(`b/${encodeURIComponent("ç")}.txt`));
  expect([same.text, same.headers.get("content-type"), same.headers.get("x-meta-colour")]).toEqual([
    "hello",
    "text/plain",
    "blue",
  ]);
  await server.api.post(`${path}/copy`, { from, key: "a.txt", contentType: "text/css", metadata: { size: "small" } });
  const changed = (await server.api.head(at("a.txt"))).headers;
  expect([changed.get("content-type"), changed.get("x-meta-size"), changed.get("x-meta-colour")]).toEqual([
    "text/css",
    "small",
    null,
  ]);
  const pointless = await server.api.post<ProblemBody>(`${path}/copy`, { from, key: "a.txt" });
  expect([pointless.status, pointless.body.code]).toEqual([400, "InvalidRequest"]);
  const missing = await server.api.post(`${path}/copy`, { from: { ...from, key: "nothing" }, key: "c" });
  expect(missing.status).toBe(404);
  const unheard = { from, key: "c", metadata: { "not a name": "x" } };
  expect((await server.api.post(`${path}/copy`, unheard)).status).toBe(400);
});

test("many objects are deleted at once, each with a result of its own", async () => {
  const { path, put, list } = await newBucket();
  for (const key of ["a", "b", "c"]) await put(key, key);
  const long = "x".repeat(1025);
  const { status, body } = await server.api.post(`${path}/delete`, { keys: ["a", "nothing", long, "c"] });
  expect(status).toBe(200);
  expect(body).toEqual({
    deleted: ["a", "nothing", "c"],
    failed: [{ key: long, code: "KeyTooLongError", detail: "Your key is too long" }],
  });
  expect((await list()).objects.map(({ key }) => key)).toEqual(["b"]);
  expect((await server.api.post(`${path}/delete`, { keys: [] })).status).toBe(400);
});

test("the journal tells it in the lesson's words", async () => {
  const { name, put, at } = await newBucket();
  await put("a.txt", "hello");
  await server.api.delete(at("a.txt"));
  const { body } = await server.api.get<{ events: { type: string; text: string }[] }>(
    `/v1/playground/events?resource=arn:aws:s3:::${name}`,
  );
  expect(body.events.map(({ type }) => type)).toEqual(["bucket.created", "object.stored", "object.deleted"]);
});
