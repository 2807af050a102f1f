import { createHash } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadRequest,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, test } from "vitest";
import { combineCrcs } from "../../shared/core/crc-combine.ts";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";
import { recordedError } from "./support/recorded.ts";

const MEBIBYTE = 1024 * 1024;
const Bucket = "parts-bucket";
/** Parts that differ, so that a swapped one shows. */
const FIRST = Buffer.alloc(5 * MEBIBYTE, "first ");
const SECOND = Buffer.alloc(5 * MEBIBYTE + 7, "second ");
const LAST = Buffer.from("the end");

const server = sharedServer();
const client = new S3Client(clientOptions(server));
beforeAll(() => client.send(new CreateBucketCommand({ Bucket })));

async function begin(Key: string, more: Partial<CreateMultipartUploadRequest> = {}) {
  const begun = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  const { UploadId = "", ChecksumAlgorithm } = begun;
  if (ChecksumAlgorithm) summed.add(UploadId);
  return { Bucket, Key, UploadId };
}

/** Uploads with an algorithm: of others S3 keeps no sums of parts, and refuses a completion that names any. */
const summed = new Set<string>();

type Upload = Awaited<ReturnType<typeof begin>>;

async function upload(to: Upload, PartNumber: number, Body: Uint8Array, more = {}) {
  const { ETag, ChecksumCRC32 } = await client.send(new UploadPartCommand({ ...to, PartNumber, Body, ...more }));
  return { PartNumber, ETag, ...(ChecksumCRC32 && summed.has(to.UploadId) ? { ChecksumCRC32 } : {}) };
}

function complete(to: Upload, Parts: { PartNumber: number; ETag: string | undefined }[], more = {}) {
  return client.send(new CompleteMultipartUploadCommand({ ...to, MultipartUpload: { Parts }, ...more }));
}

/** As the client's error shows it, without what only a status says. */
async function errorOf(call: Promise<unknown>) {
  const { name, message, status, ...details } = await refusalOf(call);
  const shown = Object.entries(details).filter(
    ([member]) => /^[A-Z]/.test(member) && !/^(RequestId|HostId)$/.test(member),
  );
  return { ...Object.fromEntries(shown), Code: name, Message: message, status };
}

async function bytesOf(Key: string, Range?: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, ...(Range ? { Range } : {}) }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

