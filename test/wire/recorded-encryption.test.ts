import { createHash } from "node:crypto";
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetBucketEncryptionCommand,
  PutBucketEncryptionCommand,
  S3Client,
  type ServerSideEncryption,
  type ServerSideEncryptionByDefault,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { errorOf, wireCalls } from "./support/calls.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";
import { objectCalls } from "./support/objects.ts";
import { recordedError } from "./support/recorded.ts";
import { s3Scenario } from "./support/scenario.ts";

/* What objects say of their encryption, as AWS was recorded to say it. ETags differ: here they are MD5s all the same. */

const Bucket = "encrypted";
const KEY = Buffer.alloc(32, "k").toString("base64");
const OTHER = Buffer.alloc(32, "o").toString("base64");
const own = { SSECustomerAlgorithm: "AES256", SSECustomerKey: KEY };

const server = sharedServer();
const client = new S3Client(clientOptions(server));
const objects = objectCalls(client, Bucket);
beforeAll(() => client.send(new CreateBucketCommand({ Bucket })));

function md5(key: string): string {
  return createHash("md5").update(Buffer.from(key, "base64")).digest("base64");
}

describe("a key of the client's own", () => {
  const scenario = "TestS3SSECEncryption::test_put_object_validation_sse_c";
  const headers = (given: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name === "sse" ? "x-amz-server-side-encryption" : `x-amz-server-side-encryption-customer-${name}`,
        value,
      ]),
    );
  test.each([
    ["put-obj-sse-c-no-key", { algorithm: "AES256", "key-md5": md5(KEY) }],
    ["put-obj-sse-c-no-md5", { algorithm: "AES256", key: KEY }],
    ["put-obj-sse-c-no-algo", { key: KEY, "key-md5": md5(KEY) }],
    ["put-obj-sse-c-wrong-algo", { algorithm: "KMS", key: KEY, "key-md5": md5(KEY) }],
    ["put-obj-sse-c-bad-md5", { algorithm: "AES256", key: KEY, "key-md5": md5(OTHER) }],
    ["put-obj-sse-c-wrong-key-size", { algorithm: "AES256", key: "dGVzdA==", "key-md5": md5("dGVzdA==") }],
    ["put-obj-sse-c-both-encryption", { algorithm: "AES256", key: KEY, "key-md5": md5(KEY), sse: "AES256" }],
  ])("is refused: %s", async (response, given) => {
    const sent = await wireCalls(server).s3("PUT", `/${Bucket}/refused`, headers(given), "x");
    expect(await errorOf(sent)).toEqual(recordedError("s3", scenario, response));
  });

  test("is asked for whenever its object is read", async () => {
    const { refused } = s3Scenario("TestS3SSECEncryption::test_copy_object_with_sse_c");
    const put = await objects.put("own", "test_data", own);
    const told = { SSECustomerAlgorithm: "AES256", SSECustomerKeyMD5: md5(KEY) };
    expect(put).toMatchObject(told);
    expect(put.ServerSideEncryption).toBeUndefined();
    const read = await objects.get("own", own);
    expect(read).toMatchObject(told);
    expect(await read.Body?.transformToString()).toBe("test_data");
    await refused("get-obj-no-sse-c-param", objects.get("own"));
    const wrong = objects.get("own", { ...own, SSECustomerKey: OTHER });
    expect(await refusalOf(wrong)).toMatchObject({ name: "AccessDenied", status: 403 });
    expect(await refusalOf(objects.head("own"))).toMatchObject({ status: 400 });
    await objects.put("plain", "x");
    const needless = objects.get("plain", own);
    expect(await refusalOf(needless)).toMatchObject({ name: "InvalidRequest" });
  });

  test("is brought along for a copy, and given to it", async () => {
    const { like, refused } = s3Scenario("TestS3SSECEncryption::test_copy_object_with_sse_c");
    // Neither the MD5s of the bytes nor those of the keys are AWS's.
    const untold = { except: ["ETag", "SSECustomerKeyMD5"] };
    await like("put-obj-sse-c", objects.put("source", "test_data", { ...own, ChecksumAlgorithm: "CRC32" }), untold);
    const source = { CopySourceSSECustomerAlgorithm: "AES256", CopySourceSSECustomerKey: KEY };
    await refused("copy-obj-no-src-sse-c", objects.copy("source", "copy"));
    await like("copy-obj-sse-c-target-no-sse-c", objects.copy("source", "copy", source), untold);
    const wrong = { ...source, CopySourceSSECustomerAlgorithm: "KMS" };
    await refused("copy-obj-wrong-src-sse-c-algo", objects.copy("source", "copy", wrong));
    const other = { SSECustomerAlgorithm: "AES256", SSECustomerKey: OTHER };
    const copied = await like("copy-obj-sse-c", objects.copy("source", "copy", { ...source, ...other }), untold);
    expect(copied).toMatchObject({ SSECustomerAlgorithm: "AES256", SSECustomerKeyMD5: md5(OTHER) });
    const both = objects.copy("source", "copy", { ...source, ...other, ServerSideEncryption: "AES256" });
    await refused("copy-obj-target-double-encryption", both);
    await refused(
      "copy-obj-wrong-target-sse-c-algo",
      objects.copy("source", "copy", { ...source, ...own, SSECustomerAlgorithm: "KMS" }),
    );
  });

  test("comes with each part of an upload", async () => {
    const upload = { Bucket, Key: "parts" };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...upload, ...own }));
    const part = { ...upload, UploadId, PartNumber: 1, Body: "x" };
    expect(await refusalOf(client.send(new UploadPartCommand(part)))).toMatchObject({ name: "InvalidRequest" });
    const { ETag } = await client.send(new UploadPartCommand({ ...part, ...own }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await client.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload, ...own }));
    expect(await (await objects.get("parts", own)).Body?.transformToString()).toBe("x");
  });
});

