import {
  type ChecksumAlgorithm,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadRequest,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadRequest,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsRequest,
  ListPartsCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
  type UploadPartCopyRequest,
} from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions } from "./support/clients.ts";
import { objectCalls } from "./support/objects.ts";
import { s3Scenario } from "./support/scenario.ts";

/* Multipart uploads as AWS was recorded to answer them. The client sums up nothing that it isn't asked to, as the recording's. */

const Bucket = "recorded-parts";
const server = sharedServer();
const client = new S3Client({ ...clientOptions(server), requestChecksumCalculation: "WHEN_REQUIRED" });
const objects = objectCalls(client, Bucket);
beforeAll(() => client.send(new CreateBucketCommand({ Bucket })));

const create = (Key: string, more: Partial<CreateMultipartUploadRequest> = {}) =>
  client.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: "binary/octet-stream", ...more }));

function partsOf(Key: string, UploadId: string | undefined) {
  const upload = { Bucket, Key, UploadId };
  return {
    part: (PartNumber: number, Body: string | Uint8Array, more = {}) =>
      client.send(new UploadPartCommand({ ...upload, PartNumber, Body, ...more })),
    copy: (PartNumber: number, CopySource: string, more: Partial<UploadPartCopyRequest> = {}) =>
      client.send(new UploadPartCopyCommand({ ...upload, PartNumber, CopySource, ...more })),
    list: () => client.send(new ListPartsCommand(upload)),
    complete: (Parts: CompletedPart[], more: Partial<CompleteMultipartUploadRequest> = {}) =>
      client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more })),
  };
}

const MINIMUM = Buffer.alloc(5 * 1024 * 1024 + 1, "a");

describe("an upload that is summed up as a whole", () => {
  test.each(["CRC32", "CRC32C", "CRC64NVME"] as const)("by %s", async (Checksum) => {
    const { like, refused, names } = s3Scenario(
      `TestS3MultipartUploadChecksum::test_complete_multipart_parts_checksum_full_object[${Checksum}]`,
    );
    const Key = "test-multipart-checksum";
    const full = { ChecksumAlgorithm: Checksum, ChecksumType: "FULL_OBJECT" } as const;
    const { UploadId = "" } = await like("create-mpu-checksum", create(Key, full));
    names.set("<upload-id:1>", UploadId);
    const { part, list, complete } = partsOf(Key, UploadId);
    const parts: CompletedPart[] = [];
    for (const [index, body] of [MINIMUM, MINIMUM, "aaaaaaaaaa"].entries()) {
      const summed = { ChecksumAlgorithm: Checksum };
      const { ETag } = await like(`upload-part-${index}`, part(index + 1, body, summed));
      parts.push({ PartNumber: index + 1, ETag });
    }
    await like("list-parts", list());
    const other = Checksum === "CRC32" ? { ChecksumCRC32C: "AAAAAA==" } : { ChecksumCRC32: "AAAAAA==" };
    // Which part AWS names first is not always the first.
    const named = Checksum === "CRC32" ? 3 : 1;
    const wrong = parts.map((one) => (one.PartNumber === named ? { ...one, ...other } : one));
    await refused("complete-multipart-wrong-parts-checksum", complete(wrong));
    await like("complete-multipart-checksum", complete(parts, { ChecksumType: "FULL_OBJECT" }));
    await like("get-object-with-checksum", objects.get(Key, { ChecksumMode: "ENABLED" }));
    await like("head-object-with-checksum", objects.head(Key, { ChecksumMode: "ENABLED" }));
    await like("get-object-part-checksum", objects.get(Key, { ChecksumMode: "ENABLED", PartNumber: 3 }));
    await like("get-object-attrs", objects.attributes(Key, ["Checksum", "ETag", "ObjectParts"]));
    await like("copy-obj-checksum", objects.copy(Key, "copied"));
    await like("get-copy-object-attrs", objects.attributes("copied", ["Checksum", "ETag", "ObjectParts"]));
  });
});

