import { gzipSync } from "node:zlib";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { wireCalls } from "./support/calls.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";
import { objectCalls } from "./support/objects.ts";
import { recorded } from "./support/recorded.ts";
import { s3Scenario } from "./support/scenario.ts";

/* Whole scenarios of AWS's recordings about objects and their lists, each in a bucket of its own. */

const LOREM = "Lorem ipsum dolor sit amet, ... ".repeat(30);
const server = sharedServer();
const client = new S3Client(clientOptions(server));
const { s3 } = wireCalls(server);
let count = 0;

async function newBucket() {
  count += 1;
  const Bucket = `recorded-objects-${count}`;
  await client.send(new CreateBucketCommand({ Bucket }));
  const list = (more = {}) => client.send(new ListObjectsV2Command({ Bucket, ...more }));
  return { Bucket, list, ...objectCalls(client, Bucket) };
}

describe("keys", () => {
  test.each([
    ["hash_prefix", "#key-with-hash-prefix", "test 123"],
    ["utf8_key", "Ā0Ä", "abc123"],
  ])("%s", async (name, Key, content) => {
    const { put, get } = await newBucket();
    const { like } = s3Scenario(`TestS3::test_put_and_get_object_with_${name}`);
    await like("put-object", put(Key, content, { ChecksumAlgorithm: "CRC32" }));
    await like("get-object", get(Key));
  });

  test("some beside others", async () => {
    const { put, get } = await newBucket();
    const { like } = s3Scenario("TestS3::test_putobject_with_multiple_keys");
    await put("aws/key1/key2/key3", "test", { ChecksumAlgorithm: "CRC32" });
    await like("get_object", get("aws/key1/key2/key3"));
  });

  test("with slashes before and behind", async () => {
    const { put, list } = await newBucket();
    const { like } = s3Scenario("TestS3::test_object_with_slashes_in_key[True]");
    const sum = { ChecksumAlgorithm: "CRC32" } as const;
    await put("/foo", "foobar", sum);
    await put("bar", "barfoo", sum);
    await put("/bar/foo/", "test", sum);
    await like("list-objects-slashes", list());
  });
});

describe("lists", () => {
  test("by prefix, with keys encoded and plain", async () => {
    const { Bucket, put, list } = await newBucket();
    const { like, names } = s3Scenario("TestS3::test_list_objects_v2_with_prefix");
    for (const key of ["test/foo/bar/123", "test/foo/bar/456", "test/bar/foo/123"]) await put(key, "content 123");
    names.set("<bucket-name:1>", Bucket);
    // Recorded before S3 gave every object a sum.
    const bySum = { except: ["ChecksumAlgorithm", "ChecksumType"] };
    await like("list-objects-v2-1", list({ Prefix: "test/" }), bySum);
    await like("list-objects-v2-2", list({ Prefix: "test/foo" }), bySum);
    await like("list-objects-v2-3", list({ Prefix: "test/foo/bar" }), bySum);
    const plain = await (await s3("GET", `/${Bucket}?list-type=2&prefix=test/foo`)).text();
    expect(plain).not.toContain("EncodingType");
    expect(plain).toContain("<KeyCount>2</KeyCount>");
  });

  test("of more than a page", async () => {
    const { Bucket, put, get } = await newBucket();
    const { like, names } = s3Scenario("TestS3::test_s3_put_more_than_1000_items");
    names.set("<bucket-name:1>", Bucket);
    // AWS's client is slow; only what is looked at needs its sums.
    const store = (index: number) =>
      index === 0 || index >= 990
        ? put(`test-key-${index}`, `test-${index}`, { ChecksumAlgorithm: "CRC32" })
        : s3("PUT", `/${Bucket}/test-key-${index}`, {}, "x");
    for (let index = 0; index < 1010; index += 1) await store(index);
    await like("get_object-0", get("test-key-0"));
    await like("get_object-1009", get("test-key-1009"));
    const list = (more = {}) => client.send(new ListObjectsCommand({ Bucket, ...more }));
    const { NextMarker } = await like("list-objects", list({ Delimiter: "/" }), { except: ["Contents"] });
    await like("list-objects-next_marker", list({ Marker: NextMarker }));
  });

  test("of a bucket that is deleted with what it holds", async () => {
    const { Bucket, put } = await newBucket();
    const { like, names } = s3Scenario("TestS3::test_delete_bucket_with_content");
    names.set("<bucket-name:1>", Bucket);
    const keys = Array.from({ length: 10 }, (_, index) => `test-key-${index}`);
    for (const key of keys) await put(key, key.replace("-key", ""), { ChecksumAlgorithm: "CRC32" });
    await like("list-objects", client.send(new ListObjectsCommand({ Bucket, MaxKeys: 100 })));
    const kept = `${Bucket}-kept`;
    await client.send(new CreateBucketCommand({ Bucket: kept }));
    await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }));
    await client.send(new DeleteBucketCommand({ Bucket }));
    names.set("<bucket-name:2>", kept);
    const listed = client.send(new ListBucketsCommand({ Prefix: Bucket }));
    // Which are said of lists by prefix only.
    await like("list-buckets", listed, { except: ["BucketRegion", "Prefix", "BucketArn"] });
  });
});

