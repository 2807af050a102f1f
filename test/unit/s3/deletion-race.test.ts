import { expect, test } from "vitest";
import type { Key, Write } from "../../../shared/ports/table-store.ts";
import { closeBucket } from "../../../shared/services/s3/operations/close-bucket.ts";
import { createBucketWorld } from "./bucket.ts";
import { interruptible } from "./interruptible.ts";

const isBucketRow = ({ partition }: Key) => partition.endsWith("/s3/buckets");
const closes = (writes: readonly Write[]) => writes.some(({ kind, key }) => kind === "put" && isBucketRow(key));
const removes = (writes: readonly Write[]) => writes.some(({ kind, key }) => kind === "delete" && isBucketRow(key));
const storesObject = (writes: readonly Write[]) => writes.some(({ key }) => key.partition.endsWith("/objects"));

test("an object put between the look and the closing keeps the bucket alive", async () => {
  const { wrapStore, before } = interruptible();
  const { put, remove, keys } = await createBucketWorld({ wrapStore });
  before(closes, () => put("late.txt", "late"));
  await expect(remove()).rejects.toMatchObject({ code: "BucketNotEmpty" });
  expect(await keys()).toEqual(["late.txt"]);
});

test("an object put after the closing opens the bucket again and keeps it alive", async () => {
  const { wrapStore, before } = interruptible();
  const { put, remove, keys, totals } = await createBucketWorld({ wrapStore });
  before(removes, () => put("late.txt", "late"));
  await expect(remove()).rejects.toMatchObject({ code: "BucketNotEmpty" });
  expect(await keys()).toEqual(["late.txt"]);
  expect(await totals()).toEqual({ objects: 1, bytes: 4 });
});

test("a put that began before the closing and ends after the look keeps the bucket alive", async () => {
  const { wrapStore, before } = interruptible();
  const { put, remove, keys, totals } = await createBucketWorld({ wrapStore });
  const looked = Promise.withResolvers<void>();
  let deletion: Promise<unknown> | undefined;
  before(storesObject, async () => {
    before(removes, async () => {
      looked.resolve();
      await putting;
    });
    deletion = remove();
    deletion.catch(() => {});
    await looked.promise;
  });
  const putting = put("late.txt", "late");
  await putting;
  await expect(deletion).rejects.toMatchObject({ code: "BucketNotEmpty" });
  expect(await keys()).toEqual(["late.txt"]);
  expect(await totals()).toEqual({ objects: 1, bytes: 4 });
});

test("a put that began before the deletion finds the bucket gone", async () => {
  const { wrapStore, before } = interruptible();
  const { put, remove } = await createBucketWorld({ wrapStore });
  before(storesObject, () => remove());
  await expect(put("late.txt", "late")).rejects.toMatchObject({ code: "NoSuchBucket" });
});

test("a put into a bucket that was deleted and made again meanwhile lands in the new one", async () => {
  const { wrapStore, before } = interruptible();
  const { put, remove, create, keys, totals } = await createBucketWorld({ wrapStore });
  before(storesObject, async () => {
    await remove();
    await create();
  });
  await put("late.txt", "late");
  expect(await keys()).toEqual(["late.txt"]);
  expect(await totals()).toEqual({ objects: 1, bytes: 4 });
});

test("a deletion that dies half-way leaves a bucket that works, and can be tried again", async () => {
  const { call, store, root, put, get, delete: removeObject, remove, keys } = await createBucketWorld();
  const key = { table: "plain", partition: `${await root()}/s3/buckets`, sort: "photos" } as const;
  await call(closeBucket, { Bucket: "photos", Version: (await store.get(key))?.version ?? "" });
  expect((await store.get(key))?.value).toMatchObject({ closing: true });
  expect(await keys()).toEqual([]);
  await put("a.txt", "one");
  expect((await store.get(key))?.value).not.toHaveProperty("closing");
  await put("b.txt", "two");
  expect((await get("a.txt")).text).toBe("one");
  await expect(remove()).rejects.toMatchObject({ code: "BucketNotEmpty" });
  await removeObject("a.txt");
  await removeObject("b.txt");
  await remove();
});

test("of puts and deletions at once, no acknowledged object is in no bucket", async () => {
  const world = await createBucketWorld();
  const { put, remove, create, get, delete: removeObject } = world;
  for (let round = 0; round < 50; round += 1) {
    await create();
    const [stored, ...deletions] = await Promise.allSettled([put("a.txt", `round ${round}`), remove(), remove()]);
    if (stored?.status === "fulfilled" && deletions.every(({ status }) => status === "rejected")) {
      expect((await get("a.txt")).text).toBe(`round ${round}`);
      await removeObject("a.txt");
    } else {
      // Either the put came first and the bucket stayed, or it was refused: never acknowledged and gone.
      expect(stored).toMatchObject({ status: "rejected", reason: { code: "NoSuchBucket" } });
    }
  }
});
