import type { LifecycleRule, Transition, TransitionDefaultMinimumObjectSize } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, test } from "vitest";
import { listObjectVersions } from "../../../shared/services/s3/operations/list-object-versions.ts";
import { putBucketLifecycleConfiguration } from "../../../shared/services/s3/operations/put-bucket-lifecycle-configuration.ts";
import { restoreObject } from "../../../shared/services/s3/operations/restore-object.ts";
import { createBucketWorld } from "./bucket.ts";

const DAY = 24 * 60 * 60;
const Bucket = "photos";
const SMALLEST = "x".repeat(128 * 1024);
type Rule = Partial<LifecycleRule>;

let world: Awaited<ReturnType<typeof createBucketWorld>>;
beforeEach(async () => {
  world = await createBucketWorld();
});

async function rules(given: readonly Rule[], minimum?: TransitionDefaultMinimumObjectSize): Promise<void> {
  const Rules = given.map((rule, index): LifecycleRule => {
    return { ID: `r${index}`, Status: "Enabled", Filter: { Prefix: "" }, ...rule };
  });
  const size = minimum ? { TransitionDefaultMinimumObjectSize: minimum } : {};
  await world.call(putBucketLifecycleConfiguration, { Bucket, LifecycleConfiguration: { Rules }, ...size });
}

const days = (count: number) => world.advance(count * DAY);
const behind = (Days: number, StorageClass: Transition["StorageClass"]): Transition => ({ Days, StorageClass });

/** `key class`, of each key the current version first. */
async function classes(): Promise<readonly string[]> {
  const { Versions = [] } = await world.call(listObjectVersions, { Bucket });
  return Versions.map(({ Key, StorageClass }) => `${Key} ${StorageClass}`);
}

describe("objects", () => {
  test("change their class at the midnight behind their days, and only that", async () => {
    await rules([{ Transitions: [behind(30, "STANDARD_IA"), behind(90, "GLACIER"), behind(180, "DEEP_ARCHIVE")] }]);
    await world.put("a", SMALLEST);
    const { LastModified, ETag } = await world.head("a");
    await days(30.9);
    expect(await classes()).toEqual(["a STANDARD"]);
    await days(0.1);
    expect(await classes()).toEqual(["a STANDARD_IA"]);
    expect(await world.head("a")).toMatchObject({ LastModified, ETag, StorageClass: "STANDARD_IA" });
    expect((await world.get("a")).text).toBe(SMALLEST);
    await days(60);
    await expect(world.get("a")).rejects.toMatchObject({ code: "InvalidObjectState" });
    await days(90);
    const events = await world.events({ type: "lifecycle.transitioned" });
    expect(events.map(({ text }) => text)).toEqual([
      "lifecycle rule r0 of photos moved a from STANDARD to STANDARD_IA",
      "lifecycle rule r0 of photos moved a from STANDARD_IA to GLACIER",
      "lifecycle rule r0 of photos moved a from GLACIER to DEEP_ARCHIVE",
    ]);
    expect(world.errors).toEqual([]);
  });

  test("of which there are many all change theirs", async () => {
    await rules([{ Transitions: [behind(0, "GLACIER_IR")] }]);
    for (let index = 0; index < 150; index += 1) await world.put(`k${index}`, SMALLEST);
    await days(1);
    expect(new Set((await classes()).map((one) => one.split(" ")[1]))).toEqual(new Set(["GLACIER_IR"]));
  });

  test("change it on a date", async () => {
    await rules([{ Transitions: [{ Date: new Date("2026-01-04T00:00:00Z"), StorageClass: "GLACIER" }] }]);
    await world.put("before", SMALLEST);
    await days(2.9);
    expect(await classes()).toEqual(["before STANDARD"]);
    await days(0.2);
    await world.put("behind", SMALLEST);
    expect(await classes()).toEqual(["before GLACIER", "behind STANDARD"]);
    await days(1);
    expect(await classes()).toEqual(["before GLACIER", "behind GLACIER"]);
  });

  test("never rise, and go to the cheapest class of several that are due", async () => {
    await rules([{ Transitions: [behind(0, "GLACIER_IR")] }, { Transitions: [behind(0, "GLACIER")] }]);
    await world.put("a", SMALLEST);
    await world.put("b", SMALLEST, { StorageClass: "DEEP_ARCHIVE" });
    await days(1);
    expect(await classes()).toEqual(["a GLACIER", "b DEEP_ARCHIVE"]);
    expect(await world.events({ type: "lifecycle.transitioned" })).toHaveLength(1);
  });

  test.each<[string, TransitionDefaultMinimumObjectSize | undefined, Rule, readonly string[]]>([
    [
      "by default",
      undefined,
      {},
      ["ia-large STANDARD_IA", "ia-small STANDARD", "ice-large GLACIER", "ice-small STANDARD"],
    ],
    [
      "where it varies by class",
      "varies_by_storage_class",
      {},
      ["ia-large STANDARD_IA", "ia-small STANDARD", "ice-large GLACIER", "ice-small GLACIER"],
    ],
    [
      "where the rule says a size",
      undefined,
      { Filter: { ObjectSizeGreaterThan: 10 } },
      ["ia-large GLACIER", "ia-small GLACIER", "ice-large GLACIER", "ice-small GLACIER"],
    ],
  ])("under 128 KB stay: %s", async (_, minimum, more, expected) => {
    const ice = { Filter: { Prefix: "ice" }, Transitions: [behind(30, "GLACIER")], ...more };
    await rules([{ Filter: { Prefix: "ia" }, Transitions: [behind(30, "STANDARD_IA")] }, ice], minimum);
    for (const kind of ["ia", "ice"]) {
      await world.put(`${kind}-large`, SMALLEST);
      await world.put(`${kind}-small`, SMALLEST.slice(1));
    }
    await days(31);
    expect(await classes()).toEqual(expected);
  });

  test("that expire the same day are not moved first", async () => {
    await rules([{ Expiration: { Days: 1 } }, { Transitions: [behind(1, "GLACIER")] }]);
    await world.put("a", SMALLEST);
    await days(2);
    expect(await classes()).toEqual([]);
    expect(await world.events({ type: "lifecycle.transitioned" })).toEqual([]);
  });

  test("keep a restored copy when they go further down", async () => {
    await rules([{ Transitions: [behind(3, "DEEP_ARCHIVE")] }]);
    await world.put("a", SMALLEST, { StorageClass: "GLACIER" });
    await world.call(restoreObject, { Bucket, Key: "a", RestoreRequest: { Days: 10 } });
    await days(4);
    expect(await world.get("a")).toMatchObject({ text: SMALLEST, StorageClass: "DEEP_ARCHIVE" });
    await days(10);
    await expect(world.get("a")).rejects.toMatchObject({ code: "InvalidObjectState" });
  });
});

