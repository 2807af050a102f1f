import type { RestoreRequest } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, test } from "vitest";
import { createBucket } from "../../../shared/services/s3/operations/create-bucket.ts";
import { listObjectVersions } from "../../../shared/services/s3/operations/list-object-versions.ts";
import { listObjects } from "../../../shared/services/s3/operations/list-objects.ts";
import { presignDownload } from "../../../shared/services/s3/operations/presign-download.ts";
import { restoreObject } from "../../../shared/services/s3/operations/restore-object.ts";
import { createBucketWorld } from "./bucket.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const Bucket = "photos";

let world: Awaited<ReturnType<typeof createBucketWorld>>;
beforeEach(async () => {
  world = await createBucketWorld();
});

const restore = (Key: string, RestoreRequest: RestoreRequest = { Days: 1 }, more: { VersionId?: string } = {}) =>
  world.call(restoreObject, { Bucket, Key, RestoreRequest, ...more });
const archive = (Key: string, StorageClass: "GLACIER" | "DEEP_ARCHIVE" = "GLACIER") =>
  world.put(Key, "ice", { StorageClass });
const restoration = async (Key: string) => (await world.head(Key)).Restore;
const until = (date: string) => `ongoing-request="false", expiry-date="${new Date(date).toUTCString()}"`;
const ONGOING = 'ongoing-request="true"';

describe("an archived object", () => {
  test("is out of reach, then restored, then out of reach again", async () => {
    await archive("a");
    const unreadable = { code: "InvalidObjectState", status: 403 };
    await expect(world.get("a")).rejects.toMatchObject(unreadable);
    expect((await restore("a", { Days: 2 })).IsNew).toBe(true);
    expect(await restoration("a")).toBe(ONGOING);
    await world.advance(5 * HOUR - 1);
    await expect(world.get("a")).rejects.toMatchObject(unreadable);
    await world.advance(1);
    expect(await world.get("a")).toMatchObject({
      text: "ice",
      StorageClass: "GLACIER",
      Restore: until("2026-01-04T00:00:00Z"),
    });
    await world.copy("photos/a", "thawed");
    expect((await world.get("thawed")).text).toBe("ice");
    await world.advance(3 * DAY - 5 * HOUR);
    expect(await restoration("a")).toBeUndefined();
    await expect(world.get("a")).rejects.toMatchObject(unreadable);
    await expect(world.copy("photos/a", "b")).rejects.toMatchObject(unreadable);
    const types = ["object.restoring", "object.restored", "object.restore-expired"];
    const texts = await Promise.all(types.map(async (type) => (await world.events({ type })).map(({ text }) => text)));
    expect(texts.flat()).toEqual([
      "restoration of a in photos begun (Standard): it can be read from 2026-01-01T05:00:00.000Z until 2026-01-04T00:00:00.000Z",
      "a in photos is restored: it can be read until 2026-01-04T00:00:00.000Z",
      "restored copy of a in photos is gone: the object is archived as before",
    ]);
    expect(world.errors).toEqual([]);
  });

  test.each([
    ["GLACIER", "Expedited", 5 * MINUTE],
    ["GLACIER", "Standard", 5 * HOUR],
    ["GLACIER", "Bulk", 12 * HOUR],
    ["DEEP_ARCHIVE", "Standard", 12 * HOUR],
    ["DEEP_ARCHIVE", "Bulk", 48 * HOUR],
  ] as const)("of %s takes its time (%s)", async (StorageClass, Tier, seconds) => {
    await archive("a", StorageClass);
    await restore("a", { Days: 1, GlacierJobParameters: { Tier } });
    await world.advance(seconds - 1);
    expect(await restoration("a")).toBe(ONGOING);
    await world.advance(1);
    expect((await world.get("a")).text).toBe("ice");
  });

  test("stays restored for longer when it is asked for again", async () => {
    await archive("a");
    await restore("a");
    await world.advance(12 * HOUR);
    const again = await restore("a", { Days: 5 });
    expect(again.IsNew).toBe(false);
    expect(await restoration("a")).toBe(until("2026-01-07T00:00:00Z"));
    await world.advance(3 * DAY);
    expect((await world.get("a")).text).toBe("ice");
    await world.advance(3 * DAY);
    expect(await restoration("a")).toBeUndefined();
    expect(await world.events({ type: "object.restore-expired" })).toHaveLength(1);
    expect((await restore("a")).IsNew).toBe(true);
  });

  test("is not restored twice at once, but may be restored more quickly", async () => {
    await archive("a");
    await restore("a", { Days: 1, GlacierJobParameters: { Tier: "Bulk" } });
    const refused = { code: "RestoreAlreadyInProgress", status: 409, message: "Object restore is already in progress" };
    await expect(restore("a", { Days: 1, GlacierJobParameters: { Tier: "Bulk" } })).rejects.toMatchObject(refused);
    await expect(restore("a", { Days: 2 })).rejects.toMatchObject(refused);
    await world.advance(HOUR);
    expect((await restore("a", { Days: 1, GlacierJobParameters: { Tier: "Expedited" } })).IsNew).toBe(true);
    await world.advance(5 * MINUTE);
    expect(await restoration("a")).toBe(until("2026-01-03T00:00:00Z"));
    await world.advance(DAY);
    expect(await world.events({ type: "object.restored" })).toHaveLength(1);
  });

  test("is restored and archived again by the clock alone, whoever still has to be told", async () => {
    await archive("a");
    await restore("a", { Days: 1, Tier: "Expedited" });
    world.clock.advance(5 * MINUTE * 1000);
    expect((await world.get("a")).text).toBe("ice");
    world.clock.advance(2 * DAY * 1000);
    expect(await restoration("a")).toBeUndefined();
    await expect(world.get("a")).rejects.toMatchObject({ code: "InvalidObjectState" });
    await world.settle();
    const types = ["object.restored", "object.restore-expired"];
    for (const type of types) expect(await world.events({ type })).toHaveLength(1);
  });

  test("is not given away past the API either", async () => {
    await archive("a");
    const link = () => world.call(presignDownload, { Bucket, Key: "a", ExpiresInSeconds: 60 });
    await expect(link()).rejects.toMatchObject({ code: "InvalidObjectState" });
    await restore("a");
    await world.advance(5 * HOUR);
    expect((await link()).Region).toBe("us-east-1");
  });

  test("is restored version by version", async () => {
    await world.version("Enabled");
    const { VersionId = "" } = await archive("a");
    await world.put("a", "water");
    await expect(restore("a")).rejects.toMatchObject({ code: "InvalidObjectState" });
    await restore("a", { Days: 1 }, { VersionId });
    await world.advance(5 * HOUR);
    expect((await world.get("a", { VersionId })).text).toBe("ice");
    expect(await restoration("a")).toBeUndefined();
    // The version becomes the current one, and its copy expires all the same.
    await world.delete("a", { VersionId: (await world.head("a")).VersionId });
    expect(await restoration("a")).toBe(until("2026-01-03T00:00:00Z"));
    await world.advance(2 * DAY);
    expect(await world.events({ type: "object.restore-expired" })).toHaveLength(1);
  });

  test("that is written over or deleted leaves nothing of its restoration", async () => {
    for (const key of ["over", "gone"]) await archive(key);
    for (const key of ["over", "gone"]) await restore(key);
    await archive("over");
    await world.delete("gone");
    await world.advance(3 * DAY);
    expect(await restoration("over")).toBeUndefined();
    expect(await world.events({ type: "object.restored" })).toEqual([]);
  });

  test("of a bucket that was made anew is not the old one's", async () => {
    await archive("a");
    await restore("a");
    await world.delete("a");
    await world.remove();
    await world.call(createBucket, { Bucket });
    await archive("a");
    await world.advance(DAY);
    expect(await restoration("a")).toBeUndefined();
  });

  test("is told of in lists, to who asks", async () => {
    await world.version("Enabled");
    for (const key of ["cold", "thawed", "thawing"]) await archive(key);
    await restore("thawed");
    await world.advance(5 * HOUR);
    await restore("thawing");
    const asked = { Bucket, OptionalObjectAttributes: ["RestoreStatus" as const] };
    const statuses = [
      undefined,
      { IsRestoreInProgress: false, RestoreExpiryDate: new Date("2026-01-03T00:00:00Z") },
      { IsRestoreInProgress: true },
    ];
    const shown = (list: readonly object[] = []) =>
      list.map((one) => ("RestoreStatus" in one ? one.RestoreStatus : undefined));
    expect(shown((await world.list(asked)).Contents)).toEqual(statuses);
    expect(shown((await world.call(listObjects, asked)).Contents)).toEqual(statuses);
    expect(shown((await world.call(listObjectVersions, asked)).Versions)).toEqual(statuses);
    expect(shown((await world.list()).Contents)).toEqual([undefined, undefined, undefined]);
  });
});

