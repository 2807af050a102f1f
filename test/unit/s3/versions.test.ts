import { expect, test } from "vitest";
import type { Key, Write } from "../../../shared/ports/table-store.ts";
import { closeBucket } from "../../../shared/services/s3/operations/close-bucket.ts";
import { deleteObjects } from "../../../shared/services/s3/operations/delete-objects.ts";
import { bucketKey } from "../../../shared/services/s3/table.ts";
import { makeVersionId, sequencerOf } from "../../../shared/services/s3/version-id.ts";
import { blobs, createBucketWorld, LARGE } from "./bucket.ts";
import { interruptible } from "./interruptible.ts";

async function versionedWorld(...parameters: Parameters<typeof createBucketWorld>) {
  const world = await createBucketWorld(...parameters);
  await world.version("Enabled");
  return world;
}

const isPlace =
  (place: string) =>
  ({ key }: { key: Key }) =>
    key.partition.endsWith(`/${place}`);
const writesTo = (place: string) => (writes: readonly Write[]) => writes.some(isPlace(place));

test("an id carries its sequencer, and no other text is an id", () => {
  const random = new Uint8Array(12).map((_, index) => index * 20);
  const sequencer = "019B8C2A5F000003";
  const id = makeVersionId(sequencer, random);
  expect(id).toMatch(/^[A-Za-z0-9._]{32}$/);
  expect(sequencerOf(id)).toBe(sequencer);
  const other = `${id.slice(0, -1)}${id.endsWith("a") ? "b" : "a"}`;
  for (const text of [other, "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD", "", "null", `${id}a`]) {
    expect(sequencerOf(text)).toBeUndefined();
  }
});

test("versions within one millisecond keep their order", async () => {
  const { put, versions } = await versionedWorld();
  const ids: (string | undefined)[] = [];
  for (let count = 0; count < 5; count += 1) ids.push((await put("a", String(count))).VersionId);
  expect(await versions()).toEqual(ids.reverse().map((id, index) => `${index === 0 ? "*" : ""}a ${id}`));
});

test("totals tell current and noncurrent versions apart, and bodies go with their versions", async () => {
  const world = await versionedWorld();
  const { put, delete: remove, totals, noncurrent } = world;
  const { VersionId: first = "" } = await put("a", LARGE);
  const { VersionId: second = "" } = await put("a", "small");
  expect([await totals(), await noncurrent()]).toEqual([
    { objects: 1, bytes: 5 },
    { versions: 1, bytes: LARGE.length },
  ]);
  const { VersionId: marker = "" } = await remove("a");
  expect([await totals(), await noncurrent()]).toEqual([
    { objects: 0, bytes: 0 },
    { versions: 2, bytes: 5 + LARGE.length },
  ]);
  await remove("a", { VersionId: second });
  await remove("a", { VersionId: marker });
  expect([await totals(), await noncurrent()]).toEqual([
    { objects: 1, bytes: LARGE.length },
    { versions: 0, bytes: 0 },
  ]);
  expect(await blobs(world)).toHaveLength(1);
  await remove("a", { VersionId: first });
  expect(await blobs(world)).toEqual([]);
  expect(await totals()).toEqual({ objects: 0, bytes: 0 });
});

test("an old version can be made current again by a copy of it", async () => {
  const world = await versionedWorld();
  const { VersionId } = await world.put("a", LARGE, { Metadata: { first: "yes" } });
  await world.put("a", "small");
  await world.copy(`photos/a?versionId=${VersionId}`, "a");
  expect(await world.get("a")).toMatchObject({ text: LARGE, Metadata: { first: "yes" } });
  await world.delete("a", { VersionId: VersionId ?? "" });
  // The copy has bytes of its own.
  expect((await world.get("a")).text).toBe(LARGE);
});

test("a copy of a null version onto its own key has bytes of its own, where the null version stays", async () => {
  const world = await createBucketWorld();
  await world.put("a", LARGE);
  await world.version("Enabled");
  await world.copy("photos/a", "a", { MetadataDirective: "REPLACE", Metadata: { new: "yes" } });
  expect(await blobs(world)).toHaveLength(2);
  await world.delete("a", { VersionId: "null" });
  expect((await world.get("a")).text).toBe(LARGE);
});