describe("what goes with bytes", () => {
  test("an ETag, of a range too", async () => {
    const { put, get } = await newBucket();
    const { like } = s3Scenario("TestS3::test_etag_on_get_object_call");
    await put("my-key", LOREM, { ChecksumAlgorithm: "CRC32" });
    await like("get_object", get("my-key"));
    await like("get_object_range", get("my-key", { Range: "bytes=0-16" }));
  });

  test("conditions by it, quoted or not", async () => {
    const { put, get } = await newBucket();
    const { Code: name, Condition } = recorded("s3", "TestS3::test_s3_get_object_headers", "if_match_err_1");
    const { ETag = "" } = await put("en-gb/wav/1.wav", LOREM);
    const bare = ETag.replaceAll('"', "");
    for (const IfMatch of [ETag, bare]) {
      expect((await get("en-gb/wav/1.wav", { IfMatch })).$metadata.httpStatusCode).toBe(200);
      const unchanged = get("en-gb/wav/1.wav", { IfNoneMatch: IfMatch });
      expect(await refusalOf(unchanged)).toMatchObject({ status: 304 });
    }
    const other = bare.split("").reverse().join("");
    expect((await get("en-gb/wav/1.wav", { IfNoneMatch: other })).$metadata.httpStatusCode).toBe(200);
    const changed = await refusalOf(get("en-gb/wav/1.wav", { IfMatch: other }));
    expect(changed).toMatchObject({ name, Condition, status: 412 });
  });

  test.each(["future", "past"])("a date of expiry that S3 only keeps (%s)", async (when) => {
    const { put, get, head } = await newBucket();
    const { like } = s3Scenario("TestS3::test_s3_object_expires");
    const day = 24 * 60 * 60 * 1000;
    const Expires = new Date(Date.now() + (when === "future" ? day : -day));
    await like(`put-object-expires-${when}`, put("a", "foo", { Expires, ChecksumAlgorithm: "CRC32" }));
    const told = await like(`get-object-expires-${when}`, get("a"));
    expect(told.ExpiresString).toBe(Expires.toUTCString());
    await like(`head-object-expires-${when}`, head("a"));
  });

  test("gzip, which S3 doesn't unpack", async () => {
    const { put, get } = await newBucket();
    const packed = gzipSync("1234567890 my gzip data");
    const zipped = { ContentEncoding: "gzip", Body: packed } as object;
    const except = { except: ["ETag", "ChecksumCRC32", "ChecksumSHA256", "ContentLength"] };
    const { like } = s3Scenario("TestS3::test_s3_upload_download_gzip");
    await like("put-object", put("zipped", "", { ...zipped, ChecksumAlgorithm: "CRC32" }), except);
    await like("get-object", get("zipped"), except);
    const summed = s3Scenario("TestS3PutObjectChecksum::test_s3_checksum_with_content_encoding");
    await summed.like("put-object", put("summed", "", { ...zipped, ChecksumAlgorithm: "SHA256" }), except);
    const read = await summed.like("get-object-with-checksum", get("summed", { ChecksumMode: "ENABLED" }), except);
    expect(Buffer.from((await get("summed")).ChecksumSHA256 ?? "", "base64")).toHaveLength(32);
    expect(read.ContentLength).toBe(packed.length);
  });

  test("headers beyond ASCII, byte for byte", async () => {
    const { Bucket, get } = await newBucket();
    const { like } = s3Scenario("TestS3::test_system_metadata_with_unicode");
    const latin = (text: string) => Buffer.from(text, "utf8").toString("latin1");
    const headers = {
      "cache-control": latin("ÄMÄZÕÑ S3"),
      "content-disposition": latin('attachment; filename="test_—_file%E2%80%94_é_2.pdf"'),
      "content-language": "de",
      "content-type": "binary/octet-stream",
      "x-amz-checksum-crc32": "AAAAAA==",
    };
    expect((await s3("PUT", `/${Bucket}/test-metadata-unicode`, headers, "")).status).toBe(200);
    await like("get-object", get("test-metadata-unicode"));
  });

  test("10 MB, over other 10 MB", async () => {
    const { put, head } = await newBucket();
    const { like } = s3Scenario("TestS3::test_upload_big_file");
    const ten = 10_000_000;
    const sum = { ChecksumAlgorithm: "CRC32" } as const;
    await like("put_object_key1", put("key1", "\u0001".repeat(ten), sum));
    await like("put_object_key2", put("key2", "a".repeat(ten), sum));
    await put("key1", "a".repeat(ten), sum);
    await like("head_object_key1", head("key1"));
    await like("head_object_key2", head("key2"));
  });
});

test("a version that is deleted by its id leaves the others", async () => {
  const { Bucket, put, version, versions } = await newBucket();
  const { like, names } = s3Scenario("TestS3::test_s3_delete_object_with_version_id");
  names.set("<bucket-name:1>", Bucket);
  const status = () => client.send(new GetBucketVersioningCommand({ Bucket }));
  await version("Enabled");
  await like("get_bucket_versioning", status());
  const { VersionId } = await put("aws/s3/testkey1.txt", LOREM, { ChecksumAlgorithm: "CRC32" });
  await put("aws/s3/testkey2.txt", LOREM, { ChecksumAlgorithm: "CRC32" });
  const Objects = [{ Key: "aws/s3/testkey1.txt", VersionId }];
  await like("delete_objects", client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } })));
  await like("list_object_versions_after_delete", versions());
  await version("Suspended");
  await like("get_bucket_versioning_suspended", status());
});
