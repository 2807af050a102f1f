import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectTaggingCommand,
  ListObjectsV2Command,
  PutObjectTaggingCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { beforeAll, describe, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions } from "./support/clients.ts";
import { objectCalls } from "./support/objects.ts";
import { s3Scenario } from "./support/scenario.ts";

/* Objects as AWS was recorded to answer them: every member, nothing more. */

const Bucket = "recorded-objects";
const server = sharedServer();
const client = new S3Client(clientOptions(server));
const { put, get, head, copy, attributes: attributesOf } = objectCalls(client, Bucket);
beforeAll(() => client.send(new CreateBucketCommand({ Bucket })));

test("ranges", async () => {
  const { like, refused } = s3Scenario("TestS3ObjectCRUD::test_get_object_range");
  await put("ten", "0123456789");
  const ranges = ["-", "-1-", "-15", "-2", "-9", "0--1", "0-0", "0-100", "0-8", "1-", "1-0", "1-1"];
  for (const range of ranges) await like(`get-${range}`, get("ten", { Range: `bytes=${range}` }));
  await like("get-multiple-ranges", get("ten", { Range: "bytes=0-4,5-9" }));
  await like("get-wrong-format", get("ten", { Range: "0-4" }));
  await like("get-0-8-checksum", get("ten", { Range: "bytes=0-8", ChecksumMode: "ENABLED" }));
  for (const range of ["-0", "100-200"]) await refused(`get-${range}`, get("ten", { Range: `bytes=${range}` }));
});

describe("conditions", () => {
  test("of GetObject", async () => {
    const { like, refused, refusedWith } = s3Scenario("TestS3::test_s3_get_object_preconditions[get_object]");
    const { ETag = "" } = await put("data", "data");
    const { LastModified = new Date() } = await head("data");
    const day = 24 * 60 * 60 * 1000;
    const before = new Date(LastModified.getTime() - day);
    await like("obj-success", get("data", { IfMatch: ETag }));
    await like("obj-ignore-future-modified-since", get("data", { IfModifiedSince: new Date(Date.now() + day) }));
    await like("precondition-if-unmodified-since-is-object", get("data", { IfUnmodifiedSince: LastModified }));
    await refused("precondition-if-match", get("data", { IfMatch: '"other"' }));
    await refused("precondition-if-unmodified-since", get("data", { IfUnmodifiedSince: before }));
    await refusedWith(304, get("data", { IfNoneMatch: ETag }));
    await refusedWith(304, get("data", { IfNoneMatch: ETag.replaceAll('"', "") }));
    await refusedWith(304, get("data", { IfModifiedSince: LastModified }));
  });

  test("of HeadObject", async () => {
    const { like, refusedWith } = s3Scenario("TestS3::test_s3_get_object_preconditions[head_object]");
    const { ETag = "" } = await put("data", "data");
    await like("obj-success", head("data", { IfMatch: ETag }));
    await refusedWith(412, head("data", { IfMatch: '"other"' }));
    await refusedWith(412, head("data", { IfUnmodifiedSince: new Date(0) }));
    await refusedWith(304, head("data", { IfNoneMatch: ETag }));
  });

  test("of a copy onto itself", async () => {
    const { like } = s3Scenario("TestS3ObjectWritePrecondition::test_copy_object_if_match_in_place");
    const { ETag = "" } = await put("itself", "source content");
    const replaced = { MetadataDirective: "REPLACE" } as const;
    await like("copy-obj-if-match-in-place", copy("itself", "itself", { ...replaced, IfMatch: ETag }));
    const none = s3Scenario("TestS3ObjectWritePrecondition::test_copy_object_if_none_match_in_place");
    await none.refused("copy-obj-if-none-match-fail", copy("itself", "itself", { ...replaced, IfNoneMatch: "*" }));
  });

  test("that only directory buckets know", async () => {
    const { refused } = s3Scenario("TestS3DeletePrecondition::test_delete_object_if_match_modified_non_express");
    const dated = { Bucket, Key: "data", IfMatchLastModifiedTime: new Date(0) };
    await refused("delete-obj-if-match-last-modified", client.send(new DeleteObjectCommand(dated)));
  });
});

