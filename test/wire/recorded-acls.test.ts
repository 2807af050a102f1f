import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  PutBucketAclCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions } from "./support/clients.ts";
import { s3Scenario } from "./support/scenario.ts";

/* What AWS was recorded to answer of lists, and to somebody who does not sign. */

const server = sharedServer();
const client = new S3Client(clientOptions(server));
const nobody = new S3Client({
  ...clientOptions(server),
  // As `--no-sign-request` does it.
  signer: { sign: async (request) => request },
});
afterAll(() => {
  client.destroy();
  nobody.destroy();
});

async function openBucket(Bucket: string): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket, ObjectOwnership: "ObjectWriter" }));
  await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
}

test("an object that everybody may read is read without a signature", async () => {
  const { like } = s3Scenario("TestS3::test_get_object_with_anon_credentials");
  const Bucket = "anonymous-credentials";
  await openBucket(Bucket);
  await client.send(new PutBucketAclCommand({ Bucket, ACL: "public-read" }));
  const put = {
    Bucket,
    Key: "key",
    Body: "body data",
    ACL: "public-read",
    ContentType: "binary/octet-stream",
  } as const;
  await client.send(new PutObjectCommand({ ...put, ChecksumAlgorithm: "CRC32" }));
  await like("get_object", nobody.send(new GetObjectCommand({ Bucket, Key: "key", ChecksumMode: "ENABLED" })));
});

test("an upload in parts has a list of its own, and none of its bucket's", async () => {
  const { like } = s3Scenario("TestS3::test_s3_multipart_upload_acls");
  const Bucket = "upload-lists";
  await openBucket(Bucket);
  await client.send(new PutBucketAclCommand({ Bucket, ACL: "public-read" }));
  await like("bucket-acl", client.send(new GetBucketAclCommand({ Bucket })));
  const upload = async (Key: string, more: object) => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
    const part = { Bucket, Key, UploadId };
    const { ETag } = await client.send(new UploadPartCommand({ ...part, PartNumber: 1, Body: "x" }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await client.send(new CompleteMultipartUploadCommand({ ...part, MultipartUpload }));
    return client.send(new GetObjectAclCommand({ Bucket, Key }));
  };
  await like("permission-acl-key0", upload("key0", {}));
  await like("permission-acl-key1", upload("key1", { ACL: "private" }));
  await like("permission-acl-key2", upload("key2", { ACL: "public-read-write" }));
});
