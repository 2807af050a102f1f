import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketVersioningCommand,
  PutObjectLegalHoldCommand,
  S3Client,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions } from "./support/clients.ts";
import { objectCalls } from "./support/objects.ts";
import { s3Scenario } from "./support/scenario.ts";

/* Kinds of sums, keys with slashes, holds, conditions on copies: as AWS was recorded to answer. */

const Bucket = "object-details";
const server = sharedServer();
const client = new S3Client(clientOptions(server));
const objects = objectCalls(client, Bucket);
beforeAll(() => client.send(new CreateBucketCommand({ Bucket })));

test.each(["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const)(
  "an upload by %s has its usual kind of sum",
  async (ChecksumAlgorithm) => {
    const name = `TestS3MultipartUploadChecksum::test_multipart_checksum_type_default_for_checksum[${ChecksumAlgorithm}]`;
    const create = new CreateMultipartUploadCommand({
      Bucket,
      Key: "test-multipart-checksum-default",
      ChecksumAlgorithm,
    });
    await s3Scenario(name).like("create-mpu-default-checksum-type", client.send(create));
  },
);

test("what is not there is deleted too", async () => {
  const Objects = ["dummy1", "dummy2", "test-key-nonexistent"].map((Key) => ({ Key }));
  const { like } = s3Scenario("TestS3::test_delete_non_existing_keys");
  await like("deleted-resp", client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } })));
});

test("keys may end in a slash", async () => {
  const { like } = s3Scenario("TestS3::test_put_get_object_single_character_trailing_slash");
  const Slashed = "trailing-slashes";
  await client.send(new CreateBucketCommand({ Bucket: Slashed }));
  const { put, get } = objectCalls(client, Slashed);
  for (const Key of ["a/", "t/", "u/"]) {
    await like(`put-object-single-char-${Key}`, put(Key, "test"));
    await like(`get-object-single-char-${Key}`, get(Key));
  }
  await like("list-objects-single-char", client.send(new ListObjectsV2Command({ Bucket: Slashed })));
});

describe("a legal hold", () => {
  const locked = async (name: string) => {
    await client.send(new CreateBucketCommand({ Bucket: name, ObjectLockEnabledForBucket: true }));
    return objectCalls(client, name);
  };

  test("does not go along with a copy", async () => {
    const { like } = s3Scenario("TestS3ObjectLockLegalHold::test_s3_copy_object_legal_hold");
    const { put, head, copy } = await locked("held-copies");
    await like("put-object", put("source", '{"key": "value"}', { ObjectLockLegalHoldStatus: "ON" }));
    await like("head-object", head("source"));
    await like("copy-legal-hold", copy("source", "dest"));
    await like("head-dest-key", head("dest"));
  });

  test("is on one version, not on its key", async () => {
    const { like } = s3Scenario("TestS3ObjectLockLegalHold::test_s3_legal_hold_lock_versioned");
    const { put, head, remove } = await locked("held-versions");
    const hold = (VersionId: string | undefined, Status: "ON" | "OFF") =>
      client.send(
        new PutObjectLegalHoldCommand({ Bucket: "held-versions", Key: "a", VersionId, LegalHold: { Status } }),
      );
    const { VersionId: one } = await like("put-object", put("a", "test"));
    const { VersionId: two } = await like("put-object-2", put("a", "test"));
    await like("put-object-legal-hold-ver1", hold(one, "ON"));
    await like("head-object-ver1", head("a", { VersionId: one }));
    await like("put-object-legal-hold-ver2", hold(two, "ON"));
    await like("head-object-ver2", head("a", { VersionId: two }));
    await like("remove-object-legal-hold-ver1", hold(one, "OFF"));
    await like("head-object-ver1-no-lock", head("a", { VersionId: one }));
    await like("delete-object-ver1", remove("a", { VersionId: one }));
  });
});

test("a copy over what was seen, in a bucket with versioning", async () => {
  const { like, refused } = s3Scenario("TestS3ObjectWritePrecondition::test_copy_object_if_match_versioned_bucket");
  const name = "seen-copies";
  await client.send(new CreateBucketCommand({ Bucket: name }));
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await client.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration }));
  const { put, remove, copy } = objectCalls(client, name);
  await put("source-object", "source content");
  const { ETag: before } = await put("dest-object", "before");
  const deleted = await remove("dest-object");
  expect(deleted.DeleteMarker).toBe(true);
  await refused("copy-obj-after-del-exc", copy("source-object", "dest-object", { IfMatch: before }));
  const { ETag } = await put("dest-object", "after");
  await refused("copy-obj-if-match-wrong-etag", copy("source-object", "dest-object", { IfMatch: before }));
  await like("copy-obj-if-match", copy("source-object", "dest-object", { IfMatch: ETag }));
});

describe("a part that is copied under conditions", () => {
  const past = new Date(0);
  test.each([
    ["if_match_success", "upload-part-copy-if-match", (tag: string) => ({ CopySourceIfMatch: tag })],
    ["if_match_none_success", "upload-part-copy-if-none-match", () => ({ CopySourceIfNoneMatch: "other" })],
    ["if_modified_since_success", "upload-part-copy-if-modified-since", () => ({ CopySourceIfModifiedSince: past })],
    [
      "if_match_and_if_unmodified_since_match",
      "upload-part-copy",
      // An ETag decides before a date.
      (tag: string) => ({ CopySourceIfMatch: tag, CopySourceIfUnmodifiedSince: past }),
    ],
  ])("%s", async (which, response, conditions) => {
    const { like } = s3Scenario(`TestS3Multipart::test_upload_part_copy_with_copy_source_${which}`);
    const { ETag = "" } = await objects.put("source", "0123456789");
    const Key = "destination_file.txt";
    // The recording's client sums up nothing.
    const silent = new S3Client({ ...clientOptions(server), requestChecksumCalculation: "WHEN_REQUIRED" });
    const { UploadId } = await silent.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const part = { Bucket, Key, UploadId, PartNumber: 1, CopySource: `${Bucket}/source` };
    await like(response, silent.send(new UploadPartCopyCommand({ ...part, ...conditions(ETag) })));
    await like("list-parts", silent.send(new ListPartsCommand({ Bucket, Key, UploadId })));
    silent.destroy();
  });
});

test.each(["list_object_versions", "list_multipart_uploads"])("%s knows one encoding", async (name) => {
  const { refused } = s3Scenario(`TestS3ListObjectsV2::test_list_ops_encoding_type_validation[${name}]`);
  const input = { Bucket, EncodingType: "value" as "url" };
  const list =
    name === "list_object_versions"
      ? client.send(new ListObjectVersionsCommand(input))
      : client.send(new ListMultipartUploadsCommand(input));
  await refused(`${name}-error-wrong-value`, list);
});
