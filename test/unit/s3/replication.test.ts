import { beforeEach, describe, expect, test } from "vitest";
import { effectRef } from "../../../shared/jobs/background.ts";
import { createBucket } from "../../../shared/services/s3/operations/create-bucket.ts";
import { deleteObjects } from "../../../shared/services/s3/operations/delete-objects.ts";
import { getObjectTagging } from "../../../shared/services/s3/operations/get-object-tagging.ts";
import { listObjectVersions } from "../../../shared/services/s3/operations/list-object-versions.ts";
import { putBucketLifecycleConfiguration } from "../../../shared/services/s3/operations/put-bucket-lifecycle-configuration.ts";
import { putBucketReplication } from "../../../shared/services/s3/operations/put-bucket-replication.ts";
import { putBucketVersioning } from "../../../shared/services/s3/operations/put-bucket-versioning.ts";
import { putObjectLegalHold } from "../../../shared/services/s3/operations/put-object-legal-hold.ts";
import { putObjectLockConfiguration } from "../../../shared/services/s3/operations/put-object-lock-configuration.ts";
import { putObjectTagging } from "../../../shared/services/s3/operations/put-object-tagging.ts";
import { recountBucket } from "../../../shared/services/s3/operations/recount-bucket.ts";
import { LARGE, objectsOf } from "./bucket.ts";
import { COPIES, createReplicationWorld, type ReplicationWorld, ROLE, rule } from "./replicating.ts";

const Bucket = "photos";

let world: ReplicationWorld;
let copies: ReplicationWorld["copies"];
let replicate: ReplicationWorld["replicate"];
let status: ReplicationWorld["status"];
beforeEach(async () => {
  world = await createReplicationWorld();
  ({ copies, replicate, status } = world);
});

/** The effect that came last is the first to be delivered. */
async function deliverBackwards(): Promise<void> {
  const { jobs } = world.engine.ports;
  await world.engine.idle();
  const batch = await jobs.receive({ max: 100, leaseSeconds: 60, waitMilliseconds: 0 });
  expect(batch.length).toBe(5);
  for (const job of batch.toReversed()) await world.engine.deliver(effectRef(job));
  await jobs.complete(batch);
}

