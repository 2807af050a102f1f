import * as S3 from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { wireCalls } from "./support/calls.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";
import { objectCalls } from "./support/objects.ts";
import { s3Scenario, wholeScenario } from "./support/scenario.ts";

/* Small settings of buckets and objects as AWS was recorded to answer them, in the recordings' order. */

const server = sharedServer();
const client = new S3.S3Client(clientOptions(server));
let count = 0;

async function newBucket(input: Partial<S3.CreateBucketCommandInput> = {}): Promise<string> {
  count += 1;
  const Bucket = `recorded-settings-${count}`;
  await client.send(new S3.CreateBucketCommand({ Bucket, ...input }));
  return Bucket;
}

describe("a bucket's tags", () => {
  const tag = (Bucket: string, TagSet: S3.Tag[]) =>
    client.send(new S3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  const tags = (Bucket: string) => client.send(new S3.GetBucketTaggingCommand({ Bucket }));

  test("are put, written over, emptied and deleted", async () => {
    const { like, refused, names } = s3Scenario("TestS3BucketObjectTagging::test_bucket_tagging_crud");
    const Bucket = await newBucket();
    names.set("<bucket-name:1>", Bucket);
    await refused("get-bucket-tags-empty", tags(Bucket));
    await like("put-bucket-tags-overwrite", tag(Bucket, [{ Key: "tag3", Value: "tag3" }]));
    await like("put-bucket-tags-empty", tag(Bucket, []));
    await refused("get-bucket-tags-empty", tags(Bucket));
    await tag(Bucket, [{ Key: "a", Value: "b" }]);
    await like("delete-bucket-tags", client.send(new S3.DeleteBucketTaggingCommand({ Bucket })));
    await refused("get-bucket-tags-empty", tags(Bucket));
  });

  test("an empty set takes them away", async () => {
    const { like, refused, names } = s3Scenario("TestS3BucketObjectTagging::test_put_bucket_tagging_none_value");
    const Bucket = await newBucket();
    names.set("<bucket-name:1>", Bucket);
    await like("put-bucket-tags-origin", tag(Bucket, [{ Key: "a", Value: "b" }]));
    const { s3 } = wireCalls(server);
    expect((await s3("PUT", `/${Bucket}?tagging`, {}, "<Tagging><TagSet/></Tagging>")).status).toBe(204);
    await refused("no-such-tag-set", tags(Bucket));
  });

  test("come with it, and stay with it", async () => {
    const CreateBucketConfiguration = { Tags: [{ Key: "tag1", Value: "value1" }] };
    const Bucket = await newBucket({ CreateBucketConfiguration });
    const { like } = s3Scenario("TestS3BucketObjectTagging::test_create_bucket_with_tags");
    await like("get-bucket-tags", tags(Bucket));
    const again = s3Scenario("TestS3BucketObjectTagging::test_create_bucket_with_tags_us_east_1_idempotency");
    again.names.set("<bucket-name:1>", Bucket);
    const create = (Value: string) => {
      const Tags = [{ Key: "tag1", Value }];
      return client.send(new S3.CreateBucketCommand({ Bucket, CreateBucketConfiguration: { Tags } }));
    };
    await again.refused("create-bucket-different-tags", create("value2"));
    await again.refused("create-bucket-with-same-tags", create("value1"));
    await again.like("get-bucket-tags-after-re-create", tags(Bucket));
  });
});

test("settings that were never made can be deleted, too", async () => {
  const Bucket = await newBucket();
  const cors = s3Scenario("TestS3Cors::test_delete_cors");
  const deleteCors = () => client.send(new S3.DeleteBucketCorsCommand({ Bucket }));
  await cors.like("delete-cors-before-set", deleteCors());
  const CORSConfiguration = { CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }] };
  await cors.like("put-cors", client.send(new S3.PutBucketCorsCommand({ Bucket, CORSConfiguration })));
  await cors.like("get-cors", client.send(new S3.GetBucketCorsCommand({ Bucket })));
  await cors.like("delete-cors", deleteCors());
  const ownership = s3Scenario("TestS3BucketOwnershipControls::test_crud_bucket_ownership_controls");
  const deleteControls = () => client.send(new S3.DeleteBucketOwnershipControlsCommand({ Bucket }));
  await ownership.like("delete-ownership", deleteControls());
  await ownership.like("delete-ownership-after-delete", deleteControls());
  const encryption = s3Scenario("TestS3BucketEncryption::test_s3_default_bucket_encryption");
  for (const response of ["delete-bucket-encryption", "delete-bucket-encryption-idempotent"]) {
    await encryption.like(response, client.send(new S3.DeleteBucketEncryptionCommand({ Bucket })));
  }
  const accelerate = s3Scenario("TestS3BucketAccelerateConfiguration::test_bucket_acceleration_configuration_crud");
  const AccelerateConfiguration = { Status: "Suspended" as const };
  const suspend = new S3.PutBucketAccelerateConfigurationCommand({ Bucket, AccelerateConfiguration });
  await accelerate.like("put-bucket-accelerate-config-disabled", client.send(suspend));
});

test("a bucket tells where it is", async () => {
  const { like } = s3Scenario("TestS3::test_different_location_constraint");
  const where = (Bucket: string, from = client) => from.send(new S3.GetBucketLocationCommand({ Bucket }));
  const { LocationConstraint = null } = await where(await newBucket());
  expect(LocationConstraint || null).toBeNull();
  const ohio = new S3.S3Client(clientOptions(server, { region: "us-east-2" }));
  const CreateBucketConfiguration = { LocationConstraint: "us-east-2" as const };
  await ohio.send(new S3.CreateBucketCommand({ Bucket: "recorded-in-ohio", CreateBucketConfiguration }));
  await like("get-bucket-location-bucket-us-east-2", where("recorded-in-ohio", ohio));
});