test("an upload without an algorithm is summed up by CRC64NVME", async () => {
  const name = "TestS3MultipartUploadChecksum::test_complete_multipart_parts_checksum_default";
  const { like, refused, names } = s3Scenario(name);
  const Key = "test-multipart-checksum";
  const { UploadId = "" } = await like("create-mpu-no-checksum", create(Key));
  names.set("<upload-id:1>", UploadId);
  await like("list-multiparts", client.send(new ListMultipartUploadsCommand({ Bucket })));
  const { part, list, complete } = partsOf(Key, UploadId);
  const summed = part(1, "aaa", { ChecksumAlgorithm: "CRC32C" as ChecksumAlgorithm });
  const { ETag, ChecksumCRC32C } = await like("upload-part-different-checksum-than-default", summed);
  await like("list-parts", list());
  const Parts = [{ PartNumber: 1, ETag }];
  await refused("complete-multipart-composite-type", complete(Parts, { ChecksumType: "COMPOSITE" }));
  await refused("complete-multipart-full-object-type", complete(Parts, { ChecksumType: "FULL_OBJECT" }));
  await refused("complete-multipart-parts-checksum", complete([{ PartNumber: 1, ETag, ChecksumCRC32C }]));
  await like("complete-multipart-checksum", complete(Parts));
  await like("get-object-with-checksum", objects.get(Key, { ChecksumMode: "ENABLED" }));
  await like("head-object-with-checksum", objects.head(Key, { ChecksumMode: "ENABLED" }));
  await like("get-object-attrs", objects.attributes(Key, ["Checksum", "ETag", "ObjectParts"]));
  await like("copy-obj-checksum", objects.copy(Key, "copied"));
  await like("get-copy-object-attrs", objects.attributes("copied", ["Checksum", "ETag", "ObjectParts"]));
});

test.each(["COMPOSITE", "FULL_OBJECT"] as const)("a part that is copied is summed up (%s)", async (ChecksumType) => {
  const name = `TestS3MultipartUploadChecksum::test_multipart_upload_part_copy_checksum[${ChecksumType}]`;
  const { like, names } = s3Scenario(name);
  const Key = `copied-${ChecksumType}`;
  const source = objects.put("source", "this is a part", { ChecksumAlgorithm: "CRC32" });
  await like("put-object", source);
  names.set("test-multipart-checksum", Key);
  const { UploadId = "" } = await create("test-multipart-checksum", { ChecksumAlgorithm: "CRC32C", ChecksumType });
  names.set("<upload-id:1>", UploadId);
  const { copy, list, complete } = partsOf("test-multipart-checksum", UploadId);
  const { CopyPartResult = {} } = await like("upload-part-copy", copy(1, `${Bucket}/source`));
  await like("list-parts", list());
  const { ETag, ChecksumCRC32C } = CopyPartResult;
  await like("complete-multipart-checksum", complete([{ PartNumber: 1, ETag, ChecksumCRC32C }]));
  const get = objects.get("test-multipart-checksum", { ChecksumMode: "ENABLED" });
  await like("get-object-with-checksum", get);
  await like("head-object-with-checksum", objects.head("test-multipart-checksum", { ChecksumMode: "ENABLED" }));
  const attributes = objects.attributes("test-multipart-checksum", ["Checksum", "ETag", "ObjectParts"]);
  await like("get-object-attrs", attributes);
});

test("the parts of an object are told in pages", async () => {
  const { like, names } = s3Scenario("TestS3ListParts::test_list_parts_via_object_attrs_pagination");
  const Key = "test-object-attrs-pagination";
  const { UploadId = "" } = await create(Key, { ChecksumAlgorithm: "SHA256" });
  names.set("<upload-id:1>", UploadId);
  const { part, list, complete } = partsOf(Key, UploadId);
  const Parts: CompletedPart[] = [];
  for (const PartNumber of [1, 2]) {
    const { ETag, ChecksumSHA256 } = await part(PartNumber, MINIMUM, { ChecksumAlgorithm: "SHA256" });
    Parts.push({ PartNumber, ETag, ChecksumSHA256 });
  }
  await like("list-parts", list());
  await like("complete-mpu", complete(Parts));
  const attributes = (more = {}) => objects.attributes(Key, ["ObjectParts"], more);
  await like("get-object-attrs-all", attributes());
  await like("get-object-attrs-next", attributes({ MaxParts: 1, PartNumberMarker: "1" }));
  await like("get-object-attrs-wrong-part", attributes({ MaxParts: 1, PartNumberMarker: "10" }));
});

test("a copy of an object in parts is in one piece", async () => {
  const { like } = s3Scenario("TestS3::test_multipart_copy_object_etag");
  const { UploadId } = await create("test.file");
  const { part, complete } = partsOf("test.file", UploadId);
  const { ETag } = await part(1, "test content 123");
  await like("multipart-upload", complete([{ PartNumber: 1, ETag }]));
  await like("copy-object", objects.copy("test.file", "test.file-copy"));
  await like("copy-object-in-place", objects.copy("test.file", "test.file", { MetadataDirective: "REPLACE" }));
  await like("head-obj", objects.head("test.file", { ChecksumMode: "ENABLED" }));
});

