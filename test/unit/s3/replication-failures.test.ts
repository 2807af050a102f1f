import { beforeEach, describe, expect, test } from "vitest";
import { createBucket } from "../../../shared/services/s3/operations/create-bucket.ts";
import { deleteBucketReplication } from "../../../shared/services/s3/operations/delete-bucket-replication.ts";
import { putBucketPolicy } from "../../../shared/services/s3/operations/put-bucket-policy.ts";
import { putBucketVersioning } from "../../../shared/services/s3/operations/put-bucket-versioning.ts";
import { putObjectLockConfiguration } from "../../../shared/services/s3/operations/put-object-lock-configuration.ts";
import { objectsOf } from "./bucket.ts";
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

const failures = async () =>
  (await world.events({ type: "object.replication-failed" })).map(({ detail }) => detail?.reason);

describe("what can't go", () => {
  test("says so, and why", async () => {
    await replicate(rule());
    await world.put("a", "x");
    await world.call(deleteBucketReplication, { Bucket });
    await world.settle();
    expect(await status("a")).toBe("FAILED");
    expect(await failures()).toEqual(["ReplicationRuleGone"]);
    await replicate(rule());
    await copies.version("Suspended");
    await world.put("a", "x");
    await world.settle();
    await copies.remove();
    await world.put("a", "x");
    await world.settle();
    expect((await failures()).slice(1)).toEqual(["DstBucketUnversioned", "DstBucketNotFound"]);
  });

  test("is refused by the destination's policy", async () => {
    const deny = (Action: string) => ({ Effect: "Deny", Principal: "*", Action, Resource: `${COPIES}/*` });
    const policy = (Action: string) =>
      world.call(putBucketPolicy, { Bucket: "copies", Policy: JSON.stringify({ Statement: deny(Action) }) });
    await replicate(rule());
    await policy("s3:ReplicateObject");
    await world.put("a", "x");
    await world.settle();
    await policy("s3:ReplicateTags");
    await world.put("b", "x");
    await world.put("c", "x", { Tagging: "k=v" });
    await world.settle();
    await policy("s3:ReplicateDelete");
    await world.delete("b");
    await world.settle();
    expect(await failures()).toEqual(["DstPutObjNotPermitted", "DstPutTaggingNotPermitted", "DstDelObjNotPermitted"]);
    expect(await copies.keys()).toEqual(["b"]);
    expect([await status("a"), await status("c")]).toEqual(["FAILED", "FAILED"]);
  });

  test("has a lock where the destination has none", async () => {
    const ObjectLockConfiguration = { ObjectLockEnabled: "Enabled" } as const;
    await world.call(putObjectLockConfiguration, { Bucket, ObjectLockConfiguration });
    await replicate(rule());
    await world.put("a", "x", { ObjectLockLegalHoldStatus: "ON" });
    await world.put("b", "x");
    await world.settle();
    expect(await failures()).toEqual(["DstBucketObjectLockConfigMissing"]);
    expect(await copies.keys()).toEqual(["b"]);
  });
});

test("another account's bucket takes what its policy lets the role bring, and owns it", async () => {
  const account = "111122223333";
  const theirs = { account, principal: { kind: "account", account } } as const;
  await world.call(createBucket, { Bucket: "theirs" }, theirs);
  const versioned = { Bucket: "theirs", VersioningConfiguration: { Status: "Enabled" } } as const;
  await world.call(putBucketVersioning, versioned, theirs);
  await replicate(rule({}, { Bucket: "arn:aws:s3:::theirs" }));
  await world.put("a", "x");
  await world.settle();
  expect(await failures()).toEqual(["DstPutObjNotPermitted"]);
  const allow = {
    Effect: "Allow",
    Principal: { AWS: ROLE },
    Action: ["s3:ReplicateObject", "s3:ReplicateDelete"],
    Resource: "arn:aws:s3:::theirs/*",
  };
  await world.call(putBucketPolicy, { Bucket: "theirs", Policy: JSON.stringify({ Statement: allow }) }, theirs);
  await world.put("a", "y");
  await world.settle();
  expect(await status("a")).toBe("COMPLETED");
  const there = objectsOf({ ...world, call: (one, input) => world.call(one, input, theirs) }, "theirs");
  expect((await there.get("a")).text).toBe("y");
});
