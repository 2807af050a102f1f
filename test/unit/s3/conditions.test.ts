import { expect, test } from "vitest";
import { createBucketWorld, md5, whileTimePasses } from "./bucket.ts";

const ETAG = `"${md5("data")}"`;
const OTHER = `"${md5("other")}"`;
/** The object's date, and dates around it. */
const STORED = new Date("2026-01-01T00:00:10.500Z");
const SAME_SECOND = new Date("2026-01-01T00:00:10Z");
const BEFORE = new Date("2026-01-01T00:00:09Z");
const AFTER = new Date("2026-01-01T00:00:11Z");
const FUTURE = new Date("2027-01-01T00:00:00Z");

async function world() {
  const made = await createBucketWorld();
  await made.advance(10.5);
  await made.put("a.txt", "data");
  await made.advance(60);
  return made;
}

// Recorded: test_s3_get_object_preconditions, test_s3_get_object_headers.
test.each([
  ["If-Match holds", { IfMatch: ETAG }, 200],
  ["If-Match without quotes holds", { IfMatch: ETAG.replaceAll('"', "") }, 200],
  ["If-Match with any", { IfMatch: "*" }, 200],
  ["If-Match with several", { IfMatch: `${OTHER}, ${ETAG}` }, 200],
  ["If-Match fails", { IfMatch: OTHER }, 412],
  ["If-None-Match holds", { IfNoneMatch: OTHER }, 200],
  ["If-None-Match fails", { IfNoneMatch: ETAG }, 304],
  ["If-None-Match without quotes fails", { IfNoneMatch: ETAG.replaceAll('"', "") }, 304],
  ["modified since", { IfModifiedSince: BEFORE }, 200],
  ["not modified since its own second", { IfModifiedSince: SAME_SECOND }, 304],
  ["not modified since", { IfModifiedSince: AFTER }, 304],
  ["a date in the future is passed over", { IfModifiedSince: FUTURE }, 200],
  ["unmodified since", { IfUnmodifiedSince: AFTER }, 200],
  ["unmodified since its own second", { IfUnmodifiedSince: SAME_SECOND }, 200],
  ["modified since, though it must not be", { IfUnmodifiedSince: BEFORE }, 412],
  ["the ETag decides before the date", { IfMatch: ETAG, IfUnmodifiedSince: BEFORE }, 200],
  ["the ETag decides before the date for 304 too", { IfNoneMatch: ETAG, IfModifiedSince: BEFORE }, 304],
  ["both fail: 412 goes before 304", { IfMatch: OTHER, IfNoneMatch: ETAG }, 412],
] as const)("a conditional read: %s", async (_, conditions, status) => {
  const { get, head } = await world();
  for (const read of [() => get("a.txt", conditions), () => head("a.txt", conditions)]) {
    if (status === 200) expect(await read()).toMatchObject({ ETag: ETAG });
    else await expect(read()).rejects.toMatchObject({ status });
  }
});

test("a failed condition is named, an unmodified object told with its ETag and date", async () => {
  const { get } = await world();
  await expect(get("a.txt", { IfMatch: OTHER })).rejects.toMatchObject({
    code: "PreconditionFailed",
    message: "At least one of the pre-conditions you specified did not hold",
    details: { Condition: "If-Match" },
  });
  await expect(get("a.txt", { IfNoneMatch: ETAG })).rejects.toMatchObject({
    code: "NotModified",
    details: { ETag: ETAG, LastModified: STORED },
  });
});

test("If-None-Match: * writes only what is not there", async () => {
  const { put, get } = await world();
  await expect(put("a.txt", "again", { IfNoneMatch: "*" })).rejects.toMatchObject({
    code: "PreconditionFailed",
    status: 412,
    details: { Condition: "If-None-Match" },
  });
  expect((await get("a.txt")).text).toBe("data");
  await put("b.txt", "first", { IfNoneMatch: "*" });
  await expect(put("b.txt", "x", { IfNoneMatch: ETAG })).rejects.toMatchObject({ code: "NotImplemented", status: 501 });
});

test("If-Match writes and deletes only what the client has seen", async () => {
  const { put, get, delete: remove } = await world();
  const failed = { code: "PreconditionFailed", details: { Condition: "If-Match" } };
  await expect(put("a.txt", "lost update", { IfMatch: OTHER })).rejects.toMatchObject(failed);
  await put("a.txt", "other", { IfMatch: ETAG });
  await expect(remove("a.txt", { IfMatch: ETAG })).rejects.toMatchObject(failed);
  await remove("a.txt", { IfMatch: OTHER });
  await expect(get("a.txt")).rejects.toMatchObject({ code: "NoSuchKey" });
  await expect(put("a.txt", "x", { IfMatch: ETAG })).rejects.toMatchObject({ code: "NoSuchKey" });
});

test("of many who put what is not there, one succeeds", async () => {
  const made = await world();
  const tries = Array.from({ length: 10 }, (_, index) => made.put("lock", `owner ${index}`, { IfNoneMatch: "*" }));
  const won = (await whileTimePasses(made, Promise.allSettled(tries))).filter(({ status }) => status === "fulfilled");
  expect(won).toHaveLength(1);
});

test("a delete by date or size is refused, as S3 refuses it", async () => {
  const { delete: remove } = await world();
  await expect(remove("a.txt", { IfMatchLastModifiedTime: STORED })).rejects.toMatchObject({
    code: "NotImplemented",
    message: "A header you provided implies functionality that is not implemented",
    details: { Header: "x-amz-if-match-last-modified-time" },
  });
});