test("a null version that was written over gives its bytes back, wherever it stood", async () => {
  const world = await createBucketWorld();
  await world.put("a", LARGE);
  await world.version("Enabled");
  await world.put("a", "named");
  await world.version("Suspended");
  expect(await blobs(world)).toHaveLength(1);
  await world.put("a", "null again");
  expect(await blobs(world)).toEqual([]);
  expect(await world.noncurrent()).toEqual({ versions: 1, bytes: 5 });
  await world.version("Enabled");
  await world.put("a", "named too");
  await world.delete("a", { VersionId: "null" });
  expect(await world.versions()).toEqual([expect.stringMatching(/^\*a .{32}$/), expect.stringMatching(/^a .{32}$/)]);
});

test("a put and a deletion of a key that nobody has, at the same time, leave one current version", async () => {
  const { wrapStore, before } = interruptible();
  const { put, delete: remove, versions } = await versionedWorld({ wrapStore });
  before(writesTo("objects"), () => remove("a"));
  await put("a", "late");
  const shown = await versions();
  expect(shown.filter((one) => one.startsWith("*"))).toHaveLength(1);
  expect(shown).toHaveLength(2);
});

test("the newest version and the one behind it, deleted at the same time, are both gone", async () => {
  const { wrapStore, before } = interruptible();
  const { put, delete: remove, versions, totals } = await versionedWorld({ wrapStore });
  const ids: string[] = [];
  for (const body of ["1", "2", "3"]) ids.push((await put("a", body)).VersionId ?? "");
  before(writesTo("objects"), () => remove("a", { VersionId: ids[1] ?? "" }));
  await remove("a", { VersionId: ids[2] ?? "" });
  expect(await versions()).toEqual([`*a ${ids[0]}`]);
  expect(await totals()).toEqual({ objects: 1, bytes: 1 });
});

test("a put that began before versioning was on does not put an object beside a delete marker", async () => {
  const { wrapStore, before } = interruptible();
  const world = await createBucketWorld({ wrapStore });
  before(writesTo("objects"), async () => {
    await world.version("Enabled");
    await world.delete("a");
  });
  const { VersionId } = await world.put("a", "late");
  expect(VersionId).toBeDefined();
  expect(await world.versions()).toEqual([`*a ${VersionId}`, expect.stringMatching(/^Xa /)]);
});

test("versioning is switched on though a put opens the bucket again meanwhile", async () => {
  const { wrapStore, before } = interruptible();
  const world = await createBucketWorld({ wrapStore });
  const switches = (writes: readonly Write[]) =>
    writes.some((write) => write.kind === "put" && JSON.stringify(write.value)?.includes('"versioning"'));
  before(switches, () => world.put("a", "between"));
  await world.version("Enabled");
  expect((await world.put("a", "after")).VersionId).toBeDefined();
  expect(await world.versions()).toHaveLength(2);
});

test("many versions of many keys are deleted together, and what was asked twice is told twice", async () => {
  const world = await versionedWorld();
  const Objects: { Key: string; VersionId?: string }[] = [];
  for (let key = 0; key < 20; key += 1) {
    for (let count = 0; count < 3; count += 1) {
      const { VersionId = "" } = await world.put(`key-${key}`, LARGE);
      Objects.push({ Key: `key-${key}`, VersionId });
    }
  }
  const { Deleted = [] } = await world.call(deleteObjects, { Bucket: "photos", Delete: { Objects } });
  expect(Deleted).toEqual(Objects);
  expect([await world.versions(), await world.totals(), await blobs(world)]).toEqual([
    [],
    { objects: 0, bytes: 0 },
    [],
  ]);
  const twice = [{ Key: "a" }, { Key: "a" }];
  const again = await world.call(deleteObjects, { Bucket: "photos", Delete: { Objects: twice } });
  expect(new Set(again.Deleted?.map((one) => one.DeleteMarkerVersionId)).size).toBe(2);
  await expect(world.remove()).rejects.toMatchObject({ code: "BucketNotEmpty" });
});

test("many are deleted from a bucket that somebody began to delete and did not", async () => {
  const world = await versionedWorld();
  const Objects = Array.from({ length: 20 }, (_, index) => ({ Key: `key-${index}` }));
  for (const { Key } of Objects) await world.put(Key, Key);
  const row = await world.store.get(bucketKey({ root: await world.root() }, "photos"));
  await world.call(closeBucket, { Bucket: "photos", Version: row?.version ?? "" });
  const { Deleted = [] } = await world.call(deleteObjects, { Bucket: "photos", Delete: { Objects } });
  expect(Deleted.filter(({ DeleteMarker }) => DeleteMarker)).toHaveLength(20);
  expect(await world.keys()).toEqual([]);
  await world.put("after", "x");
});
