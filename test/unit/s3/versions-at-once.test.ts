import { expect, test } from "vitest";
import { SeededRandom } from "../../../shared/adapters/memory/seeded-random.ts";
import { deleteObjects } from "../../../shared/services/s3/operations/delete-objects.ts";
import { listObjectVersions } from "../../../shared/services/s3/operations/list-object-versions.ts";
import { blobs, createBucketWorld, LARGE, whileTimePasses } from "./bucket.ts";

const KEYS = ["a", "b"];
const ROUNDS = 60;
const AT_ONCE = 6;

type World = Awaited<ReturnType<typeof createBucketWorld>>;

/** Something that a client may do at any moment; of a version, one that was there a moment ago. */
async function step(world: World, random: SeededRandom, known: readonly { Key: string; VersionId: string }[]) {
  const Key = KEYS[random.below(KEYS.length)] ?? "a";
  const one = known[random.below(Math.max(1, known.length))];
  switch (random.below(7)) {
    case 0:
      return world.delete(Key);
    case 1:
      return one && world.delete(one.Key, { VersionId: one.VersionId });
    case 2:
      return world.version(random.below(2) === 0 ? "Enabled" : "Suspended");
    case 3:
      return one && world.call(deleteObjects, { Bucket: "photos", Delete: { Objects: known.slice(0, 3) } });
    default:
      return world.put(Key, random.below(2) === 0 ? LARGE : "small");
  }
}

async function everyVersion(world: World) {
  const { Versions = [], DeleteMarkers = [] } = await world.call(listObjectVersions, { Bucket: "photos" });
  return { Versions, DeleteMarkers, all: [...Versions, ...DeleteMarkers] };
}

test.each([1, 2, 3, 4])("whatever happens at once, rows, totals and bytes agree (seed %i)", async (seed) => {
  const random = new SeededRandom(seed);
  const world = await createBucketWorld({ seed });
  for (let round = 0; round < ROUNDS; round += 1) {
    const { all } = await everyVersion(world);
    const known = all.map(({ Key = "", VersionId = "" }) => ({ Key, VersionId }));
    const steps = Array.from({ length: AT_ONCE }, () => step(world, random, known));
    await whileTimePasses(world, Promise.all(steps));
  }
  const { Versions, all } = await everyVersion(world);
  const latest = all.filter(({ IsLatest }) => IsLatest).map(({ Key }) => Key);
  // Every key that has a version has one current version, and shows as an object unless that is a marker.
  expect(latest.toSorted()).toEqual([...new Set(all.map(({ Key }) => Key))].toSorted());
  const shown = Versions.filter(({ IsLatest }) => IsLatest);
  expect(await world.keys()).toEqual(shown.map(({ Key }) => Key).toSorted());
  const bytes = (some: typeof Versions) => some.reduce((sum, { Size = 0 }) => sum + Size, 0);
  const old = Versions.filter(({ IsLatest }) => !IsLatest);
  expect(await world.totals()).toEqual({ objects: shown.length, bytes: bytes(shown) });
  expect(await world.noncurrent()).toEqual({ versions: old.length, bytes: bytes(old) });
  const large = Versions.filter(({ Size }) => Size === LARGE.length);
  expect(await blobs(world)).toHaveLength(large.length);
  const ids = all.map(({ Key, VersionId }) => `${Key} ${VersionId}`);
  expect(new Set(ids).size).toBe(ids.length);
});
