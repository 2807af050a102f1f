import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectTaggingCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  S3Client,
  type TaggingDirective,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions } from "./support/clients.ts";
import { objectCalls } from "./support/objects.ts";
import { s3Scenario } from "./support/scenario.ts";

/* Versions as AWS was recorded to answer them. */

const server = sharedServer();
const client = new S3Client(clientOptions(server));

async function versioned(Bucket: string) {
  await client.send(new CreateBucketCommand({ Bucket }));
  const objects = objectCalls(client, Bucket);
  await objects.version("Enabled");
  const removeAll = (...Objects: { Key: string; VersionId?: string | undefined }[]) =>
    client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: Objects.map(({ Key, VersionId }) => ({ Key, ...(VersionId ? { VersionId } : {}) })) },
      }),
    );
  return { ...objects, removeAll, list: () => client.send(new ListObjectsV2Command({ Bucket })) };
}

test("versioning is switched on and suspended", async () => {
  const { like, refused, names } = s3Scenario("TestS3BucketVersioning::test_bucket_versioning_crud");
  const Bucket = "switched";
  await client.send(new CreateBucketCommand({ Bucket }));
  const got = () => client.send(new GetBucketVersioningCommand({ Bucket }));
  const put = (Status?: string, bucket = Bucket) =>
    client.send(
      new PutBucketVersioningCommand({
        Bucket: bucket,
        VersioningConfiguration: Status === undefined ? {} : { Status: Status as "Enabled" },
      }),
    );
  await like("get-versioning-before", got());
  await refused("put-versioning-enabled-lowercase", put("enabled"));
  await refused("put-versioning-disabled", put("Disabled"));
  await refused("put-versioning-empty", put());
  await like("put-versioning-suspended-before", put("Suspended"));
  await like("put-versioning-enabled-capitalized", put("Enabled"));
  await like("get-versioning-after-enabled", got());
  await like("put-versioning-suspended-after", put("Suspended"));
  await like("get-versioning-after-suspended", got());
  names.set("<bucket-name:1>", "nobody");
  await refused("put-versioning-no-bucket", put("Enabled", "nobody"));
  await refused("get-versioning-no-bucket", client.send(new GetBucketVersioningCommand({ Bucket: "nobody" })));
});

describe("deletions", () => {
  test("of versions and markers, many at once", async () => {
    const { like } = s3Scenario("TestS3::test_delete_keys_in_versioned_bucket");
    const { put, removeAll, versions, list } = await versioned("deleted-keys");
    const Key = "test-key-versioned";
    const one = await put(Key, "something");
    const two = await put(Key, "something-v2");
    await like("list-objects-v2", list());
    await like("delete-object", removeAll({ Key }));
    await like("list-objects-v2-after-delete", list());
    await like("list-object-version", versions());
    const [first, second] = [one, two].map(({ VersionId }) => ({ Key, VersionId }));
    await like("delete-object-version", removeAll(first ?? { Key }, second ?? { Key }));
    await like("list-object-version-after-delete", versions());
    const marker = (await versions()).DeleteMarkers?.[0]?.VersionId;
    await like("delete-object-delete-marker", removeAll({ Key, VersionId: marker }));
  });

  test("of what was never there", async () => {
    const { like } = s3Scenario("TestS3ObjectCRUD::test_delete_objects_versioned");
    const { put, removeAll } = await versioned("deleted-objects");
    const Key = "test-delete";
    const { VersionId } = await like("put-object", put(Key, "test-delete"));
    const unknown = "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD";
    const wrong = removeAll({ Key, VersionId: unknown }, { Key: "wrong-key-2", VersionId: unknown });
    await like("delete-objects-wrong-version-id", wrong);
    const marked = removeAll({ Key }, { Key: "wrongkey" }, { Key: "wrongkey-x" });
    const { Deleted = [] } = await like("delete-objects-no-version-id", marked);
    const marker = Deleted[0]?.DeleteMarkerVersionId;
    await like("delete-objects-marker", removeAll({ Key, VersionId: marker }));
    await like("delete-objects-version-id", removeAll({ Key, VersionId }));
  });

  test("of one, then it has no attributes", async () => {
    const { like, refused } = s3Scenario("TestS3::test_get_object_attributes_versioned");
    const { put, remove, attributes } = await versioned("attributes");
    const Key = "key-attrs-versioned";
    const one = await put(Key, "version");
    const two = await like("put-obj-v2", put(Key, "version 2"));
    const asked = ["StorageClass", "ETag", "ObjectSize"] as const;
    const described = await attributes(Key, [...asked, "Checksum", "ObjectParts"]);
    expect([described.VersionId, described.ObjectParts]).toEqual([two.VersionId, undefined]);
    await like("object-attrs", attributes(Key, [...asked, "Checksum"]));
    expect(await attributes(Key, asked, { VersionId: one.VersionId })).toMatchObject({ VersionId: one.VersionId });
    await like("delete-key", remove(Key));
    await refused("deleted-object-attrs", attributes(Key, asked));
  });
});