describe("an upload in parts", () => {
  test("becomes one object, whatever the order in which the parts came", async () => {
    const to = await begin("whole", { ContentType: "text/plain", Metadata: { in: "parts" } });
    const last = await upload(to, 30, LAST);
    const second = await upload(to, 20, SECOND);
    const first = await upload(to, 10, FIRST);
    await upload(to, 40, Buffer.from("unused"));
    const done = await complete(to, [first, second, last]);
    const md5s = [FIRST, SECOND, LAST].map((part) => createHash("md5").update(part).digest());
    const etag = `"${createHash("md5").update(Buffer.concat(md5s)).digest("hex")}-3"`;
    expect(done).toMatchObject({ Bucket, Key: "whole", ETag: etag, Location: `${server.url}/${Bucket}/whole` });
    const whole = Buffer.concat([FIRST, SECOND, LAST]);
    expect((await bytesOf("whole")).equals(whole)).toBe(true);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "whole" }));
    expect(head).toMatchObject({
      ContentLength: whole.length,
      ContentType: "text/plain",
      Metadata: { in: "parts" },
      ETag: etag,
    });
  });

  test.each([
    ["bytes=0-0", 0, 1],
    [`bytes=${FIRST.length - 2}-${FIRST.length + 1}`, FIRST.length - 2, FIRST.length + 2],
    [`bytes=${FIRST.length}-${FIRST.length}`, FIRST.length, FIRST.length + 1],
    ["bytes=-9", FIRST.length + SECOND.length + LAST.length - 9, undefined],
  ])("is read across its parts (%s)", async (range, from, to) => {
    const whole = Buffer.concat([FIRST, SECOND, LAST]);
    expect((await bytesOf("whole", range)).equals(whole.subarray(from, to))).toBe(true);
  });

  test("is copied, and read over REST", async () => {
    await client.send(new CopyObjectCommand({ Bucket, Key: "copied", CopySource: `${Bucket}/whole` }));
    const whole = createHash("md5").update(FIRST).update(SECOND).update(LAST).digest("hex");
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "copied" }));
    expect(head.ETag).toBe(`"${whole}"`);
    const read = await server.api.fetch("/v1/buckets/parts-bucket/objects/whole");
    expect(
      createHash("md5")
        .update(Buffer.from(await read.arrayBuffer()))
        .digest("hex"),
    ).toBe(whole);
  });

  test("is read part by part", async () => {
    const second = await client.send(new GetObjectCommand({ Bucket, Key: "whole", PartNumber: 2 }));
    expect(Buffer.from((await second.Body?.transformToByteArray()) ?? []).equals(SECOND)).toBe(true);
    const end = FIRST.length + SECOND.length;
    const range = `bytes ${FIRST.length}-${end - 1}/${end + LAST.length}`;
    expect([second.ContentRange, second.PartsCount, second.$metadata.httpStatusCode]).toEqual([range, 3, 206]);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "whole", PartNumber: 3 }));
    expect([head.ContentLength, head.PartsCount]).toEqual([LAST.length, 3]);
    const none = client.send(new GetObjectCommand({ Bucket, Key: "whole", PartNumber: 4 }));
    const refused = { name: "InvalidPartNumber", status: 416, ActualPartCount: "3", PartNumberRequested: "4" };
    expect(await refusalOf(none)).toMatchObject(refused);
    const both = client.send(new GetObjectCommand({ Bucket, Key: "whole", PartNumber: 1, Range: "bytes=0-1" }));
    expect(await refusalOf(both)).toMatchObject({ name: "InvalidRequest" });
  });

  test("is completed once, however often that is asked", async () => {
    const to = await begin("completed-twice");
    const part = await upload(to, 1, LAST);
    const first = await complete(to, [part]);
    const again = await complete(to, [part]);
    expect({ ...again, $metadata: undefined }).toEqual({ ...first, $metadata: undefined });
    const other = { PartNumber: 1, ETag: '"d41d8cd98f00b204e9800998ecf8427e"' };
    expect(await errorOf(complete(to, [other]))).toMatchObject({ Code: "NoSuchUpload" });
  });

  test("is listed until it is completed or aborted, with its parts", async () => {
    const [one, two] = [await begin("listed/a"), await begin("listed/b")];
    await upload(one, 1, LAST);
    await upload(one, 2, LAST);
    const uploads = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: "listed/" }));
    expect(uploads.Uploads?.map(({ Key, UploadId }) => [Key, UploadId])).toEqual([
      [one.Key, one.UploadId],
      [two.Key, two.UploadId],
    ]);
    const page = await client.send(new ListPartsCommand({ ...one, MaxParts: 1 }));
    expect([page.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size]), page.IsTruncated]).toEqual([[[1, 7]], true]);
    const rest = await client.send(new ListPartsCommand({ ...one, PartNumberMarker: page.NextPartNumberMarker }));
    expect([rest.Parts?.map(({ PartNumber }) => PartNumber), rest.IsTruncated]).toEqual([[2], false]);
    const aborted = await client.send(new AbortMultipartUploadCommand(one));
    expect(aborted.$metadata.httpStatusCode).toBe(204);
    expect(await refusalOf(client.send(new ListPartsCommand(one)))).toMatchObject({
      name: "NoSuchUpload",
      status: 404,
    });
    const left = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: "listed/" }));
    expect(left.Uploads?.map(({ Key }) => Key)).toEqual(["listed/b"]);
    await client.send(new AbortMultipartUploadCommand(two));
  });

  test("may take its parts from objects that are there", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "from", Body: FIRST }));
    const to = await begin("from-copies");
    const copy = async (PartNumber: number, more = {}) => {
      const source = { CopySource: `${Bucket}/from`, ...more };
      const { CopyPartResult } = await client.send(new UploadPartCopyCommand({ ...to, PartNumber, ...source }));
      return { PartNumber, ETag: CopyPartResult?.ETag };
    };
    await complete(to, [await copy(1), await copy(2, { CopySourceRange: "bytes=0-4" })]);
    expect((await bytesOf("from-copies")).equals(Buffer.concat([FIRST, FIRST.subarray(0, 5)]))).toBe(true);
  });

  test("may be summed up by its parts or as a whole", async () => {
    const sums: { ChecksumCRC32?: string }[] = [];
    for (const ChecksumType of ["COMPOSITE", "FULL_OBJECT"] as const) {
      const to = await begin(`sum-${ChecksumType}`, { ChecksumAlgorithm: "CRC32", ChecksumType });
      const parts = [await upload(to, 1, FIRST), await upload(to, 2, LAST)];
      sums.push(...parts);
      await complete(to, parts);
    }
    const of = async (Key: string) => {
      const { Body, ...head } = await client.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" }));
      // The SDK holds the bytes to a sum of the whole.
      await Body?.transformToByteArray();
      return head;
    };
    expect((await of("sum-COMPOSITE")).ChecksumCRC32).toMatch(/^[\w+/]{6}==-2$/);
    const bytes = (sum: { ChecksumCRC32?: string } = {}) => Buffer.from(sum.ChecksumCRC32 ?? "", "base64");
    const whole = combineCrcs("CRC32", [
      { sum: bytes(sums[2]), size: FIRST.length },
      { sum: bytes(sums[3]), size: LAST.length },
    ]);
    const full = await of("sum-FULL_OBJECT");
    expect([full.ChecksumCRC32, full.ChecksumType]).toEqual([Buffer.from(whole).toString("base64"), "FULL_OBJECT"]);
  });
});