describe("a new object", () => {
  test("comes to the destination as it is, with its id and its date", async () => {
    await replicate(rule());
    const { VersionId = "" } = await world.put("a/b", LARGE, { Metadata: { colour: "blue" }, Tagging: "k=v" });
    expect(await status("a/b")).toBe("PENDING");
    await world.advance(60);
    expect(await status("a/b")).toBe("COMPLETED");
    const { ReplicationStatus: _, ...source } = await world.get("a/b");
    const { ReplicationStatus, ...replica } = await copies.get("a/b");
    expect(ReplicationStatus).toBe("REPLICA");
    expect(replica).toEqual(source);
    expect(replica.VersionId).toBe(VersionId);
    expect(await copies.totals()).toEqual({ objects: 1, bytes: LARGE.length });
    const told = await world.events({ type: "object.replicated" });
    expect(told.map(({ text }) => text)).toEqual([
      `version ${VersionId} of a/b in photos replicated to copies, by rule all`,
    ]);
  });

  test("that was there before the rule stays where it is", async () => {
    await world.put("old", "x");
    await replicate(rule());
    await world.put("new", "x");
    await world.settle();
    expect(await copies.keys()).toEqual(["new"]);
    expect(await status("old")).toBeUndefined();
  });

  test("is copied however it comes, but for a replica, which goes no further", async () => {
    const third = await world.bucket("third");
    await third.version("Enabled");
    await replicate(rule());
    const on = [rule({}, { Bucket: "arn:aws:s3:::third" })];
    await world.call(putBucketReplication, { Bucket: "copies", ReplicationConfiguration: { Role: ROLE, Rules: on } });
    await world.put("a", "x");
    await world.copy("photos/a", "b");
    await copies.put("own", "x");
    await world.settle();
    expect(await copies.keys()).toEqual(["a", "b", "own"]);
    expect(await third.keys()).toEqual(["own"]);
  });

  test("goes where rules say, by prefix and tags, to each destination by the rule of the highest priority", async () => {
    const others = await world.bucket("others");
    await others.version("Enabled");
    const elsewhere = { Bucket: "arn:aws:s3:::others" };
    const tagged = { And: { Prefix: "a/", Tags: [{ Key: "k", Value: "v" }] } };
    await replicate(
      rule({ ID: "low", Filter: { Prefix: "a/" } }, { StorageClass: "GLACIER_IR" }),
      rule({ ID: "high", Priority: 9, Filter: { Prefix: "a/b" } }, { StorageClass: "STANDARD_IA" }),
      rule({ ID: "off", Priority: 10, Status: "Disabled" }),
      rule({ ID: "tags", Priority: 2, Filter: tagged, DeleteMarkerReplication: { Status: "Disabled" } }, elsewhere),
    );
    await world.put("a/b", "x", { Tagging: "k=v&l=w" });
    await world.put("a/c", "x", { Tagging: "k=w" });
    await world.put("b", "x");
    await world.settle();
    expect(await copies.keys()).toEqual(["a/b", "a/c"]);
    expect(await others.keys()).toEqual(["a/b"]);
    expect((await copies.head("a/b")).StorageClass).toBe("STANDARD_IA");
    expect((await copies.head("a/c")).StorageClass).toBe("GLACIER_IR");
    expect(await status("b")).toBeUndefined();
  });

  test("goes to another region, too", async () => {
    const far = { Bucket: "far", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } } as const;
    await world.call(createBucket, far);
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await world.call(putBucketVersioning, { Bucket: "far", VersioningConfiguration });
    await replicate(rule({}, { Bucket: "arn:aws:s3:::far" }));
    await world.put("a", LARGE);
    await world.settle();
    expect((await objectsOf(world, "far").get("a")).text).toBe(LARGE);
  });

  test("that a KMS key encrypts goes only where a rule says so, under the destination's key", async () => {
    const kms = { ServerSideEncryption: "aws:kms" } as const;
    await replicate(rule());
    await world.put("plain", "x");
    await world.put("kms", "x", kms);
    await world.settle();
    expect(await copies.keys()).toEqual(["plain"]);
    expect(await status("kms")).toBeUndefined();
    const ReplicaKmsKeyID = "arn:aws:kms:us-east-1:000000000000:key/mine";
    const SourceSelectionCriteria = { SseKmsEncryptedObjects: { Status: "Enabled" } } as const;
    await replicate(rule({ SourceSelectionCriteria }, { EncryptionConfiguration: { ReplicaKmsKeyID } }));
    await world.put("kms", "x", kms);
    await world.settle();
    expect(await copies.head("kms")).toMatchObject({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: ReplicaKmsKeyID });
  });
});

describe("the versions of a key", () => {
  test("are the same at the destination, in whatever order they come", async () => {
    await replicate(rule());
    for (const content of ["one", "two", "three"]) await world.put("a", content);
    await world.delete("a");
    await world.put("b", "x");
    await deliverBackwards();
    expect(await copies.versions()).toEqual(await world.versions());
    expect(await copies.keys()).toEqual(["b"]);
    const { DeleteMarkers = [] } = await world.call(listObjectVersions, { Bucket: "copies" });
    await copies.delete("a", { VersionId: DeleteMarkers[0]?.VersionId ?? "" });
    expect((await copies.get("a")).text).toBe("three");
    expect(await copies.totals()).toEqual({ objects: 2, bytes: 6 });
    expect(await copies.noncurrent()).toEqual({ versions: 2, bytes: 6 });
  });

  test("have a newer one of the destination's own in front", async () => {
    await replicate(rule());
    await world.put("a", "source");
    world.clock.advance(1000);
    await copies.put("a", "own, newer");
    await world.settle();
    expect((await copies.get("a")).text).toBe("own, newer");
    expect((await copies.versions()).length).toBe(2);
    expect(await copies.totals()).toEqual({ objects: 1, bytes: 10 });
    await copies.delete("a", { VersionId: (await copies.head("a")).VersionId ?? "" });
    expect((await copies.get("a")).text).toBe("source");
    await world.call(recountBucket, { Bucket: "copies" });
    expect(await copies.totals()).toEqual({ objects: 1, bytes: 6 });
    expect(await copies.noncurrent()).toEqual({ versions: 0, bytes: 0 });
  });

  test("come in front of what was there before versioning", async () => {
    const late = await world.bucket("late");
    await late.put("a", "null");
    await late.version("Enabled");
    world.clock.advance(1000);
    await replicate(rule({}, { Bucket: "arn:aws:s3:::late" }));
    await world.put("a", "source");
    await world.settle();
    expect((await late.get("a")).text).toBe("source");
    expect((await late.get("a", { VersionId: "null" })).text).toBe("null");
  });

  test("are deleted at the source alone", async () => {
    await replicate(rule());
    const { VersionId = "" } = await world.put("a", "x");
    await world.settle();
    await world.delete("a", { VersionId });
    await world.settle();
    expect(await copies.keys()).toEqual(["a"]);
  });

  test("that are gone before their turn go nowhere", async () => {
    await replicate(rule());
    const { VersionId = "" } = await world.put("a", "x");
    await world.delete("a", { VersionId });
    await world.settle();
    expect(await copies.keys()).toEqual([]);
    expect(world.errors).toEqual([]);
  });
});