describe("lists", () => {
  test("of versions, by markers", async () => {
    const { like, refused } = s3Scenario("TestS3ListObjectVersions::test_list_objects_versions_markers");
    const { put, remove, versions } = await versioned("listed");
    const keys = ["test_0", "test_1", "test_2"];
    for (const key of keys) await put(key, "version 1");
    const markers = new Map<string, string | undefined>();
    for (const key of keys.slice(0, 2)) markers.set(key, (await remove(key)).VersionId);
    const second = await put("test_2", "version 2");
    await remove("test_2");
    for (const key of keys.slice(0, 2)) await put(key, "version 2");
    await like("list-objects-versions-all", versions());
    await like("list-objects-versions-5", versions({ MaxKeys: 5 }));
    await like("list-objects-next-key-empty", versions({ MaxKeys: 1, KeyMarker: "" }));
    await like("list-objects-next-key-only", versions({ MaxKeys: 1, KeyMarker: "test_1" }));
    const behind = { KeyMarker: "test_1", VersionIdMarker: markers.get("test_1") };
    await like("list-objects-both-markers", versions({ MaxKeys: 1, ...behind }));
    await like("list-objects-next-key-last", versions({ MaxKeys: 1, KeyMarker: "test_2" }));
    const last = { KeyMarker: "test_2", VersionIdMarker: second.VersionId };
    await like("list-objects-last-key-last-version", versions({ MaxKeys: 1, ...last }));
    await refused("list-objects-next-version-only", versions({ MaxKeys: 1, VersionIdMarker: behind.VersionIdMarker }));
  });

  test("of versions, where there are none but the current ones", async () => {
    const { like } = s3Scenario("TestS3ObjectCRUD::test_list_object_versions_order_unversioned");
    const Bucket = "unversioned";
    await client.send(new CreateBucketCommand({ Bucket }));
    const { put, versions } = objectCalls(client, Bucket);
    await like("list-empty", versions());
    for (const [index, name] of ["b", "c", "a"].entries()) {
      const number = { a: 1, b: 2, c: 3 }[name] ?? index;
      await put(`${name}-test-object-${number}`, `test-object-${number}`);
    }
    await like("list-object-versions", versions());
  });
});

describe("copies", () => {
  const suspended = "TestS3::test_s3_copy_object_in_place_suspended_only";
  test("onto themselves, where versioning is suspended", async () => {
    const { like } = s3Scenario(suspended);
    const Bucket = "suspended";
    await client.send(new CreateBucketCommand({ Bucket }));
    const { put, head, get, copy, version } = objectCalls(client, Bucket);
    const content = { ContentType: "application/json", Metadata: { key: "value" } };
    await like("put_object", put("source", '{"key": "value"}', content));
    await like("head_object", head("source"));
    const replaced = { MetadataDirective: "REPLACE" } as const;
    await like("copy-in-place-non-versioned", copy("source", "source", replaced));
    await like("head-object-copied", head("source"));
    await like("get-object-copied", get("source"));
    await version("Suspended");
    await like("copy-in-place-versioned-suspended", copy("source", "source", replaced));
    await like("head-object-copied-suspended", head("source"));
    await like("get-object-copied-suspended", get("source"));
    await like("copy-in-place-versioned-suspended-twice", copy("source", "source", replaced));
  });

  test.each(["COPY", "REPLACE", "None"])("of versions with their tags (%s)", async (directive) => {
    const { like } = s3Scenario(`TestS3::test_s3_copy_tagging_directive_versioned[${directive}]`);
    const Bucket = `tagged-${directive.toLowerCase()}`;
    const { put, copy } = await versioned(Bucket);
    const named = (id: string | undefined) => ({ CopySource: `${Bucket}/source?versionId=${id}` });
    const how = directive === "None" ? {} : { TaggingDirective: directive as TaggingDirective };
    const tagged = async (response: string, Key: string, VersionId?: string) => {
      const asked = { Bucket, Key, ...(VersionId ? { VersionId } : {}) };
      await like(response, client.send(new GetObjectTaggingCommand(asked)));
    };
    const one = await like("put-object", put("source", "test", { Tagging: "key1=value1" }));
    await like("put-object-v2", put("source", "test-v2", { Tagging: "key1=value1-v2" }));
    await tagged("get-object-tag", "source");
    await tagged("get-object-tag-v1", "source", one.VersionId);
    const Tagging = "key2=value2";
    await like("copy-object", copy("source", "copied", { ...how, Tagging }));
    await tagged("get-copy-object-tag", "copied");
    await like("copy-object-tag-empty", copy("source", "empty", how));
    await tagged("get-copy-object-tag-empty", "empty");
    await like("copy-object-v1", copy("source", "copied-v1", { ...how, Tagging, ...named(one.VersionId) }));
    await tagged("get-copy-object-tag-v1", "copied-v1");
    await like("copy-object-tag-empty-v1", copy("source", "empty-v1", { ...how, ...named(one.VersionId) }));
    await tagged("get-copy-object-tag-empty-v1", "empty-v1");
  });

  test("under conditions", async () => {
    const { like, refused } = s3Scenario(
      "TestS3ObjectWritePrecondition::test_copy_object_if_none_match_versioned_bucket",
    );
    const { put, copy, remove, versions } = await versioned("conditional");
    const Key = "dest-object";
    await put("source-object", "source content");
    await like("copy-obj", copy("source-object", Key, { IfNoneMatch: "*" }));
    await refused("copy-obj-if-none-match-fail", copy("source-object", Key, { IfNoneMatch: "*" }));
    await like("del-obj", remove(Key));
    await like("copy-obj-after-del", copy("source-object", Key, { IfNoneMatch: "*" }));
    await like("list-object-versions", versions());
  });

  test("of a source that may not have changed", async () => {
    const name = "TestS3CopySourcePreconditions::test_s3_copy_object_if_source_unmodified_since_versioned";
    const { like, refused } = s3Scenario(name);
    const { put, head, copy } = await versioned("unmodified");
    await put("source", "data");
    const { LastModified } = await like("head-object", head("source"));
    const since = (date: Date | undefined) => copy("source", "dest", { CopySourceIfUnmodifiedSince: date });
    await refused("copy-past-if-unmodified-since", since(new Date(0)));
    await like("copy-if-unmodified-since", since(LastModified));
  });
});
