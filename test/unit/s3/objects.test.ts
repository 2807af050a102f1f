import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { collect } from "../../../shared/core/bytes.ts";
import { getObject } from "../../../shared/services/s3/operations/get-object.ts";
import { putObject } from "../../../shared/services/s3/operations/put-object.ts";
import { blobs, createBucketWorld, LARGE, md5, objectsOf, whileTimePasses } from "./bucket.ts";
import { interruptible } from "./interruptible.ts";

test.each([
  ["a few bytes", "hello"],
  ["no bytes", ""],
  ["more than a row should carry", LARGE],
])("an object of %s is stored and read", async (_, content) => {
  const { put, get, head } = await createBucketWorld();
  const ETag = `"${md5(content)}"`;
  expect(await put("a.txt", content)).toMatchObject({ ETag });
  const told = {
    AcceptRanges: "bytes",
    ContentLength: content.length,
    ContentType: "binary/octet-stream",
    ETag,
    LastModified: new Date("2026-01-01T00:00:00Z"),
    Metadata: {},
  };
  expect(await get("a.txt")).toMatchObject({ ...told, text: content });
  const described = await head("a.txt");
  expect(described).toMatchObject(told);
  expect(described).not.toHaveProperty("Body");
});

test("metadata travels with the object, its names in lower case", async () => {
  const { put, get, head } = await createBucketWorld();
  const headers = {
    CacheControl: "no-cache",
    ContentDisposition: 'attachment; filename="a.txt"',
    ContentEncoding: "gzip",
    ContentLanguage: "de",
    ContentType: "text/plain",
  };
  const Expires = "Wed, 21 Oct 2026 07:28:00 GMT";
  await put("a.txt", "hello", { ...headers, Expires, Metadata: { Colour: "blue", __proto__x: "1" } });
  const expected = { ...headers, ExpiresString: Expires, Expires: new Date(Expires) };
  expect(await head("a.txt")).toMatchObject({ ...expected, Metadata: { colour: "blue", __proto__x: "1" } });
  expect(await get("a.txt")).toMatchObject(expected);
  await put("b.txt", "hello", { Expires: "-1" });
  expect(await head("b.txt")).toMatchObject({ ExpiresString: "-1", Expires: undefined });
  const overridden = await get("a.txt", { ResponseContentType: "image/png", ResponseCacheControl: "max-age=74" });
  expect(overridden).toMatchObject({ ContentType: "image/png", CacheControl: "max-age=74", ContentLanguage: "de" });
});

test("user metadata may have 2 KB of names and values, and no byte more", async () => {
  const { put, head } = await createBucketWorld();
  const Metadata = { ab: "x".repeat(2046) };
  await put("a.txt", "hello", { Metadata });
  expect((await head("a.txt")).Metadata).toEqual(Metadata);
  await expect(put("a.txt", "hello", { Metadata: { ab: "x".repeat(2047) } })).rejects.toMatchObject({
    code: "MetadataTooLarge",
    details: { Size: 2049, MaxSizeAllowed: 2048 },
  });
  await expect(put("a.txt", "hello", { Metadata: { ab: "é".repeat(1024) } })).rejects.toMatchObject({
    code: "MetadataTooLarge",
  });
});

test("a put over a key replaces all of the object and forgets its bytes", async () => {
  const world = await createBucketWorld();
  const { put, get, head, totals, events } = world;
  await put("a.txt", LARGE, { Metadata: { colour: "blue" } });
  expect(await blobs(world)).toHaveLength(1);
  await put("a.txt", `${LARGE}!`);
  expect(await blobs(world)).toHaveLength(1);
  await put("a.txt", "small");
  expect(await blobs(world)).toHaveLength(0);
  expect(await get("a.txt")).toMatchObject({ text: "small", Metadata: {} });
  expect((await head("a.txt")).ETag).toBe(`"${md5("small")}"`);
  expect(await totals()).toEqual({ objects: 1, bytes: 5 });
  expect((await events({ type: "object.stored" }))[0]).toMatchObject({
    resource: "arn:aws:s3:::photos",
    text: `object stored: a.txt in photos: 10000 bytes, binary/octet-stream, ETag "${md5(LARGE)}"`,
  });
  expect((await events({ type: "object.overwritten" }))[1]?.text).toContain("the 10001 bytes that were there");
});

test("a deleted object is gone, with its bytes; deleting it again succeeds too", async () => {
  const world = await createBucketWorld();
  const { put, get, head, delete: remove, totals, events } = world;
  await put("a.txt", LARGE);
  await put("b.txt", "b");
  await remove("a.txt");
  expect(await blobs(world)).toHaveLength(0);
  expect(await totals()).toEqual({ objects: 1, bytes: 1 });
  await expect(get("a.txt")).rejects.toMatchObject({
    code: "NoSuchKey",
    message: "The specified key does not exist.",
    status: 404,
    details: { Key: "a.txt" },
  });
  await expect(head("a.txt")).rejects.toMatchObject({ code: "NotFound", status: 404 });
  await remove("a.txt");
  expect(await totals()).toEqual({ objects: 1, bytes: 1 });
  expect((await events({ type: "object.deleted" })).map(({ text }) => text)).toEqual([
    "object deleted: a.txt in photos, for good, since nothing keeps older versions",
  ]);
});

test("objects of a bucket that is not there", async () => {
  const world = await createBucketWorld();
  const nowhere = objectsOf(world, "nowhere");
  const missing = expect.objectContaining({ code: "NoSuchBucket" });
  await expect(nowhere.put("a", "a")).rejects.toEqual(missing);
  await expect(nowhere.get("a")).rejects.toEqual(missing);
  await expect(nowhere.delete("a")).rejects.toEqual(missing);
  await expect(nowhere.list()).rejects.toEqual(missing);
});

