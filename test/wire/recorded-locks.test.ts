import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectAclCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  type ObjectLockConfiguration,
  PutBucketVersioningCommand,
  PutObjectAclCommand,
  type PutObjectAclRequest,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";
import { objectCalls } from "./support/objects.ts";
import { s3Scenario } from "./support/scenario.ts";

/* Locks and access control lists of objects as AWS was recorded to answer them. */

const DAY = 24 * 60 * 60 * 1000;
const server = sharedServer();
const client = new S3Client(clientOptions(server));

async function locked(Bucket: string) {
  await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  const hold = (Key: string, Status: "ON" | "OFF", more = {}) =>
    client.send(new PutObjectLegalHoldCommand({ Bucket, Key, LegalHold: { Status }, ...more }));
  const retain = (Key: string, days: number, more = {}) => {
    const Retention = { Mode: "GOVERNANCE", RetainUntilDate: new Date(Date.now() + days * DAY) } as const;
    return client.send(new PutObjectRetentionCommand({ Bucket, Key, Retention, ...more }));
  };
  return { ...objectCalls(client, Bucket), hold, retain, configure: (one: object) => configure(Bucket, one) };
}

const configure = (Bucket: string, given: object) => {
  const ObjectLockConfiguration = given as ObjectLockConfiguration;
  return client.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
};
const configuration = (Bucket: string) => client.send(new GetObjectLockConfigurationCommand({ Bucket }));

describe("object lock", () => {
  test("is switched on where there are versions", async () => {
    const { like, refused, names } = s3Scenario(
      "TestS3ObjectLock::test_put_object_lock_configuration_on_existing_bucket",
    );
    const Bucket = "existing";
    names.set("<bucket-name:1>", Bucket);
    await client.send(new CreateBucketCommand({ Bucket }));
    const { version } = objectCalls(client, Bucket);
    const on = () => configure(Bucket, { ObjectLockEnabled: "Enabled" });
    await refused("get-object-lock-existing-bucket-no-config", configuration(Bucket));
    await refused("put-object-lock-existing-bucket-no-versioning", on());
    await like("suspended-versioning", version("Suspended"));
    await refused("put-object-lock-existing-bucket-versioning-disabled", on());
    await like("enabled-versioning", version("Enabled"));
    await like("put-object-lock-existing-bucket-enabled", on());
    await like("get-object-lock-existing-bucket-enabled", configuration(Bucket));
    const Status = "Suspended";
    const off = client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
    expect(await refusalOf(off)).toMatchObject({ name: "InvalidBucketState", status: 409 });
  });

  test("needs a mode and one period", async () => {
    const { refused } = s3Scenario("TestS3ObjectLock::test_put_object_lock_configuration_exc");
    const { configure: put } = await locked("configured");
    const on = { ObjectLockEnabled: "Enabled" };
    const rule = (DefaultRetention: object) => ({ ...on, Rule: { DefaultRetention } });
    await refused("put-lock-config-empty", put({}));
    await refused("put-lock-config-no-enabled", put({ Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } } }));
    await refused("put-lock-config-empty-rule", put({ ...on, Rule: {} }));
    await refused("put-lock-config-empty-retention", put(rule({})));
    await refused("put-lock-config-bad-mode", put(rule({ Mode: "BAD-VALUE", Days: 1 })));
    await refused("put-lock-config-no-days", put(rule({ Mode: "GOVERNANCE" })));
    await refused("put-lock-config-both-days-years", put(rule({ Mode: "GOVERNANCE", Days: 1, Years: 1 })));
    const none = s3Scenario("TestS3ObjectLock::test_get_object_lock_configuration_exc");
    none.names.set("<bucket-name:2>", "nobody");
    await none.refused("get-lock-config-bucket-not-exists", configuration("nobody"));
  });

  test("locks every new version by default", async () => {
    const { like, refused } = s3Scenario("TestS3ObjectLockRetention::test_bucket_config_default_retention");
    const { put, head, configure: set } = await locked("defaulted");
    const Rule = { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } };
    await like("put-lock-config", set({ ObjectLockEnabled: "Enabled", Rule }));
    const { VersionId } = await put("default", "test-default-lock");
    const told = await head("default");
    expect(told).toMatchObject({ VersionId, ObjectLockMode: "GOVERNANCE" });
    expect(told.ObjectLockRetainUntilDate?.getTime()).toBeGreaterThan(Date.now() + DAY - 60_000);
    const half = put("default", "x", { ObjectLockMode: "GOVERNANCE" });
    await refused("put-object-with-lock-no-date", half);
  });

  test("takes known modes and dates only", async () => {
    const { refused } = s3Scenario("TestS3ObjectLockRetention::test_s3_object_lock_mode_validation");
    const { put } = await locked("modes");
    const bad = { ObjectLockMode: "BAD-VALUE" as "GOVERNANCE", ObjectLockRetainUntilDate: new Date(Date.now() + DAY) };
    await refused("put-obj-locked-bad-value", put("a", "x", bad));
    await refused("put-obj-locked-error-no-retain-date", put("a", "x", { ObjectLockMode: "GOVERNANCE" }));
    await refused(
      "put-obj-locked-error-no-mode",
      put("a", "x", { ObjectLockRetainUntilDate: bad.ObjectLockRetainUntilDate }),
    );
    const upload = client.send(new CreateMultipartUploadCommand({ Bucket: "modes", Key: "a", ...bad }));
    await refused("create-mpu-locked-bad-value", upload);
  });

  test("may be made longer, and shorter only by who may bypass it", async () => {
    const { like, refused } = s3Scenario("TestS3ObjectLockRetention::test_object_lock_extend_duration");
    const { put, retain, remove } = await locked("extended");
    const until = { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: new Date(Date.now() + DAY) } as const;
    const { VersionId } = await put("a", "test put", until);
    await like("put-object-retention-extend", retain("a", 2));
    await refused("put-object-retention-reduce", retain("a", 1));
    await retain("a", 1, { BypassGovernanceRetention: true });
    const named = { Bucket: "extended", Key: "a" };
    const { Retention } = await client.send(new GetObjectRetentionCommand(named));
    expect(Retention?.Mode).toBe("GOVERNANCE");
    expect(await refusalOf(remove("a", { VersionId }))).toMatchObject({ name: "AccessDenied", status: 403 });
    await remove("a", { VersionId, BypassGovernanceRetention: true });
  });

  test("has nothing to do with delete markers", async () => {
    const { like, refused } = s3Scenario("TestS3ObjectLockRetention::test_object_lock_delete_markers");
    const { put, remove, retain } = await locked("marked");
    await put("a", "x");
    const { VersionId } = await like("put-delete-marker", remove("a"));
    await refused("put-object-retention-delete-marker", retain("a", 1, { VersionId }));
    const get = client.send(new GetObjectRetentionCommand({ Bucket: "marked", Key: "a", VersionId }));
    await refused("get-object-retention-delete-marker", get);
  });
});