describe("with versioning", () => {
  beforeEach(() => world.version("Enabled"));

  test("an object is moved before a delete marker hides it", async () => {
    await rules([{ Expiration: { Days: 1 } }, { Transitions: [behind(1, "GLACIER")] }]);
    await world.put("a", SMALLEST);
    await days(2);
    expect(await classes()).toEqual(["a GLACIER"]);
    expect(await world.keys()).toEqual([]);
  });

  test("noncurrent versions are moved by how long they are noncurrent, but for the newest ones", async () => {
    const moves = [{ NoncurrentDays: 2, NewerNoncurrentVersions: 1, StorageClass: "GLACIER" as const }];
    await rules([{ NoncurrentVersionTransitions: moves }]);
    for (let index = 0; index < 4; index += 1) await world.put("a", SMALLEST);
    await days(2.9);
    expect(await classes()).toEqual(Array.from({ length: 4 }, () => "a STANDARD"));
    await days(0.2);
    expect(await classes()).toEqual(["a STANDARD", "a STANDARD", "a GLACIER", "a GLACIER"]);
    expect(await world.noncurrent()).toEqual({ versions: 3, bytes: 3 * SMALLEST.length });
  });

  test("so many of the newest ones stay, however many pages there are", async () => {
    const moves = [{ NoncurrentDays: 0, NewerNoncurrentVersions: 100, StorageClass: "GLACIER_IR" as const }];
    await rules([{ Filter: { ObjectSizeGreaterThan: 0 }, NoncurrentVersionTransitions: moves }]);
    for (let index = 0; index < 131; index += 1) await world.put("a", "x");
    await days(1);
    expect((await classes()).map((one) => one.split(" ")[1])).toEqual([
      ...Array.from({ length: 101 }, () => "STANDARD"),
      ...Array.from({ length: 30 }, () => "GLACIER_IR"),
    ]);
  });

  test("as many versions as there are are moved, then expire", async () => {
    await rules(
      [
        { NoncurrentVersionTransitions: [{ NoncurrentDays: 0, StorageClass: "GLACIER_IR" }] },
        { Filter: { Prefix: "a" }, NoncurrentVersionExpiration: { NoncurrentDays: 2 } },
      ],
      "all_storage_classes_128K",
    );
    // More than a page of them, and small ones in front that stay what they are.
    for (let index = 0; index < 30; index += 1) await world.put("a", SMALLEST);
    for (let index = 0; index < 120; index += 1) await world.put("a", "small");
    await days(1);
    const count = async (storageClass: string) => (await classes()).filter((one) => one.endsWith(storageClass)).length;
    expect(await count(" GLACIER_IR")).toBe(30);
    expect(await count(" STANDARD")).toBe(120);
    await days(2);
    expect(await classes()).toEqual(["a STANDARD"]);
    expect(world.errors).toEqual([]);
  });
});