describe("a copy", () => {
  const content = { ContentType: "application/json", Metadata: { key: "value" } };

  test("takes type and metadata along", async () => {
    const { like } = s3Scenario("TestS3::test_s3_copy_content_type_and_metadata");
    await like("put_object", put("source", '{"key": "value"}', content));
    await like("head_object", head("source"));
    await like("copy_object", copy("source", "copy", content));
    await like("head_object_copy", head("copy"));
    await like("copy_object_second", copy("source", "second", { Metadata: { another: "value" }, ContentType: "a/b" }));
    await like("head_object_second_copy", head("second"));
  });

  test("onto itself changes metadata", async () => {
    const { like, refused } = s3Scenario("TestS3::test_s3_copy_object_in_place_metadata_directive");
    await like("put_object", put("in-place", '{"key": "value"}', content));
    await like("head_object", head("in-place"));
    const Metadata = { key2: "value2" };
    await refused("no-metadata-directive-fail", copy("in-place", "in-place", { Metadata }));
    await like("copy-replace-directive", copy("in-place", "in-place", { Metadata, MetadataDirective: "REPLACE" }));
    await like("head-replace-directive", head("in-place"));
    const kept = { MetadataDirective: "COPY", StorageClass: "STANDARD" } as const;
    await like("copy-copy-directive", copy("in-place", "in-place", kept));
    await like("head-copy-directive", head("in-place"));
    const ignored = { ...kept, Metadata: { key3: "value3" } };
    await like("copy-copy-directive-ignore", copy("in-place", "in-place", ignored));
    await like("head-copy-directive-ignore", head("in-place"));
    await like("copy-replace-directive-empty", copy("in-place", "in-place", { MetadataDirective: "REPLACE" }));
    await like("head-replace-directive-empty", head("in-place"));
  });

  test("onto itself changes the redirect", async () => {
    const { like } = s3Scenario("TestS3::test_s3_copy_object_in_place_website_redirect_location");
    const redirect = { WebsiteRedirectLocation: "/test/direct" };
    await like("put-object", put("redirected", "test", redirect));
    await like("head-object", head("redirected"));
    await like("copy-object-in-place-with-website-redirection", copy("redirected", "redirected", redirect));
    await like("head-object-after-copy", head("redirected"));
  });

  test("onto itself changes the storage class", async () => {
    const { like } = s3Scenario("TestS3::test_s3_copy_object_in_place_storage_class");
    const attributes = () => attributesOf("classed", ["StorageClass"]);
    const StorageClass = "STANDARD";
    await like("put-object", put("classed", "test", { StorageClass }));
    await like("head-object", head("classed"));
    await like("object-attrs", attributes());
    await like("copy-object-in-place-with-storage-class", copy("classed", "classed", { StorageClass }));
    await like("object-attrs-after-copy", attributes());
  });

  test.each(["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const)("keeps its %s", async (ChecksumAlgorithm) => {
    const { like } = s3Scenario(`TestS3::test_s3_copy_object_with_default_checksum[${ChecksumAlgorithm}]`);
    const attributes = (Key: string) => attributesOf(Key, ["Checksum"]);
    const Key = `summed-${ChecksumAlgorithm}`;
    await like("put-object-no-checksum", put(Key, '{"key": "value"}', { ChecksumAlgorithm }));
    await like("object-attrs", attributes(Key));
    const replaced = { MetadataDirective: "REPLACE" } as const;
    await like("copy-object-in-place-with-no-checksum", copy(Key, Key, replaced));
    await like("object-attrs-after-copy", attributes(Key));
    await like("copy-object-to-dest-keep-checksum", copy(Key, `${Key}-copy`));
    await like("dest-object-attrs-after-copy", attributes(`${Key}-copy`));
  });

  test("needs a source that is one", async () => {
    const { refused } = s3Scenario("TestS3::test_s3_copy_object_wrong_format");
    await refused("copy-object-wrong-copy-source", copy("", "x", { CopySource: "wrongformat" }));
  });

  test("takes keys of any characters", async () => {
    const { like } = s3Scenario("TestS3::test_copy_object_special_character");
    const Special = "special-characters";
    await client.send(new CreateBucketCommand({ Bucket: Special }));
    const keys = ["file%2Fname", "test@key/", "test key/", "test key//", "a/%F0%9F%98%80/", "test+key"];
    for (const Key of keys) {
      await like(`put-object-src-special-char-${Key}`, put(Key, "test"));
      await like(`copy-object-special-char-${Key}`, copy(Key, Key, { Bucket: Special }));
    }
    await like("list-object-copy-dest-special-char", client.send(new ListObjectsV2Command({ Bucket: Special })));
  });
});

