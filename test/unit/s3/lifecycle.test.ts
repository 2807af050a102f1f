import type { LifecycleRule } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, test } from "vitest";
import { createBucket } from "../../../shared/services/s3/operations/create-bucket.ts";
import { createMultipartUpload } from "../../../shared/services/s3/operations/create-multipart-upload.ts";
import { deleteBucketLifecycle } from "../../../shared/services/s3/operations/delete-bucket-lifecycle.ts";
import { listMultipartUploads } from "../../../shared/services/s3/operations/list-multipart-uploads.ts";
import { listObjectVersions } from "../../../shared/services/s3/operations/list-object-versions.ts";
import { listParts } from "../../../shared/services/s3/operations/list-parts.ts";
import { putBucketLifecycleConfiguration } from "../../../shared/services/s3/operations/put-bucket-lifecycle-configuration.ts";
import { putBucketPolicy } from "../../../shared/services/s3/operations/put-bucket-policy.ts";
import { putBucketVersioning } from "../../../shared/services/s3/operations/put-bucket-versioning.ts";
import { START } from "../../support/world.ts";
import { createBucketWorld } from "./bucket.ts";

const DAY = 24 * 60 * 60;
const Bucket = "photos";
type Rule = Partial<LifecycleRule>;

let world: Awaited<ReturnType<typeof createBucketWorld>>;
beforeEach(async () => {
  world = await createBucketWorld();
});

async function rules(...given: readonly Rule[]): Promise<void> {
  const Rules = given.map((rule, index): LifecycleRule => {
    return { ID: `r${index}`, Status: "Enabled", Filter: { Prefix: "" }, ...rule };
  });
  await world.call(putBucketLifecycleConfiguration, { Bucket, LifecycleConfiguration: { Rules } });
}

async function days(count: number): Promise<void> {
  await world.advance(count * DAY);
}

/** Versions and markers of the bucket: `a 1 current`, `a marker`. */
async function versions(): Promise<readonly string[]> {
  const { Versions = [], DeleteMarkers = [] } = await world.call(listObjectVersions, { Bucket });
  return [
    ...Versions.map(({ Key, Size, IsLatest }) => `${Key} ${Size}${IsLatest ? " current" : ""}`),
    ...DeleteMarkers.map(({ Key, IsLatest }) => `${Key} marker${IsLatest ? " current" : ""}`),
  ];
}

const enableVersioning = () =>
  world.call(putBucketVersioning, { Bucket, VersioningConfiguration: { Status: "Enabled" } });

describe("objects", () => {
  test("expire at the midnight behind their days, each by its own age", async () => {
    await rules({ Expiration: { Days: 3 } });
    await world.put("first", "1");
    await days(1.5);
    await world.put("second", "22");
    // The clock began at a midnight: S3 goes on to the next one even from there.
    await days(2.4);
    expect(await world.keys()).toEqual(["first", "second"]);
    await days(0.2);
    expect(await world.keys()).toEqual(["second"]);
    await days(1);
    expect(await world.keys()).toEqual([]);
    expect(await world.totals()).toEqual({ objects: 0, bytes: 0 });
    const events = await world.events({ type: "lifecycle.expired" });
    expect(events.map(({ text }) => text)).toEqual([
      "lifecycle rule r0 of photos came due for first at 2026-01-05T00:00:00.000Z",
      "lifecycle rule r0 of photos came due for second at 2026-01-06T00:00:00.000Z",
    ]);
  });

  test("expire when the clock is advanced by a month at once", async () => {
    await rules({ Expiration: { Days: 30 } });
    for (let index = 0; index < 250; index += 1) await world.put(`k${index}`, "x");
    await days(32);
    expect(await world.keys()).toEqual([]);
    expect(world.errors).toEqual([]);
  });

  test("that were there before the rule expire by their age too", async () => {
    await world.put("old", "1");
    await days(10);
    await rules({ Expiration: { Days: 3 } });
    expect(await world.keys()).toEqual(["old"]);
    await days(1);
    expect(await world.keys()).toEqual([]);
  });

  test("expire on a date, and from then on every day", async () => {
    await rules({ Expiration: { Date: new Date("2026-01-04T00:00:00Z") } });
    await world.put("before", "1");
    await days(2.5);
    expect(await world.keys()).toEqual(["before"]);
    await days(1);
    await world.put("after", "1");
    expect(await world.keys()).toEqual(["after"]);
    await days(1);
    expect(await world.keys()).toEqual([]);
  });

  test("expire by prefix, tags and size", async () => {
    await rules(
      { Filter: { Prefix: "logs/" }, Expiration: { Days: 1 } },
      { Filter: { Tag: { Key: "keep", Value: "no" } }, Expiration: { Days: 1 } },
      { Filter: { And: { ObjectSizeGreaterThan: 3, ObjectSizeLessThan: 6 } }, Expiration: { Days: 1 } },
      { Status: "Disabled", Expiration: { Days: 1 } },
    );
    for (const key of ["logs/a", "photos/a"]) await world.put(key, "1");
    await world.put("tagged", "1", { Tagging: "keep=no&x=y" });
    await world.put("otherwise", "1", { Tagging: "keep=yes" });
    for (const size of [3, 4, 5, 6]) await world.put(`size-${size}`, "x".repeat(size));
    await days(3);
    expect(await world.keys()).toEqual(["otherwise", "photos/a", "size-3", "size-6"]);
  });

  test("stay when their rules are gone, or others have come", async () => {
    await rules({ Expiration: { Days: 1 } });
    await world.put("a", "1");
    await rules({ Filter: { Prefix: "b" }, Expiration: { Days: 1 } });
    await days(5);
    expect(await world.keys()).toEqual(["a"]);
    await rules({ Expiration: { Days: 20 } });
    await world.call(deleteBucketLifecycle, { Bucket });
    await days(30);
    expect(await world.keys()).toEqual(["a"]);
  });

  test("expire whatever the bucket's policy denies", async () => {
    const Statement = { Effect: "Deny", Principal: "*", Action: "s3:Delete*", Resource: "arn:aws:s3:::photos/*" };
    await world.call(putBucketPolicy, { Bucket, Policy: JSON.stringify({ Statement }) });
    await rules({ Expiration: { Days: 1 } });
    await world.put("a", "1");
    await days(3);
    expect(await world.keys()).toEqual([]);
  });

  test("of a new bucket of the same name are not touched by the old one's rules", async () => {
    await rules({ Expiration: { Days: 1 } });
    await world.remove();
    await world.create();
    await world.put("a", "1");
    await days(10);
    expect(await world.keys()).toEqual(["a"]);
  });
});

