import { createHash } from "node:crypto";
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  PutBucketEncryptionCommand,
  S3Client,
  type ServerSideEncryption,
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
    const { refused } = s3Scenario("TestS3SSECEncryption::test_copy_object_with_sse_c");
    await objects.put("source", "test_data", own);
    const source = { CopySourceSSECustomerAlgorithm: "AES256", CopySourceSSECustomerKey: KEY };
    await refused("copy-obj-no-src-sse-c", objects.copy("source", "copy"));
    const unencrypted = await objects.copy("source", "copy", source);
    expect(unencrypted).toMatchObject({ ServerSideEncryption: "AES256" });
    const other = { SSECustomerAlgorithm: "AES256", SSECustomerKey: OTHER };
    const copied = await objects.copy("source", "copy", { ...source, ...other });
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
    const { refused } = s3Scenario("TestS3::test_s3_sse_validate_kms_key");
    const kms = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: "fake-key-id" } as const;
    await objects.put("kms-source", "x");
    await refused("put-obj-wrong-kms-key", objects.put("x", "x", kms));
    await refused("copy-obj-wrong-kms-key", objects.copy("kms-source", "x", kms));
    const begin = client.send(new CreateMultipartUploadCommand({ Bucket, Key: "x", ...kms }));
    await refused("create-multipart-wrong-kms-key", begin);
  });

  test("can be a bucket's default", async () => {
    const Defaulted = "by-default";
    await client.send(new CreateBucketCommand({ Bucket: Defaulted }));
    const byDefault = { SSEAlgorithm: "aws:kms", KMSMasterKeyID: id } as const;
    const Rules = [{ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true }];
    const ServerSideEncryptionConfiguration = { Rules };
    await client.send(new PutBucketEncryptionCommand({ Bucket: Defaulted, ServerSideEncryptionConfiguration }));
    const told = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: arn, BucketKeyEnabled: true };
    expect(await objectCalls(client, Defaulted).put("a", "x")).toMatchObject(told);
  });
});
