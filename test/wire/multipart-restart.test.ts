import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { startTestServer } from "../api/support/server.ts";
import { temporaryFolder } from "../api/support/temporary-folder.ts";
import { clientOptions } from "./support/clients.ts";

const FIRST = Buffer.alloc(5 * 1024 * 1024, "first ");
const LAST = Buffer.from("the end");
const Bucket = "restarted";
const Key = "in parts";

/** A server on LMDB and files, for as long as some work takes. */
async function onServer<Result>(dataFolder: string, work: (client: S3Client) => Promise<Result>): Promise<Result> {
  const server = await startTestServer({ adapters: "lmdb", dataFolder });
  const client = new S3Client(clientOptions(server));
  try {
    return await work(client);
  } finally {
    client.destroy();
    await server.close();
  }
}

test("an upload goes on where it stood when the server was stopped, and versions are still there", async () => {
  const folder = await temporaryFolder();
  try {
    const begun = await onServer(folder.path, async (client) => {
      await client.send(new CreateBucketCommand({ Bucket }));
      const VersioningConfiguration = { Status: "Enabled" } as const;
      await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
      const { VersionId } = await client.send(new PutObjectCommand({ Bucket, Key, Body: "before" }));
      const { UploadId = "" } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: FIRST }));
      return { UploadId, VersionId };
    });
    const upload = { Bucket, Key, UploadId: begun.UploadId };
    await onServer(folder.path, async (client) => {
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
      expect(Uploads.map(({ UploadId }) => UploadId)).toEqual([begun.UploadId]);
      const { Parts: found = [] } = await client.send(new ListPartsCommand(upload));
      expect(found.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([[1, FIRST.length]]);
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber: 2, Body: LAST }));
      const Parts = [
        { PartNumber: 1, ETag: found[0]?.ETag },
        { PartNumber: 2, ETag },
      ];
      await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    });
    await onServer(folder.path, async (client) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
      expect(bytes.equals(Buffer.concat([FIRST, LAST]))).toBe(true);
      const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
      expect(Versions.map(({ IsLatest, Size }) => [IsLatest, Size])).toEqual([
        [true, FIRST.length + LAST.length],
        [false, 6],
      ]);
      const old = await client.send(new GetObjectCommand({ Bucket, Key, VersionId: begun.VersionId }));
      expect(await old.Body?.transformToString()).toBe("before");
    });
  } finally {
    await folder.remove?.();
  }
});