describe("a key of KMS's", () => {
  const id = "134f2428-cec1-4b25-a1ae-9048164dba47";
  const arn = `arn:aws:kms:us-east-1:000000000000:key/${id}`;

  test("is told with the object, by its ARN", async () => {
    const kms = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: id, BucketKeyEnabled: true } as const;
    const told = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: arn, BucketKeyEnabled: true };
    expect(await objects.put("kms", "x", kms)).toMatchObject(told);
    expect(await objects.head("kms")).toMatchObject(told);
    const managed = await objects.put("managed", "x", { ServerSideEncryption: "aws:kms" });
    expect(managed.SSEKMSKeyId).toMatch(/^arn:aws:kms:us-east-1:000000000000:key\/[0-9a-f-]{36}$/);
    const unknown = objects.put("x", "x", { ServerSideEncryption: "rot13" as ServerSideEncryption });
    expect(await refusalOf(unknown)).toMatchObject({ name: "InvalidArgument" });
  });

  test("must look like one", async () => {
    const { refused, names } = s3Scenario("TestS3::test_s3_sse_validate_kms_key");
    const kms = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: "fake-key-id" } as const;
    await objects.put("kms-source", "x");
    await refused("put-obj-wrong-kms-key", objects.put("x", "x", kms));
    names.set("<region_2>", "us-west-2");
    const elsewhere = { ...kms, SSEKMSKeyId: arn.replace("us-east-1", "us-west-2") };
    await refused("put-obj-different-region-kms-key", objects.put("x", "x", elsewhere));
    await refused("copy-obj-wrong-kms-key", objects.copy("kms-source", "x", kms));
    const begin = client.send(new CreateMultipartUploadCommand({ Bucket, Key: "x", ...kms }));
    await refused("create-multipart-wrong-kms-key", begin);
  });

  const setDefault = (Bucket: string, byDefault: ServerSideEncryptionByDefault) => {
    const Rules = [{ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true }];
    const ServerSideEncryptionConfiguration = { Rules };
    return client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
  };
  // Which AWS's MD5s are not, where the key is KMS's.
  const untold = { except: ["ETag"] };
  const sum = { ChecksumAlgorithm: "CRC32" } as const;

  test("can be a bucket's default, for what is stored from then on", async () => {
    const { like, names } = s3Scenario("TestS3::test_s3_sse_bucket_key_default");
    const Bucket = "by-default";
    await client.send(new CreateBucketCommand({ Bucket }));
    const { put, get } = objectCalls(client, Bucket);
    await like("put-obj-default-before-setting", put("before", "test-sse", sum));
    await like("get-obj-default-before-setting", get("before"));
    await like("put-bucket-encryption", setDefault(Bucket, { SSEAlgorithm: "aws:kms", KMSMasterKeyID: id }));
    const rules = client.send(new GetBucketEncryptionCommand({ Bucket }));
    await like("get-bucket-encryption", rules, { except: ["BlockedEncryptionTypes"] });
    expect(names.get("<SSEKMSKeyId:1>")).toBe(id);
    const named = { except: ["ETag", "SSEKMSKeyId"] };
    const { SSEKMSKeyId } = await like("put-obj-after-setting", put("after", "test-sse", sum), named);
    expect(SSEKMSKeyId).toBe(arn);
    await like("get-obj-default-after-setting", get("before"));
    await like("get-obj-after-setting", get("after"), named);
  });

  test("S3's own can be named, too", async () => {
    const { like } = s3Scenario("TestS3BucketEncryption::test_s3_bucket_encryption_sse_s3");
    const Bucket = "by-own-default";
    await client.send(new CreateBucketCommand({ Bucket }));
    const { put, get, head } = objectCalls(client, Bucket);
    await like("put-bucket-enc", setDefault(Bucket, { SSEAlgorithm: "AES256" }));
    await like("put-object-encrypted", put("a", "test-encrypted", sum));
    await like("head-object-encrypted", head("a"));
    await like("get-object-encrypted", get("a"));
  });

  test("is given to a copy", async () => {
    const { like } = s3Scenario("TestS3::test_copy_object_kms");
    await objects.put("uncopied", "hello world", sum);
    await like("get-object", objects.get("uncopied"));
    const kms = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: arn, BucketKeyEnabled: true } as const;
    await like("copy-object", objects.copy("uncopied", "copied", kms), untold);
    await like("get-copied-object", objects.get("copied"), untold);
  });
});