describe("an upload in parts is refused as AWS does", () => {
  test("where parts are too small, missing, unordered or none", async () => {
    const to = await begin("refused");
    const small = await upload(to, 1, Buffer.from("test"));
    const last = await upload(to, 2, LAST);
    const scenario = "TestS3::test_multipart_complete_multipart_too_small";
    const numbers = { MinSizeAllowed: "5242880", PartNumber: "1", ProposedSize: "4" };
    expect(await errorOf(complete(to, [small, last]))).toMatchObject({
      ...recordedError("s3", scenario, "complete-exc-too-small"),
      ...numbers,
      ETag: "098f6bcd4621d373cade4e832627b4f6",
    });
    expect(await errorOf(complete(to, []))).toEqual(recordedError("s3", scenario, "complete-exc-no-parts"));
    const unordered = "TestS3::test_complete_multipart_parts_order";
    expect(await errorOf(complete(to, [last, small]))).toEqual(
      recordedError("s3", unordered, "complete-multipart-unordered", { "upload-id:1": to.UploadId }),
    );
    expect(await errorOf(complete(to, [{ PartNumber: 9, ETag: small.ETag }]))).toMatchObject({ Code: "InvalidPart" });
    const gone = { ...to, UploadId: "fakeid" };
    expect(await errorOf(complete(gone, [small]))).toEqual(
      recordedError("s3", "TestS3::test_multipart_no_such_upload", "complete-exc"),
    );
  });

  test("where its checksums don't fit", async () => {
    const scenario = "TestS3MultipartUploadChecksum::test_multipart_parts_checksum_exceptions_composite";
    const to = await begin("sums", { ChecksumAlgorithm: "SHA256" });
    const other = upload(to, 1, LAST, { ChecksumAlgorithm: "CRC32" });
    expect(await errorOf(other)).toEqual(recordedError("s3", scenario, "upload-part-different-checksum-exc"));
    const part = await upload(to, 1, LAST, { ChecksumAlgorithm: "SHA256" });
    const wrong = { ...part, ChecksumSHA256: Buffer.alloc(32).toString("base64") };
    expect(await errorOf(complete(to, [wrong]))).toEqual(recordedError("s3", scenario, "complete-part-with-checksum"));
    const whole = complete(to, [part], { ChecksumType: "FULL_OBJECT" });
    expect(await errorOf(whole)).toEqual(recordedError("s3", scenario, "complete-part-with-bad-checksum-type"));
  });

  test("where the object was written meanwhile", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "test-precondition", Body: "before" }));
    const scenario = "TestS3ObjectWritePrecondition::test_multipart_if_match_with_put";
    const to = await begin("test-precondition");
    const part = await upload(to, 1, LAST);
    const other = complete(to, [part], { IfMatch: '"other"' });
    expect(await errorOf(other)).toEqual(recordedError("s3", scenario, "complete-multipart-if-match-put-before"));
    const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key: "test-precondition", Body: "during" }));
    const late = complete(to, [part], { IfMatch: ETag });
    expect(await errorOf(late)).toEqual(recordedError("s3", scenario, "complete-multipart-if-match-put-during"));
    const new_ = complete(to, [part], { IfNoneMatch: "*" });
    expect(await errorOf(new_)).toMatchObject({ Code: "PreconditionFailed", Condition: "If-None-Match" });
  });
});

test("a bucket can be deleted while uploads into it have not ended", async () => {
  await client.send(new CreateBucketCommand({ Bucket: "doomed-bucket" }));
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: "doomed-bucket", Key: "a" }));
  const part = { Bucket: "doomed-bucket", Key: "a", UploadId, PartNumber: 1 };
  await client.send(new UploadPartCommand({ ...part, Body: Buffer.alloc(100_000) }));
  await client.send(new DeleteBucketCommand({ Bucket: "doomed-bucket" }));
  await client.send(new DeleteObjectCommand({ Bucket, Key: "none" }));
  const late = client.send(new UploadPartCommand({ ...part, Body: "x" }));
  expect(await refusalOf(late)).toMatchObject({ name: "NoSuchBucket" });
});
