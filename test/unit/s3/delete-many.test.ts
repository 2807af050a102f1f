import type { DeleteObjectsRequest } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { deleteObjects } from "../../../shared/services/s3/operations/delete-objects.ts";
import { blobs, createBucketWorld, LARGE, md5 } from "./bucket.ts";

type Delete = NonNullable<DeleteObjectsRequest["Delete"]>;

async function bucketWith(keys: readonly string[], content = "hello") {
  const world = await createBucketWorld();
  for (const key of keys) await world.put(key, content);
  const deleteAll = (Objects: Delete["Objects"], more: Partial<Delete> = {}) =>
    world.call(deleteObjects, { Bucket: "photos", Delete: { Objects, ...more } });
  return { ...world, deleteAll };
}

function named(...keys: string[]) {
  return keys.map((Key) => ({ Key }));
}

// Recorded: test_delete_objects, test_delete_non_existing_keys.
test("keys without an object are reported deleted like the others", async () => {
  const { deleteAll, keys } = await bucketWith(["a", "b", "c"]);
  expect(await deleteAll(named("a", "nothing", "c"))).toEqual({ Deleted: named("a", "nothing", "c") });
  expect(await keys()).toEqual(["b"]);
});

test("1,000 keys go in several transactions; totals and blobs follow", async () => {
  const keys = Array.from({ length: 1000 }, (_, index) => `key-${index}`);
  const world = await bucketWith(keys.slice(0, 200), LARGE);
  await world.put("stays", "x");
  const { Deleted = [] } = await world.deleteAll(named(...keys));
  expect(Deleted.map(({ Key }) => Key)).toEqual(keys);
  expect(await world.keys()).toEqual(["stays"]);
  expect(await world.totals()).toEqual({ objects: 1, bytes: 1 });
  expect(await blobs(world)).toEqual([]);
  expect(await world.events({ type: "object.deleted" })).toHaveLength(200);
});

test("each key has a result of its own", async () => {
  const { deleteAll, keys } = await bucketWith(["a", "b", "c"]);
  const seen = `"${md5("hello")}"`;
  const result = await deleteAll([
    { Key: "a", ETag: `"${md5("other")}"` },
    { Key: "b", ETag: seen },
    { Key: "c", VersionId: "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD" },
    { Key: "x".repeat(1025) },
    { Key: "b" },
  ]);
  expect(result.Deleted).toEqual(named("b", "b"));
  expect(result.Errors).toMatchObject([
    { Key: "a", Code: "PreconditionFailed" },
    {
      Key: "c",
      Code: "NoSuchVersion",
      Message: "The specified version does not exist.",
      VersionId: "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD",
    },
    { Key: "x".repeat(1025), Code: "KeyTooLongError" },
  ]);
  expect(await keys()).toEqual(["a", "c"]);
});

test("a key that is named twice is deleted once", async () => {
  const { deleteAll, totals } = await bucketWith(["a", "b"]);
  await deleteAll(named("a", "a"));
  expect(await totals()).toEqual({ objects: 1, bytes: 5 });
});

test("Quiet answers only what failed", async () => {
  const { deleteAll } = await bucketWith(["a"]);
  expect(await deleteAll(named("a"), { Quiet: true })).toEqual({});
});

test.each([
  ["none", []],
  ["1,001", Array.from({ length: 1001 }, (_, index) => ({ Key: `${index}` }))],
])("%s keys are refused", async (_, objects) => {
  const { deleteAll } = await bucketWith([]);
  await expect(deleteAll(objects)).rejects.toMatchObject({ code: "MalformedXML" });
});

test("a bucket that is not there has nothing to delete", async () => {
  const { call } = await bucketWith([]);
  await expect(call(deleteObjects, { Bucket: "nowhere", Delete: { Objects: named("a") } })).rejects.toMatchObject({
    code: "NoSuchBucket",
  });
});
