import { expect, test } from "vitest";
import { blobs, createBucketWorld, LARGE, md5 } from "./bucket.ts";

test.each([
  ["small", "hello"],
  ["large", LARGE],
])("a %s object is copied with its metadata, and lives on when the source is deleted", async (_, content) => {
  const world = await createBucketWorld();
  const { put, copy, get, delete: remove, totals, advance } = world;
  const other = await world.bucket("copies");
  await put("a b+c%2F/é.txt", content, {
    ContentType: "text/plain",
    CacheControl: "no-cache",
    Metadata: { colour: "blue" },
  });
  await advance(5);
  const { CopyObjectResult } = await other.copy(`photos/${encodeURIComponent("a b+c%2F/é.txt")}`, "copy.txt");
  expect(CopyObjectResult).toMatchObject({ ETag: `"${md5(content)}"`, LastModified: new Date("2026-01-01T00:00:05Z") });
  await remove("a b+c%2F/é.txt");
  expect(await other.get("copy.txt")).toMatchObject({
    text: content,
    ContentType: "text/plain",
    CacheControl: "no-cache",
    Metadata: { colour: "blue" },
  });
  expect(await totals()).toEqual({ objects: 0, bytes: 0 });
  expect(await other.totals()).toEqual({ objects: 1, bytes: content.length });
  expect(await blobs(world)).toHaveLength(content === LARGE ? 1 : 0);
  await expect(get("copy.txt")).rejects.toMatchObject({ code: "NoSuchKey" });
  await expect(copy("/photos/nothing", "b")).rejects.toMatchObject({ code: "NoSuchKey", details: { Key: "nothing" } });
  await expect(copy("nowhere/a", "b")).rejects.toMatchObject({ code: "NoSuchBucket" });
});

test("REPLACE gives the copy only the metadata that it is told", async () => {
  const { put, copy, head } = await createBucketWorld();
  await put("a.txt", "hello", { ContentType: "text/plain", Metadata: { colour: "blue" } });
  await copy("photos/a.txt", "b.txt", { MetadataDirective: "REPLACE", Metadata: { size: "small" } });
  expect(await head("b.txt")).toMatchObject({ ContentType: "binary/octet-stream", Metadata: { size: "small" } });
  await copy("photos/a.txt", "c.txt", { MetadataDirective: "COPY", Metadata: { size: "small" } });
  expect(await head("c.txt")).toMatchObject({ ContentType: "text/plain", Metadata: { colour: "blue" } });
});

// Recorded: test_s3_copy_object_in_place, test_s3_copy_object_in_place_metadata_directive.
test("a copy onto itself changes metadata and keeps the bytes where they are", async () => {
  const world = await createBucketWorld();
  const { put, copy, get, totals } = world;
  await put("a.txt", LARGE, { Metadata: { colour: "blue" } });
  const before = await blobs(world);
  await expect(copy("photos/a.txt", "a.txt")).rejects.toMatchObject({
    code: "InvalidRequest",
    status: 400,
    message: expect.stringContaining("trying to copy an object to itself without changing"),
  });
  await copy("photos/a.txt", "a.txt", { MetadataDirective: "REPLACE", ContentType: "text/plain" });
  expect(await get("a.txt")).toMatchObject({ text: LARGE, ContentType: "text/plain", Metadata: {} });
  expect(await blobs(world)).toEqual(before);
  expect(await totals()).toEqual({ objects: 1, bytes: LARGE.length });
});

test("a copy over an object forgets the bytes that were there", async () => {
  const world = await createBucketWorld();
  await world.put("a.txt", LARGE);
  await world.put("b.txt", `${LARGE}!`);
  await world.copy("photos/a.txt", "b.txt");
  expect((await world.get("b.txt")).text).toBe(LARGE);
  expect(await blobs(world)).toHaveLength(2);
  expect(await world.totals()).toEqual({ objects: 2, bytes: 2 * LARGE.length });
});

test("a source may be held to conditions, and so may the place of the copy", async () => {
  const { put, copy } = await createBucketWorld();
  await put("a.txt", "hello");
  await put("b.txt", "there");
  const ETag = `"${md5("hello")}"`;
  const failed = (Condition: string) =>
    expect.objectContaining({ code: "PreconditionFailed", status: 412, details: { Condition } });
  const refused = { CopySourceIfNoneMatch: ETag };
  await expect(copy("photos/a.txt", "c", refused)).rejects.toEqual(failed("x-amz-copy-source-If-None-Match"));
  const past = { CopySourceIfUnmodifiedSince: new Date(0) };
  await expect(copy("photos/a.txt", "c", past)).rejects.toEqual(failed("x-amz-copy-source-If-Unmodified-Since"));
  await expect(copy("photos/a.txt", "b.txt", { IfNoneMatch: "*" })).rejects.toEqual(failed("If-None-Match"));
  await expect(copy("photos/a.txt", "b.txt", { IfMatch: ETag })).rejects.toEqual(failed("If-Match"));
  await copy("photos/a.txt", "c", { CopySourceIfMatch: ETag, IfNoneMatch: "*" });
});

test.each([["x-amz-copy-source"], ["photos/"], ["/"], [""], ["photos/%zz"]])("%j is no source", async (source) => {
  const { copy } = await createBucketWorld();
  await expect(copy(source, "a")).rejects.toMatchObject({
    code: "InvalidArgument",
    message: "Invalid copy source object key",
    details: { ArgumentName: "x-amz-copy-source", ArgumentValue: "x-amz-copy-source" },
  });
});

test("a source that is overwritten while it is opened is looked up again", async () => {
  const world = await createBucketWorld();
  await world.put("a.txt", LARGE);
  const { blobs: store } = world.engine.ports;
  const get = store.get.bind(store);
  store.get = async (...parameters) => {
    store.get = get;
    await world.delete("a.txt");
    await world.put("a.txt", `new ${LARGE}`);
    await world.engine.idle();
    return get(...parameters);
  };
  await world.copy("photos/a.txt", "b.txt");
  expect((await world.get("b.txt")).text).toBe(`new ${LARGE}`);
});

test.each([
  ["a+plus.txt", "a plus.txt"],
  ["a%2Bplus.txt", "a+plus.txt"],
  ["a%20plus.txt", "a plus.txt"],
])("a source %s is read as a URL's text: %s", async (written, key) => {
  const { put, copy, get } = await createBucketWorld();
  await put(key, "text");
  await copy(`photos/${written}`, "copied.txt");
  expect((await get("copied.txt")).text).toBe("text");
});