test("a legal hold keeps a version until it is taken off", async () => {
  const { like, refused, names } = s3Scenario("TestS3ObjectLockLegalHold::test_delete_locked_object");
  const Bucket = "held";
  const { put, remove, hold, copy, head } = await locked(Bucket);
  const Key = "test-delete-locked";
  const { VersionId } = await like("put-obj", put(Key, "test"));
  await like("put-object-legal-hold", hold(Key, "ON"));
  await refused("delete-object-locked", remove(Key, { VersionId }));
  const many = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key, VersionId }] } });
  await like("delete-objects-locked", client.send(many));
  await copy(Key, "copy");
  expect((await head("copy")).ObjectLockLegalHoldStatus).toBeUndefined();
  await like("put-object-legal-hold-off", hold(Key, "OFF"));
  const { LegalHold } = await client.send(new GetObjectLegalHoldCommand({ Bucket, Key }));
  expect(LegalHold).toEqual({ Status: "OFF" });
  await remove(Key, { VersionId });
  expect(names.get("<version-id:1>")).toBe(VersionId);
});

describe("an access control list", () => {
  const Bucket = "with-lists";
  const acl = (more: Partial<PutObjectAclRequest>) =>
    client.send(new PutObjectAclCommand({ Bucket, Key: "a", ...more }));
  beforeAll(async () => {
    await client.send(new CreateBucketCommand({ Bucket, ObjectOwnership: "ObjectWriter" }));
    await objectCalls(client, Bucket).put("a", "x");
  });

  test("is refused where it can't be one", async () => {
    const { refused } = s3Scenario("TestS3::test_s3_object_acl_exceptions");
    const group = "http://acs.amazonaws.com/groups/s3/FakeGroup";
    await refused("put-object-acl-empty", acl({}));
    await refused("put-object-grant-acl-fake-uri", acl({ GrantWrite: `uri="${group}"` }));
    await refused("put-object-grant-acl-fake-key", acl({ GrantWrite: 'fakekey="1234"' }));
    await refused("put-object-grant-acl-wrong-id", acl({ GrantWrite: 'id="wrong-id"' }));
    const two = acl({ ACL: "public-read", GrantRead: 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' });
    await refused("put-object-two-type-acl", two);
  });

  test("is kept where the bucket's owner wants lists", async () => {
    const got = () => client.send(new GetObjectAclCommand({ Bucket, Key: "a" }));
    const { Owner, Grants } = await got();
    expect(Grants).toEqual([{ Grantee: { ID: Owner?.ID, Type: "CanonicalUser" }, Permission: "FULL_CONTROL" }]);
    await acl({ ACL: "bucket-owner-full-control" });
    expect(await refusalOf(acl({ ACL: "public-read" }))).toMatchObject({ name: "AccessDenied" });
    const other = "a".repeat(64);
    await acl({ GrantRead: `id="${other}"` });
    expect((await got()).Grants).toEqual([{ Grantee: { ID: other, Type: "CanonicalUser" }, Permission: "READ" }]);
  });

  test("is not supported where the bucket's owner owns everything", async () => {
    await client.send(new CreateBucketCommand({ Bucket: "enforced" }));
    const { put } = objectCalls(client, "enforced");
    await put("a", "x", { ACL: "bucket-owner-full-control" });
    const refused = { name: "AccessControlListNotSupported", status: 400 };
    expect(await refusalOf(put("a", "x", { ACL: "public-read" }))).toMatchObject(refused);
    expect(await refusalOf(acl({ Bucket: "enforced", ACL: "public-read" }))).toMatchObject(refused);
  });
});