describe("a restoration is refused", () => {
  test.each(["STANDARD", "STANDARD_IA", "GLACIER_IR", "INTELLIGENT_TIERING"] as const)(
    "of %s",
    async (StorageClass) => {
      await world.put("a", "x", { StorageClass });
      await expect(restore("a")).rejects.toMatchObject({
        code: "InvalidObjectState",
        status: 403,
        message: "Restore is not allowed for the object's current storage class",
        details: { StorageClass },
      });
    },
  );

  test.each<[string, RestoreRequest | undefined, string]>([
    ["no request", undefined, "MalformedXML"],
    ["no days", {}, "MalformedXML"],
    ["0 days", { Days: 0 }, "InvalidArgument"],
    ["days before now", { Days: -1 }, "InvalidArgument"],
    ["another tier", { Days: 1, GlacierJobParameters: { Tier: "Express" as "Bulk" } }, "MalformedXML"],
    ["a query", { Type: "SELECT" }, "NotImplemented"],
    ["another place", { OutputLocation: { S3: { BucketName: "b", Prefix: "" } } }, "NotImplemented"],
  ])("with %s", async (_, request, code) => {
    await archive("a");
    const call = world.call(restoreObject, { Bucket, Key: "a", ...(request ? { RestoreRequest: request } : {}) });
    await expect(call).rejects.toMatchObject({ code });
  });

  test("quickly of DEEP_ARCHIVE", async () => {
    await archive("a", "DEEP_ARCHIVE");
    const call = restore("a", { Days: 1, GlacierJobParameters: { Tier: "Expedited" } });
    await expect(call).rejects.toMatchObject({ code: "InvalidArgument" });
  });

  test("of what is not there, and of delete markers", async () => {
    await expect(restore("nothing")).rejects.toMatchObject({ code: "NoSuchKey" });
    await world.version("Enabled");
    const { VersionId = "" } = await world.delete("a");
    await expect(restore("a")).rejects.toMatchObject({ code: "NoSuchKey" });
    await expect(restore("a", { Days: 1 }, { VersionId })).rejects.toMatchObject({ code: "MethodNotAllowed" });
  });
});

test("a copy that is to stay longer than dates go stays as long as they do", async () => {
  await archive("a");
  await restore("a", { Days: 2_147_483_647, Tier: "Expedited" });
  await world.advance(HOUR);
  expect(await restoration("a")).toBe(until("9999-12-31T00:00:00Z"));
});