describe("of an object with a key of its own", () => {
  // What the recording tells of: the MD5 of its key is not this one's.
  const untold = { except: ["ETag", "SSECustomerKeyMD5"] };

  test("everything is told but the bytes", async () => {
    const { like } = s3Scenario("TestS3SSECEncryption::test_put_object_lifecycle_with_sse_c");
    await like("put-obj-sse-c", objects.put("whole", "test_data", { ...own, ChecksumAlgorithm: "CRC32" }), untold);
    await like("head-obj-sse-c", objects.head("whole", own), untold);
    await like("get-obj-sse-c", objects.get("whole", own), untold);
    await like("get-obj-attrs-sse-c", objects.attributes("whole", ["ObjectSize", "ETag"], own), untold);
    await like("del-obj-sse-c", objects.remove("whole"));
  });

  test("S3 sums up what a client doesn't", async () => {
    const { like } = s3Scenario("TestS3SSECEncryption::test_put_object_default_checksum_with_sse_c");
    const silent = new S3Client({ ...clientOptions(server), requestChecksumCalculation: "WHEN_REQUIRED" });
    const { put, get, head, attributes } = objectCalls(silent, Bucket);
    await put("unsummed", "test data..", own);
    const summed = { ...own, ChecksumMode: "ENABLED" } as const;
    await like("head-obj-sse-c", head("unsummed", summed), untold);
    await like("get-obj-sse-c", get("unsummed", summed), untold);
    await like("get-obj-attrs-sse-c", attributes("unsummed", ["Checksum", "ETag"], own), untold);
  });
});
