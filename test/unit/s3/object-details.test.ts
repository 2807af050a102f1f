import { expect, test } from "vitest";
import { getObjectTagging } from "../../../shared/services/s3/operations/get-object-tagging.ts";
import { putObjectTagging } from "../../../shared/services/s3/operations/put-object-tagging.ts";
import { createBucketWorld, LARGE } from "./bucket.ts";

const Bucket = "photos";
const tagSet = (count: number) => ({
  TagSet: Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: "v" })),
});

test("an object has ten tags and no more, however they come", async () => {
  const { put, call, head } = await createBucketWorld();
  const header = (count: number) =>
    tagSet(count)
      .TagSet.map(({ Key, Value }) => `${Key}=${Value}`)
      .join("&");
  await put("a", "x", { Tagging: header(10) });
  expect((await head("a")).TagCount).toBe(10);
  const tooMany = { code: "BadRequest", message: "Object tags cannot be greater than 10" };
  await expect(put("a", "x", { Tagging: header(11) })).rejects.toMatchObject(tooMany);
  const eleven = call(putObjectTagging, { Bucket, Key: "a", Tagging: tagSet(11) });
  await expect(eleven).rejects.toMatchObject(tooMany);
});

test.each([
  ["k".repeat(129), "v", "The TagKey you have provided is invalid"],
  ["k", "v".repeat(257), "The TagValue you have provided is invalid"],
  ["k", "v;", "The TagValue you have provided is invalid"],
  ["", "v", "The TagKey you have provided is invalid"],
])("a tag %s=%s is refused", async (Key, Value, message) => {
  const { put, call } = await createBucketWorld();
  await put("a", "x");
  const tagged = call(putObjectTagging, { Bucket, Key: "a", Tagging: { TagSet: [{ Key, Value }] } });
  await expect(tagged).rejects.toMatchObject({ code: "InvalidTag", message });
});

test("tags change neither date nor bytes, and go when the object is written over", async () => {
  const { put, call, head, advance, totals } = await createBucketWorld();
  await put("a", LARGE);
  const before = await head("a");
  await advance(60);
  await call(putObjectTagging, { Bucket, Key: "a", Tagging: tagSet(1) });
  expect((await head("a")).LastModified).toEqual(before.LastModified);
  expect(await totals()).toEqual({ objects: 1, bytes: LARGE.length });
  await put("a", "new");
  expect((await call(getObjectTagging, { Bucket, Key: "a" })).TagSet).toEqual([]);
});

test("an object that was put whole is its own first part", async () => {
  const { put, get, head } = await createBucketWorld();
  await put("a", "0123456789");
  const part = await get("a", { PartNumber: 1 });
  expect(part).toMatchObject({ text: "0123456789", ContentRange: "bytes 0-9/10" });
  expect(part.PartsCount).toBeUndefined();
  await expect(get("a", { PartNumber: 2 })).rejects.toMatchObject({
    code: "InvalidPartNumber",
    status: 416,
    details: { ActualPartCount: 1, PartNumberRequested: 2 },
  });
  await put("empty", "");
  expect((await head("empty", { PartNumber: 1 })).ContentLength).toBe(0);
});

test("a redirect begins with a slash or an address", async () => {
  const { put, head } = await createBucketWorld();
  await put("a", "x", { WebsiteRedirectLocation: "https://example.com/" });
  expect((await head("a")).WebsiteRedirectLocation).toBe("https://example.com/");
  await expect(put("a", "x", { WebsiteRedirectLocation: "example.com" })).rejects.toMatchObject({
    code: "InvalidRedirectLocation",
  });
});

test("every checksum kind is kept, shown to who asks, and only of the whole", async () => {
  const { put, head, get } = await createBucketWorld();
  const sums = { ChecksumCRC32: "poTHxg==", ChecksumType: "FULL_OBJECT" };
  await put("a", "0123456789", { ChecksumCRC32: "poTHxg==" });
  expect(await head("a", { ChecksumMode: "ENABLED" })).toMatchObject(sums);
  expect(await get("a", { ChecksumMode: "ENABLED", Range: "bytes=0-9" })).toMatchObject(sums);
  expect(await get("a", { ChecksumMode: "ENABLED", Range: "bytes=1-9" })).not.toHaveProperty("ChecksumCRC32");
  expect(await head("a")).not.toHaveProperty("ChecksumCRC32");
});
