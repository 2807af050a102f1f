import {
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadRequest,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadRequest,
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

/* More of multipart uploads as AWS was recorded to answer them: whole scenarios from creation to completion. */

const Bucket = "recorded-uploads";
const server = sharedServer();
const client = new S3Client({ ...clientOptions(server), requestChecksumCalculation: "WHEN_REQUIRED" });
const { put, get, head, attributes } = objectCalls(client, Bucket);
beforeAll(() => client.send(new CreateBucketCommand({ Bucket })));

/** Calls of one upload, begun by the first. */
function upload(Key: string) {
  let UploadId: string | undefined;
  const at = () => ({ Bucket, Key, UploadId });
  return {
    async create(more: Partial<CreateMultipartUploadRequest> = {}) {
      const input = { Bucket, Key, ContentType: "binary/octet-stream", ...more };
      const created = await client.send(new CreateMultipartUploadCommand(input));
      UploadId = created.UploadId;
      return created;
    },
    part: (PartNumber: number, Body: string | Uint8Array, more = {}) =>
      client.send(new UploadPartCommand({ ...at(), PartNumber, Body, ...more })),
    copy: (PartNumber: number, from: string, more: Partial<UploadPartCopyRequest> = {}) =>
      client.send(new UploadPartCopyCommand({ ...at(), PartNumber, CopySource: `${Bucket}/${from}`, ...more })),
    list: () => client.send(new ListPartsCommand(at())),
    complete: (
      Parts: { PartNumber: number; ETag?: string | undefined }[],
      more: Partial<CompleteMultipartUploadRequest> = {},
    ) => client.send(new CompleteMultipartUploadCommand({ ...at(), MultipartUpload: { Parts }, ...more })),
  };
}

test("the place of an object is percent-encoded", async () => {
  const Key = "test-unicode_—_file";
  const { like } = s3Scenario("TestS3::test_multipart_with_unicode_character_location");
  const { create, part, complete } = upload(Key);
  await like("create-multipart", create());
  const { ETag } = await part(1, "test");
  const { Location } = await like("complete-multipart", complete([{ PartNumber: 1, ETag }]), {
    except: ["ETag", "ChecksumCRC64NVME"],
  });
  expect(Location).toBe(`${server.url}/${Bucket}/test-unicode_%E2%80%94_file`);
});

test("the numbers of parts may leave some out", async () => {
  const { like, refused, names } = s3Scenario("TestS3::test_complete_multipart_parts_order");
  const body = "a".repeat(5 * 1024 * 1024);
  for (const [Key, step, response] of [
    ["test-order-parts", 1, "complete-multipart-ordered"],
    ["key-sequence-with-step-2", 2, "complete-multipart-with-step-2"],
  ] as const) {
    const { create, part, complete } = upload(Key);
    const { UploadId = "" } = await create();
    const Parts: { PartNumber: number; ETag?: string | undefined }[] = [];
    for (const PartNumber of [1, 1 + step, 1 + 2 * step]) {
      Parts.push({ PartNumber, ETag: (await part(PartNumber, body)).ETag });
    }
    if (step === 1) {
      names.set("<upload-id:1>", UploadId);
      await refused("complete-multipart-unordered", complete([...Parts].reverse()));
    }
    await like(response, complete(Parts), { except: ["ETag", "ChecksumCRC64NVME"] });
  }
});

describe("a part that is copied", () => {
  test("is so if its source has not been written since", async () => {
    const { like } = s3Scenario("TestS3Multipart::test_upload_part_copy_with_copy_source_if_unmodified_since_success");
    await put("source_file.txt", "0123456789");
    const { create, copy, list } = upload("destination_file.txt");
    await create();
    const CopySourceIfUnmodifiedSince = new Date(Date.now() + 60_000);
    await like("upload-part-copy-if-unmodified-since", copy(1, "source_file.txt", { CopySourceIfUnmodifiedSince }));
    await like("list-parts", list());
  });

  test("is not if one of two conditions fails", async () => {
    const { refused } = s3Scenario(
      "TestS3Multipart::test_upload_part_copy_with_copy_source_if_none_match_and_if_unmodified_since_match_failed",
    );
    await put("source_file.txt", "0123456789");
    const { create, copy } = upload("destination_file.txt");
    await create();
    const conditions = { CopySourceIfNoneMatch: '"other"', CopySourceIfUnmodifiedSince: new Date(0) };
    await refused("upload-part-copy-source-unmodified-since-and-if-none-match", copy(1, "source_file.txt", conditions));
  });
});

describe("the sum of an object in parts", () => {
  test("is of all bytes, by CRC64NVME", async () => {
    const { like } = s3Scenario(
      "TestS3MultipartUploadChecksum::test_complete_multipart_parts_checksum_full_object_default",
    );
    const Key = "test-multipart-checksum";
    const { create, part, complete } = upload(Key);
    await like("create-mpu-checksum-crc64", create({ ChecksumAlgorithm: "CRC64NVME" }));
    const { ETag, ChecksumCRC64NVME } = await like("upload-part", part(1, "aaa", { ChecksumAlgorithm: "CRC64NVME" }));
    const Parts = [{ PartNumber: 1, ETag, ChecksumCRC64NVME }];
    await like("complete-multipart-checksum", complete(Parts));
    await like("get-object-with-checksum", get(Key, { ChecksumMode: "ENABLED" }));
    await like("head-object-with-checksum", head(Key, { ChecksumMode: "ENABLED" }));
    await like("get-object-attrs", attributes(Key, ["Checksum", "ETag", "ObjectParts"]));
  });

  test("is of the parts' sums, by CRC32", async () => {
    const { like } = s3Scenario("TestS3::test_upload_file_multipart");
    const { create, part, complete } = upload("my-key");
    await create({ ChecksumAlgorithm: "CRC32" });
    const { ETag, ChecksumCRC32 } = await part(1, "x".repeat(6144), { ChecksumAlgorithm: "CRC32" });
    await complete([{ PartNumber: 1, ETag, ChecksumCRC32 } as { PartNumber: number; ETag?: string }]);
    const read = await like("get_object", get("my-key"), { except: ["ETag", "ChecksumCRC32"] });
    expect(read.ChecksumCRC32).toMatch(/-1$/);
    expect(read.ETag).toMatch(/-1"$/);
  });

  test("must be the one that was announced, as must its kind", async () => {
    const scenario = "TestS3MultipartUploadChecksum::test_multipart_parts_checksum_exceptions_full_object";
    const { like, refused } = s3Scenario(scenario);
    const Key = "test-multipart-checksum-exc";
    const { create, part, complete } = upload(Key);
    await like("create-mpu-checksum-crc32c", create({ ChecksumAlgorithm: "CRC32C", ChecksumType: "FULL_OBJECT" }));
    const { ETag } = await like("upload-part-no-checksum-ok", part(1, "abc"));
    const Parts = [{ PartNumber: 1, ETag }];
    const wrong = { ChecksumCRC32C: "AAAAAA==" };
    await refused("complete-part-bad-checksum-type", complete(Parts, { ChecksumType: "COMPOSITE" }));
    await refused("complete-part-bad-checksum", complete(Parts, { ...wrong, ChecksumType: "FULL_OBJECT" }));
    await refused("complete-part-good-checksum-no-type", complete(Parts, wrong));
    await like("complete-success", complete(Parts, { ChecksumCRC32C: "Nks/tw==", ChecksumType: "FULL_OBJECT" }));
  });
});

describe("conditions", () => {
  test("are on what was written before and during an upload", async () => {
    const { like, refused } = s3Scenario("TestS3ObjectWritePrecondition::test_multipart_if_match_with_put");
    const Key = "test-precondition";
    const sum = { ChecksumAlgorithm: "CRC32" } as const;
    const { ETag: before } = await like("put-obj", put(Key, "test", sum));
    const first = upload(Key);
    await like("create-multipart", first.create());
    const { ETag } = await first.part(1, "test");
    const other = { IfMatch: '"other"' };
    await refused("complete-multipart-if-match-put-before", first.complete([{ PartNumber: 1, ETag }], other));
    const { ETag: during } = await like("put-obj-during", put(Key, "test2", sum));
    const conflict = first.complete([{ PartNumber: 1, ETag }], { IfMatch: during });
    await refused("complete-multipart-if-match-put-during", conflict);
    expect(before).not.toBe(during);
    const second = upload(Key);
    await like("create-multipart-again", second.create());
    const again = await second.part(1, "test");
    const Parts = [{ PartNumber: 1, ETag: again.ETag }];
    await like("complete-multipart-if-match-put-before-restart", second.complete(Parts, { IfMatch: during }), {
      except: ["ETag", "ChecksumCRC64NVME"],
    });
  });

  test("for what nobody wrote fail on what was written during an upload", async () => {
    const { like, refused } = s3Scenario("TestS3ObjectWritePrecondition::test_multipart_if_none_match_with_put");
    const Key = "test-precondition-2";
    const { create, part, complete } = upload(Key);
    await like("create-multipart", create(), { except: ["Key"] });
    const { ETag } = await part(1, "test");
    await like("put-obj", put(Key, "", { ChecksumAlgorithm: "CRC32", ContentLength: 0 }));
    const call = complete([{ PartNumber: 1, ETag }], { IfNoneMatch: "*" });
    await refused("complete-multipart-if-none-match-put-during", call);
  });
});
