import { expect, test } from "vitest";
import { createBucketWorld, LARGE } from "./bucket.ts";

// Recorded: test_get_object_range, where the object is 0123456789.
test.each([
  ["bytes=0-8", "012345678", "bytes 0-8/10"],
  ["bytes=1-1", "1", "bytes 1-1/10"],
  ["bytes=1-", "123456789", "bytes 1-9/10"],
  ["bytes=0-100", "0123456789", "bytes 0-9/10"],
  ["bytes=-2", "89", "bytes 8-9/10"],
  ["bytes=-9", "123456789", "bytes 1-9/10"],
  ["bytes=-15", "0123456789", "bytes 0-9/10"],
  ["bytes=0--1", "0123456789", undefined],
  ["bytes=1-0", "0123456789", undefined],
  ["bytes=-1-", "0123456789", undefined],
  ["bytes=-", "0123456789", undefined],
  ["bytes=0-1,3-4", "0123456789", undefined],
  ["0-1", "0123456789", undefined],
])("the range %s gives %s", async (Range, text, ContentRange) => {
  const { put, get, head } = await createBucketWorld();
  await put("digits", "0123456789");
  const part = await get("digits", { Range });
  expect(part.text).toBe(text);
  expect(part.ContentRange).toBe(ContentRange);
  expect(part.ContentLength).toBe(text.length);
  const described = await head("digits", { Range });
  expect(described.ContentRange).toBe(ContentRange);
  expect(described.ContentLength).toBe(text.length);
});

test.each([["bytes=100-200"], ["bytes=10-"], ["bytes=-0"]])("the range %s is not satisfiable", async (Range) => {
  const { put, get, head } = await createBucketWorld();
  await put("digits", "0123456789");
  const refused = expect.objectContaining({
    code: "InvalidRange",
    message: "The requested range is not satisfiable",
    status: 416,
    details: { RangeRequested: Range, ActualObjectSize: 10 },
  });
  await expect(get("digits", { Range })).rejects.toEqual(refused);
  await expect(head("digits", { Range })).rejects.toEqual(refused);
});

test("an empty object has no range", async () => {
  const { put, get } = await createBucketWorld();
  await put("empty", "");
  await expect(get("empty", { Range: "bytes=0-" })).rejects.toMatchObject({ status: 416 });
  await expect(get("empty", { Range: "bytes=-5" })).rejects.toMatchObject({ status: 416 });
});

test("a range of a large object", async () => {
  const { put, get } = await createBucketWorld();
  await put("large", LARGE);
  expect((await get("large", { Range: "bytes=4995-5004" })).text).toBe("5678901234");
  expect((await get("large", { Range: "bytes=-3" })).text).toBe("789");
});