describe("tags", () => {
  const tags = (Key: string) => client.send(new GetObjectTaggingCommand({ Bucket, Key }));
  const tag = (Key: string, ...pairs: readonly (readonly [string, string])[]) => {
    const TagSet = pairs.map(([name, value]) => ({ Key: name, Value: value }));
    return client.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
  };

  test("are put, got and deleted", async () => {
    const { like } = s3Scenario("TestS3BucketObjectTagging::test_object_tagging_crud");
    const Key = "tagged";
    await like("put-object", put(Key, "test-tagging"));
    await like("get-object-tags-empty", tags(Key));
    await like("put-object-tags", tag(Key, ["tag1", "tag1"], ["tag2", ""]));
    await like("get-object-tags", tags(Key));
    await like("put-object-tags-overwrite", tag(Key, ["tag3", "tag3"]));
    await like("get-object-tags-overwritten", tags(Key));
    await like("get-obj-after-tags", get(Key));
    await like("delete-object-tags", client.send(new DeleteObjectTaggingCommand({ Bucket, Key })));
    await like("get-object-tags-deleted", tags(Key));
    await like("get-obj-after-tags-deleted", get(Key));
  });

  test("come with the object", async () => {
    const { like } = s3Scenario("TestS3BucketObjectTagging::test_put_object_with_tags");
    const Key = "put-tagged";
    await like("put-object", put(Key, "test-tagging", { Tagging: "tag1=tag1&tag2=tag2&tag=" }));
    await like("get-object-tags", tags(Key));
    await like("put-object-tags", tag(Key, ["tag3", "tag3"]));
    await like("get-object-tags-override", tags(Key));
    await like("head-obj", head(Key));
    await put(Key, "test-tagging", { Tagging: "wrongquery&wrongagain" });
    await like("get-object-tags-wrong-format-qs", tags(Key));
    await put(Key, "test-tagging", { Tagging: "key1&&&key2" });
    await like("get-object-tags-wrong-format-qs-2", tags(Key));
  });

  test("are refused", async () => {
    const { refused } = s3Scenario("TestS3BucketObjectTagging::test_tagging_validation");
    await put("rules", "x");
    await refused("put-object-tags-aws-prefixed", tag("rules", ["aws:prefixed", "Val1"]));
    await refused("put-object-tags-duplicate-keys", tag("rules", ["Key1", "Val1"], ["Key1", "Val1"]));
    await refused("put-object-tags-invalid-field", tag("rules", ["Key1,Key2", "Val1"]));
    const wrong = s3Scenario("TestS3BucketObjectTagging::test_object_tagging_exc");
    wrong.names.set("<bucket:1>", Bucket);
    await wrong.refused("get-no-key-tags", tags("fake-key"));
    await wrong.refused("put-no-key-tags", tag("fake-key", ["a", "b"]));
    await wrong.refused("put-obj-duplicate-tagging", put("rules", "x", { Tagging: "key1=val1&key1=val2" }));
    await wrong.refused("put-obj-wrong-format", put("rules", "x", { Tagging: "key1=val1,key2=val2" }));
  });
});

test("many are deleted, and what was not there too", async () => {
  const { like } = s3Scenario("TestS3ObjectCRUD::test_delete_objects");
  const remove = (...Objects: { Key: string; VersionId?: string }[]) =>
    client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  await like("put-object", put("test-delete", "test-delete"));
  const VersionId = "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD";
  await like("delete-object-wrong-version-id", remove({ Key: "test-delete", VersionId }));
  await like("delete-objects", remove({ Key: "a-wrong-key" }, { Key: "c-wrong-key" }, { Key: "test-delete" }));
});
