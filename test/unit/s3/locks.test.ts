import { expect, test } from "vitest";
import { putBucketLifecycleConfiguration } from "../../../shared/services/s3/operations/put-bucket-lifecycle-configuration.ts";
import { putObjectLegalHold } from "../../../shared/services/s3/operations/put-object-legal-hold.ts";
import { putObjectLockConfiguration } from "../../../shared/services/s3/operations/put-object-lock-configuration.ts";
import { START } from "../../support/world.ts";
import { createBucketWorld } from "./bucket.ts";

const DAY = 24 * 60 * 60;
const Bucket = "photos";

async function lockedWorld() {
  const world = await createBucketWorld();
  await world.version("Enabled");
  const ObjectLockConfiguration = { ObjectLockEnabled: "Enabled" } as const;
  await world.call(putObjectLockConfiguration, { Bucket, ObjectLockConfiguration });
  return world;
}

const until = (days: number) => new Date(START + days * DAY * 1000);

test("a lifecycle rule waits until a version is no longer locked", async () => {
  const world = await lockedWorld();
  const Rule = { ID: "r", Status: "Enabled", Filter: { Prefix: "" } } as const;
  const Rules = [{ ...Rule, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }];
  await world.call(putBucketLifecycleConfiguration, { Bucket, LifecycleConfiguration: { Rules } });
  await world.put("a", "old", { ObjectLockMode: "COMPLIANCE", ObjectLockRetainUntilDate: until(10.5) });
  await world.put("a", "new");
  await world.advance(9 * DAY);
  expect(await world.versions()).toHaveLength(2);
  await world.advance(3 * DAY);
  expect(await world.versions()).toHaveLength(1);
});

test("a strict lock yields to nobody, and follows the playground's clock", async () => {
  const world = await lockedWorld();
  const lock = { ObjectLockMode: "COMPLIANCE", ObjectLockRetainUntilDate: until(2) } as const;
  const { VersionId = "" } = await world.put("a", "locked", lock);
  const bypass = { VersionId, BypassGovernanceRetention: true };
  await expect(world.delete("a", bypass)).rejects.toMatchObject({ code: "AccessDenied" });
  await world.advance(2 * DAY + 1);
  await world.delete("a", { VersionId });
  expect(await world.versions()).toEqual([]);
});

test("a legal hold and a retention hold a version each by itself", async () => {
  const world = await lockedWorld();
  const lock = { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: until(1) } as const;
  const { VersionId = "" } = await world.put("a", "locked", { ...lock, ObjectLockLegalHoldStatus: "ON" });
  await world.advance(2 * DAY);
  await expect(world.delete("a", { VersionId })).rejects.toMatchObject({ code: "AccessDenied" });
  await world.call(putObjectLegalHold, { Bucket, Key: "a", LegalHold: { Status: "OFF" } });
  await world.delete("a", { VersionId });
});

test("a bucket without object lock takes no locks", async () => {
  const world = await createBucketWorld();
  const lock = { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: until(1) } as const;
  await expect(world.put("a", "x", lock)).rejects.toMatchObject({
    message: "Bucket is missing Object Lock Configuration",
  });
  const past = { ...lock, ObjectLockRetainUntilDate: until(-1) };
  await expect(world.put("a", "x", past)).rejects.toMatchObject({ code: "InvalidArgument" });
});