test("uploads are listed by their markers", async () => {
  const { like, refused, names } = s3Scenario("TestS3ListMultipartUploads::test_list_multiparts_next_marker");
  const Listed = "recorded-uploads";
  await client.send(new CreateBucketCommand({ Bucket: Listed }));
  const list = (more: Partial<ListMultipartUploadsRequest> = {}) =>
    client.send(new ListMultipartUploadsCommand({ Bucket: Listed, ...more }));
  await like("list-multiparts-empty", list());
  const begun: { Key: string; UploadId: string }[] = [];
  // In the order of the recording's names: the last key first.
  for (const Key of ["key-3", "key-2", "key-1", "key-1", "key-1"]) {
    const { UploadId = "" } = await create(Key, { Bucket: Listed });
    begun.push({ Key, UploadId });
    names.set(`<upload-id:${begun.length}>`, UploadId);
  }
  const id = (number: number) => begun[number - 1]?.UploadId;
  await like("list-multiparts-all", list());
  const one = { MaxUploads: 1 };
  await like("list-multiparts-max-1", list(one));
  await like("list-multiparts-next-key-empty", list({ ...one, KeyMarker: "" }));
  await like("list-multiparts-next-key-only", list({ ...one, KeyMarker: "key-1" }));
  await like("list-multiparts-next-upload-only", list({ ...one, UploadIdMarker: id(3) }));
  await like("list-multiparts-both-markers", list({ ...one, KeyMarker: "key-1", UploadIdMarker: id(3) }));
  await like("list-multiparts-both-markers-2", list({ ...one, KeyMarker: "key-1", UploadIdMarker: id(5) }));
  const last = { ...one, KeyMarker: "key-2", UploadIdMarker: id(2) };
  await like("list-multiparts-get-last-upload-no-truncate", list(last));
  await like("list-multiparts-next-key-last", list({ ...one, KeyMarker: "key-3" }));
  await refused("list-multiparts-wrong-id-for-key", list({ ...one, KeyMarker: "key-1", UploadIdMarker: id(2) }));
});

describe("conditions", () => {
  const Key = "test-precondition";

  test("on what was deleted or written meanwhile", async () => {
    const { like, refused, names } = s3Scenario("TestS3ObjectWritePrecondition::test_multipart_if_match_with_delete");
    const { ETag: before } = await objects.put(Key, "test", { ChecksumAlgorithm: "CRC32" });
    const { UploadId = "" } = await like("create-multipart", create(Key));
    names.set("<upload-id:1>", UploadId);
    const { part, complete } = partsOf(Key, UploadId);
    const { ETag } = await part(1, "test");
    const Parts = [{ PartNumber: 1, ETag }];
    await like("del-obj", objects.remove(Key));
    await refused("complete-multipart-after-del", complete(Parts, { IfMatch: before }));
    await like("put-obj-2", objects.put(Key, "test", { ChecksumAlgorithm: "CRC32" }));
    await refused("complete-multipart-if-match-after-put", complete(Parts, { IfMatch: before }));
  });

  test.each([
    ["if_match_failed", "upload-part-copy-source-if-match", { CopySourceIfMatch: "other" }],
    ["if_none_match_failed", "upload-part-copy-source-if-none-match", { CopySourceIfNoneMatch: "ETag" }],
    ["if_modified_since_failed", "upload-part-copy-source-modified-since-match", { CopySourceIfModifiedSince: "now" }],
  ])("on the source of a part: %s", async (which, response, condition) => {
    const prefix = which === "if_modified_since_failed" ? "with" : "with_copy_source";
    const { refused } = s3Scenario(`TestS3Multipart::test_upload_part_copy_${prefix}_${which}`);
    const { ETag } = await objects.put("source", "0123456789");
    const { LastModified } = await objects.head("source");
    const values: Record<string, unknown> = { ETag, now: LastModified };
    const given = Object.entries(condition).map(([name, value]) => [name, values[value] ?? value]);
    const { UploadId } = await create("destination");
    const call = partsOf("destination", UploadId).copy(1, `${Bucket}/source`, Object.fromEntries(given));
    await refused(response, call);
    expect(ETag).toBeDefined();
  });
});
