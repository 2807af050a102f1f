import { CreateBucketCommand, PutObjectCommand, S3Client, type StorageClass } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { SIGNED } from "./support/calls.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";
import { objectCalls } from "./support/objects.ts";
import { s3Scenario } from "./support/scenario.ts";

const Bucket = "details";
const server = sharedServer();
const client = new S3Client(clientOptions(server));
const objects = objectCalls(client, Bucket);
beforeAll(() => client.send(new CreateBucketCommand({ Bucket })));

describe("headers of an object", () => {
  test("are those of a new one", async () => {
    const { like, refusedWith } = s3Scenario("TestS3::test_head_object_fields");
    await objects.put("head", "abcdefgh");
    await like("head-object", objects.head("head"));
    await refusedWith(404, objects.head("nothing"));
  });

  test("can be asked for otherwise", async () => {
    const { like } = s3Scenario("TestS3::test_s3_get_object_header_overrides");
    await objects.put("overridden", "something", { ChecksumAlgorithm: "CRC32" });
    const asked = {
      ResponseCacheControl: "max-age=74",
      ResponseContentDisposition: 'attachment; filename="foo.jpg"',
      ResponseContentEncoding: "identity",
      ResponseContentLanguage: "de-DE",
      ResponseContentType: "image/jpeg",
      ResponseExpires: new Date("2015-10-21T07:28:00Z"),
    };
    const answer = await like("get-object", objects.get("overridden", asked));
    expect(answer.ExpiresString).toBe("Wed, 21 Oct 2015 07:28:00 GMT");
  });

  test("keep metadata's names as they are", async () => {
    const { like } = s3Scenario("TestS3::test_metadata_header_character_decoding");
    await objects.put("named", "foo", { Metadata: { TEST_META_1: "foo", __meta_2: "bar" } });
    await like("head-object", objects.head("named"));
  });

  test("carry metadata beyond ASCII in encoded words", async () => {
    const metadata = async (value: string) => {
      const url = `${server.url}/${Bucket}/words`;
      await fetch(url, { method: "PUT", body: "x", headers: { ...SIGNED, "x-amz-meta-word": value } });
      return (await fetch(url, { method: "HEAD", headers: SIGNED })).headers.get("x-amz-meta-word");
    };
    expect(await metadata("plain")).toBe("plain");
    // What comes as Latin-1 is stored so; a word that is encoded already is decoded before it is stored.
    expect(await metadata("caf\u00e9 au lait")).toBe("=?UTF-8?Q?caf=C3=A9_au_lait?=");
    expect(await metadata("=?UTF-8?B?4piD4piD?=")).toBe("=?UTF-8?B?4piD4piD?=");
    expect(await metadata("=?UTF-8?Q?only_ASCII?=")).toBe("only ASCII");
  });
});

describe("a storage class", () => {
  test("is kept, and told where it is not the usual", async () => {
    await objects.put("rare", "x", { StorageClass: "STANDARD_IA" });
    expect((await objects.head("rare")).StorageClass).toBe("STANDARD_IA");
    await objects.copy("rare", "copy");
    expect((await objects.head("copy")).StorageClass).toBeUndefined();
    const unknown = objects.put("x", "x", { StorageClass: "FAST" as StorageClass });
    expect(await refusalOf(unknown)).toMatchObject({ name: "InvalidStorageClass", status: 400 });
  });

  test("that archives keeps an object's bytes out of reach", async () => {
    await objects.put("archived", "x", { StorageClass: "GLACIER" });
    expect((await objects.head("archived")).ContentLength).toBe(1);
    const refused = { name: "InvalidObjectState", status: 403 };
    expect(await refusalOf(objects.get("archived"))).toMatchObject(refused);
    expect(await refusalOf(objects.copy("archived", "copy"))).toMatchObject(refused);
  });
});

describe("a conditional write", () => {
  test("writes only what is not there, or only over what was seen", async () => {
    const { ETag } = await objects.put("seen", "one", { IfNoneMatch: "*" });
    const taken = objects.put("seen", "two", { IfNoneMatch: "*" });
    expect(await refusalOf(taken)).toMatchObject({ name: "PreconditionFailed", Condition: "If-None-Match" });
    await objects.put("seen", "two", { IfMatch: ETag });
    expect(await refusalOf(objects.put("seen", "three", { IfMatch: ETag }))).toMatchObject({ status: 412 });
    expect(await refusalOf(objects.put("unseen", "x", { IfMatch: ETag }))).toMatchObject({ name: "NoSuchKey" });
    expect(await refusalOf(objects.remove("seen", { IfMatch: ETag }))).toMatchObject({ name: "PreconditionFailed" });
    const { ETag: now } = await objects.head("seen");
    await objects.remove("seen", { IfMatch: now });
    expect(await refusalOf(objects.put("x", "x", { IfNoneMatch: '"abc"' }))).toMatchObject({ name: "NotImplemented" });
  });
});

describe("a checksum", () => {
  test("is worked out where a client sends none", async () => {
    const silent = new S3Client({ ...clientOptions(server), requestChecksumCalculation: "WHEN_REQUIRED" });
    await silent.send(new PutObjectCommand({ Bucket, Key: "silent", Body: "test data.." }));
    const { ChecksumCRC64NVME, ChecksumType } = await objects.head("silent", { ChecksumMode: "ENABLED" });
    expect([ChecksumCRC64NVME?.length, ChecksumType]).toEqual([12, "FULL_OBJECT"]);
    await objects.copy("silent", "silent-copy");
    const { Checksum } = await objects.attributes("silent-copy", ["Checksum"]);
    expect(Checksum).toEqual({ ChecksumCRC64NVME, ChecksumType });
    expect((await objects.head("silent")).ChecksumType).toBeUndefined();
    silent.destroy();
  });

  test("of a large body too, without a second reading", async () => {
    const body = Buffer.alloc(300_000, "checksum ");
    await fetch(`${server.url}/${Bucket}/large`, { method: "PUT", body, headers: SIGNED });
    const whole = await objects.get("large", { ChecksumMode: "ENABLED" });
    // The client itself holds the bytes to the sum.
    expect((await whole.Body?.transformToByteArray())?.length).toBe(body.length);
    expect(whole.ChecksumCRC64NVME).toMatch(/^[\w+/]{11}=$/);
  });
});