test("a list of buckets goes on where a page ended", async () => {
  const like = wholeScenario("TestS3ListBuckets::test_list_buckets_with_continuation_token");
  const account = new S3.S3Client(clientOptions(server, { account: "222222222222" }));
  for (const Bucket of ["paged-1", "paged-2", "paged-3"]) await account.send(new S3.CreateBucketCommand({ Bucket }));
  const list = (more = {}) =>
    account.send(new S3.ListBucketsCommand({ BucketRegion: "us-east-1", MaxBuckets: 1, ...more }));
  const { ContinuationToken } = await list();
  await like("list-objects-with-continuation", list({ ContinuationToken }));
});

describe("objects", () => {
  const sum = { ChecksumAlgorithm: "CRC32" } as const;

  test.each(["a/", "t/", "u/"])("%s", async (Key) => {
    const { like } = s3Scenario("TestS3::test_put_get_object_single_character_trailing_slash");
    const { put, get } = objectCalls(client, await newBucket());
    await like(`put-object-single-char-${Key}`, put(Key, "test", sum));
    await like(`get-object-single-char-${Key}`, get(Key));
  });

  test("are not there under another case, nor HEAD says more than so", async () => {
    const { like } = s3Scenario("TestS3::test_s3_uppercase_key_names");
    const { put, get, head } = objectCalls(client, await newBucket());
    await put("CamelCaseKey", "something", sum);
    await like("response", get("CamelCaseKey"));
    expect(await refusalOf(head("camelcasekey"))).toMatchObject({ name: "NotFound", status: 404 });
  });

  test("tell their attributes version by version", async () => {
    const { like, refused } = s3Scenario("TestS3::test_get_object_attributes_versioned");
    const { put, remove, version, attributes } = objectCalls(client, await newBucket());
    const asked = ["StorageClass", "ETag", "ObjectSize"] as const;
    await version("Enabled");
    const Key = "key-attrs-versioned";
    const { VersionId } = await put(Key, "version 1", sum);
    await put(Key, "version 2", sum);
    const first = await attributes(Key, asked, { VersionId });
    expect(first).toMatchObject({ VersionId, ObjectSize: 9, StorageClass: "STANDARD" });
    await remove(Key);
    await refused("deleted-object-attrs", attributes(Key, asked));
    await like("get-object-attrs-v1", attributes(Key, asked, { VersionId }), { except: ["ETag", "ObjectSize"] });
  });

  test("are not copied onto themselves for a list's sake", async () => {
    const { refused } = s3Scenario("TestS3::test_s3_copy_object_in_place");
    const { put, copy } = objectCalls(client, await newBucket());
    await put("source", '{"key": "value"}', { ...sum, ContentType: "application/json", Metadata: { key: "value" } });
    await refused("copy-object-in-place-with-acl", copy("source", "source", { ACL: "private" }));
  });

  test("are stored under locks that HEAD tells of", async () => {
    const Bucket = await newBucket({ ObjectLockEnabledForBucket: true });
    const { put, head, remove } = objectCalls(client, Bucket);
    const until = new Date(Date.now() + 60_000);
    const locked = { ...sum, ObjectLockMode: "GOVERNANCE" as const, ObjectLockRetainUntilDate: until };
    const { like, refusedWith } = s3Scenario("TestS3ObjectLockRetention::test_object_lock_delete_markers");
    const told = { except: ["ETag", "ChecksumCRC32", "ContentLength"] };
    await like("put-object-with-lock", put("a", "test-governance-lock", locked), told);
    await like("head-object-with-lock", head("a"), told);
    const { VersionId } = await like("put-delete-marker", remove("a"));
    await refusedWith(405, head("a", { VersionId }));
    const byDefault = s3Scenario("TestS3ObjectLockRetention::test_bucket_config_default_retention");
    const DefaultRetention = { Mode: "GOVERNANCE" as const, Days: 1 };
    const ObjectLockConfiguration = { ObjectLockEnabled: "Enabled" as const, Rule: { DefaultRetention } };
    const configured = client.send(new S3.PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
    await byDefault.like("put-lock-config", configured);
    await byDefault.like("put-object-default", put("b", "test-default-lock", sum), told);
    await byDefault.like("head-object-default", head("b"), told);
    await byDefault.like("put-object-with-lock", put("b", "test-object-lock", locked), told);
    await byDefault.like("head-object-with-lock", head("b"), told);
  });

  test("S3 sums up what nobody else did, and copies take the sum along", async () => {
    const { like } = s3Scenario("TestS3PutObjectChecksum::test_s3_checksum_no_automatic_sdk_calculation");
    const silent = new S3.S3Client({ ...clientOptions(server), requestChecksumCalculation: "WHEN_REQUIRED" });
    const { put, head, copy, attributes } = objectCalls(silent, await newBucket());
    const summed = { ChecksumMode: "ENABLED" } as const;
    await put("unsummed", "test data..");
    await like("head-obj-no-checksum", head("unsummed", summed));
    await like("get-obj-attrs-no-checksum", attributes("unsummed", ["Checksum"]));
    await like("copy-obj-default-checksum", copy("unsummed", "copied"));
    await like("get-copy-obj-attrs-no-checksum", attributes("copied", ["Checksum"]));
    await put("named", "test data..", { ChecksumSHA256: "2l26x0trnT0r2AvakoFk2MB7eKVKzYESLMxSAKAzoik=" });
    await like("head-obj-right-checksum", head("named", summed));
  });
});