describe("delete markers", () => {
  const markers = async () => (await copies.versions()).filter((one) => one.includes("X")).length;

  test("go along where the rule says so", async () => {
    await replicate(rule({ DeleteMarkerReplication: { Status: "Disabled" } }));
    await world.put("a", "x");
    await world.delete("a");
    await world.settle();
    expect(await markers()).toBe(0);
    await replicate(rule());
    await world.put("b", "x");
    await world.call(deleteObjects, { Bucket, Delete: { Objects: [{ Key: "a" }, { Key: "b" }] } });
    await world.settle();
    expect(await markers()).toBe(2);
    expect(await copies.keys()).toEqual([]);
  });

  test("go along by rules of the older schema", async () => {
    await replicate({ ID: "older", Status: "Enabled", Prefix: "a", Destination: { Bucket: COPIES } });
    for (const key of ["a", "b"]) {
      await world.put(key, "x");
      await world.delete(key);
    }
    await world.settle();
    expect(await copies.versions()).toEqual((await world.versions()).filter((one) => / ?X?a /.test(one)));
  });

  test("of lifecycle rules stay", async () => {
    await replicate(rule());
    const Rules = [{ ID: "r", Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 1 } }];
    await world.call(putBucketLifecycleConfiguration, { Bucket, LifecycleConfiguration: { Rules } });
    await world.put("a", "x");
    await world.advance(3 * 24 * 60 * 60);
    expect(await world.keys()).toEqual([]);
    expect(await copies.keys()).toEqual(["a"]);
  });
});

describe("what changes later", () => {
  test("is changed at the destination: tags and locks", async () => {
    const ObjectLockConfiguration = { ObjectLockEnabled: "Enabled" } as const;
    for (const name of [Bucket, "copies"]) {
      await world.call(putObjectLockConfiguration, { Bucket: name, ObjectLockConfiguration });
    }
    await replicate(rule());
    await world.put("a", LARGE);
    await world.settle();
    const TagSet = [{ Key: "k", Value: "v" }];
    await world.call(putObjectTagging, { Bucket, Key: "a", Tagging: { TagSet } });
    expect(await status("a")).toBe("PENDING");
    await world.call(putObjectLegalHold, { Bucket, Key: "a", LegalHold: { Status: "ON" } });
    await world.settle();
    expect(await status("a")).toBe("COMPLETED");
    expect((await world.call(getObjectTagging, { Bucket: "copies", Key: "a" })).TagSet).toEqual(TagSet);
    expect(await copies.head("a")).toMatchObject({ ObjectLockLegalHoldStatus: "ON", ReplicationStatus: "REPLICA" });
    await world.call(putObjectTagging, { Bucket, Key: "a", Tagging: { TagSet: [] } });
    await world.settle();
    expect((await world.call(getObjectTagging, { Bucket: "copies", Key: "a" })).TagSet).toEqual([]);
    expect((await copies.versions()).length).toBe(1);
    expect((await copies.get("a")).text).toBe(LARGE);
  });
});