test.each([
  ["a plain name", "a.txt"],
  ["spaces, plus and percent", "a b+c%20d%"],
  ["slashes and dots", "/../..//./"],
  ["a slash alone", "/"],
  ["control characters", "a\u0000b\nc"],
  ["emoji", "😀/é/\uffee"],
  ["1,024 bytes", "é".repeat(512)],
])("any text is a key: %s", async (_, Key) => {
  const { put, get, keys, delete: remove } = await createBucketWorld();
  await put(Key, "here");
  await put(`${Key.slice(0, 300)}x`, "not here");
  expect((await get(Key)).text).toBe("here");
  expect(await keys()).toContain(Key);
  await remove(Key);
  expect(await keys()).toEqual([`${Key.slice(0, 300)}x`]);
});

test("a key has at most 1,024 bytes of UTF-8", async () => {
  const { put, get } = await createBucketWorld();
  const tooLong = expect.objectContaining({
    code: "KeyTooLongError",
    message: "Your key is too long",
    details: { Size: 1026, MaxSizeAllowed: 1024 },
  });
  await expect(put("é".repeat(513), "x")).rejects.toEqual(tooLong);
  await expect(get("é".repeat(513))).rejects.toEqual(tooLong);
  await expect(put("\ud83d", "half an emoji")).rejects.toMatchObject({ code: "InvalidURI" });
  await expect(put("", "nameless")).rejects.toMatchObject({ code: "InvalidURI" });
});

test("a body's MD5 that does not fit is refused", async () => {
  const { put } = await createBucketWorld();
  const digest = (text: string) => createHash("md5").update(text).digest("base64");
  await put("a.txt", "hello", { ContentMD5: digest("hello") });
  await expect(put("a.txt", "hello", { ContentMD5: digest("other") })).rejects.toMatchObject({ code: "BadDigest" });
  await expect(put("a.txt", "hello", { ContentMD5: "no MD5" })).rejects.toMatchObject({ code: "InvalidDigest" });
});

test("one put takes 5 GiB and no byte more", async () => {
  const { call } = await createBucketWorld();
  const size = 5 * 1024 ** 3;
  const body = (bytes: number) => ({ kind: "blob", blob: "default.1/made-up", size: bytes, md5: md5("") }) as const;
  await expect(call(putObject, { Bucket: "photos", Key: "a", Body: body(size + 1) })).rejects.toMatchObject({
    code: "EntityTooLarge",
    status: 400,
    restStatus: 413,
  });
  // Made up too: nobody reads 5 GiB that are not there.
  const ComputedChecksum = { algorithm: "CRC64NVME", value: "AAAAAAAAAAA=" };
  await call(putObject, { Bucket: "photos", Key: "a", Body: body(size), ComputedChecksum });
});

test("an object that is overwritten between the look and the reading is looked up again", async () => {
  const world = await createBucketWorld();
  await world.put("a.txt", LARGE);
  const { blobs: store } = world.engine.ports;
  const get = store.get.bind(store);
  store.get = async (...parameters) => {
    store.get = get;
    await world.put("a.txt", `new ${LARGE}`);
    await world.engine.idle();
    return get(...parameters);
  };
  expect((await world.get("a.txt")).text).toBe(`new ${LARGE}`);
});

test("a reader that has begun reads to the end while the object is overwritten", async () => {
  const { put, call } = await createBucketWorld();
  await put("a.txt", LARGE);
  const { Body } = await call(getObject, { Bucket: "photos", Key: "a.txt" });
  await put("a.txt", "small");
  expect((await collect(Body)).toString()).toBe(LARGE);
});

test("what is not built is refused, never ignored", async () => {
  const { put, get, delete: remove } = await createBucketWorld();
  const notBuilt = (Header: string) =>
    expect.objectContaining({ code: "NotImplemented", status: 501, details: { Header } });
  await expect(put("a", "a", { WriteOffsetBytes: 1 })).rejects.toEqual(notBuilt("x-amz-write-offset-bytes"));
  await expect(remove("a", { MFA: "serial 123456" })).rejects.toEqual(notBuilt("x-amz-mfa"));
  await put("a", "a", { StorageClass: "STANDARD", ServerSideEncryption: "AES256", ACL: "private" });
  await expect(get("a", { VersionId: "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD" })).rejects.toMatchObject({
    code: "InvalidArgument",
  });
  expect((await get("a", { VersionId: "null" })).text).toBe("a");
});

test("a deletion that meets an overwrite deletes what is there now", async () => {
  const { wrapStore, before } = interruptible();
  const world = await createBucketWorld({ wrapStore });
  await world.put("a.txt", "short");
  before(
    (writes) => writes.some(({ kind }) => kind === "delete"),
    () => world.put("a.txt", LARGE),
  );
  await world.delete("a.txt");
  expect(await world.totals()).toEqual({ objects: 0, bytes: 0 });
  expect(await blobs(world)).toEqual([]);
});

test("totals are exact when many put, overwrite and delete at once", async () => {
  const world = await createBucketWorld();
  const { put, delete: remove, totals, list } = world;
  const steps = Array.from({ length: 120 }, (_, step) => {
    const key = `key-${step % 7}`;
    return step % 5 === 4 ? remove(key) : put(key, "x".repeat(step));
  });
  await whileTimePasses(world, Promise.all(steps));
  const { Contents = [] } = await list();
  const bytes = Contents.reduce((sum, { Size = 0 }) => sum + Size, 0);
  expect(await totals()).toEqual({ objects: Contents.length, bytes });
});