describe("with versioning", () => {
  beforeEach(enableVersioning);

  test("an expired object is hidden by a marker, and its versions stay", async () => {
    await rules({ Expiration: { Days: 1 } });
    await world.put("a", "1");
    await days(2);
    expect(await versions()).toEqual(["a 1", "a marker current"]);
  });

  test("noncurrent versions expire by how long they are noncurrent, but for the newest ones", async () => {
    await rules({ NoncurrentVersionExpiration: { NoncurrentDays: 2, NewerNoncurrentVersions: 1 } });
    for (const content of ["1", "22", "333", "4444"]) await world.put("a", content);
    await days(2.5);
    expect(await versions()).toEqual(["a 4 current", "a 3", "a 2", "a 1"]);
    await days(1);
    expect(await versions()).toEqual(["a 4 current", "a 3"]);
    await days(10);
    expect(await versions()).toEqual(["a 4 current", "a 3"]);
  });

  test("everything goes in its turn: object, versions, and the marker that hides nothing more", async () => {
    await rules(
      { Expiration: { Days: 1 }, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
      { Expiration: { ExpiredObjectDeleteMarker: true } },
    );
    await world.put("a", "1");
    await days(2.5);
    expect(await versions()).toEqual(["a 1", "a marker current"]);
    await days(3);
    expect(await versions()).toEqual([]);
    expect(await world.totals()).toEqual({ objects: 0, bytes: 0 });
  });

  test("more versions than one step takes all go", async () => {
    await rules({ NoncurrentVersionExpiration: { NoncurrentDays: 1 } });
    for (let index = 0; index < 60; index += 1) await world.put("a", "x");
    await days(3);
    expect(await versions()).toEqual(["a 1 current"]);
  });
});

test("locked versions stay until their lock is over", async () => {
  const locked = await world.bucket("locked");
  await locked.remove();
  await world.call(createBucket, { Bucket: "locked", ObjectLockEnabledForBucket: true });
  const Rules = [
    { ID: "r", Status: "Enabled" as const, Filter: {}, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
  ];
  await world.call(putBucketLifecycleConfiguration, { Bucket: "locked", LifecycleConfiguration: { Rules } });
  const until = new Date(START + 6.5 * DAY * 1000);
  await locked.put("a", "1", { ObjectLockMode: "COMPLIANCE", ObjectLockRetainUntilDate: until });
  await locked.put("a", "2");
  const sizes = async () => (await world.call(listObjectVersions, { Bucket: "locked" })).Versions?.length;
  await days(5);
  expect(await sizes()).toBe(2);
  await days(3);
  expect(await sizes()).toBe(1);
});

test("unfinished uploads end", async () => {
  await rules({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } });
  const upload = await world.call(createMultipartUpload, { Bucket, Key: "big" });
  const told = { AbortDate: new Date("2026-01-04T00:00:00Z"), AbortRuleId: "r0" };
  expect(upload).toMatchObject(told);
  expect(await world.call(listParts, { Bucket, Key: "big", UploadId: upload.UploadId })).toMatchObject(told);
  await days(1);
  expect((await world.call(listMultipartUploads, { Bucket })).Uploads).toHaveLength(1);
  await days(2.1);
  expect((await world.call(listMultipartUploads, { Bucket })).Uploads).toBeUndefined();
  expect(await world.events({ type: "lifecycle.upload-ended" })).toHaveLength(1);
});
