import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetBucketMetadataConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";
import { getWithHost } from "./support/host.ts";

const server = sharedServer();
const client = new S3Client(clientOptions(server));
const Bucket = "wire-bucket";
beforeAll(() => client.send(new CreateBucketCommand({ Bucket })));

async function textOf(Key: string, more: Partial<{ Range: string }> = {}): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return (await Body?.transformToString()) ?? "";
}

describe("buckets", () => {
  test("are created, found, listed and deleted", async () => {
    const name = "wire-europe";
    const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
    const made = await client.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration }));
    expect(made.Location).toBe("/wire-europe");
    const european = new S3Client(clientOptions(server, { region: "eu-west-1" }));
    const head = await european.send(new HeadBucketCommand({ Bucket: name }));
    expect(head.BucketRegion).toBe("eu-west-1");
    // A request that is signed for another region is told the right one.
    const wrong = await refusalOf(client.send(new ListObjectsCommand({ Bucket: name })));
    expect(wrong).toMatchObject({ name: "AuthorizationHeaderMalformed", Region: "eu-west-1" });
    const location = await client.send(new GetBucketLocationCommand({ Bucket: name }));
    expect(location.LocationConstraint).toBe("eu-west-1");
    expect((await client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeFalsy();
    const { Buckets, Owner } = await client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(["wire-bucket", name]);
    expect(Buckets?.[0]?.CreationDate).toBeInstanceOf(Date);
    expect(Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    await european.send(new DeleteBucketCommand({ Bucket: name }));
    european.destroy();
    expect(await refusalOf(client.send(new HeadBucketCommand({ Bucket: name })))).toMatchObject({
      name: "NotFound",
      status: 404,
    });
  });

  test("know the settings of a new bucket, and say 501 for what is not built", async () => {
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    const metadata = client.send(new GetBucketMetadataConfigurationCommand({ Bucket }));
    expect(await refusalOf(metadata)).toMatchObject({ name: "NotImplemented", status: 501 });
  });

  test("notify queues", async () => {
    await server.api.post("/v1/queues", { name: "wire-events" });
    const NotificationConfiguration = {
      QueueConfigurations: [
        {
          Id: "pictures",
          QueueArn: "arn:aws:sqs:us-east-1:000000000000:wire-events",
          Events: ["s3:ObjectCreated:*" as const],
          Filter: { Key: { FilterRules: [{ Name: "suffix" as const, Value: ".jpg" }] } },
        },
      ],
    };
    await client.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
    const shown = await client.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(shown.QueueConfigurations).toMatchObject([
      { Id: "pictures", Filter: { Key: { FilterRules: [{ Name: "Suffix", Value: ".jpg" }] } } },
    ]);
    await client.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: {} }));
    const none = await client.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(none.QueueConfigurations).toBeUndefined();
  });
});

describe("objects", () => {
  test("are stored with metadata and checksum, and read whole or in part", async () => {
    const put = await client.send(
      new PutObjectCommand({
        Bucket,
        Key: "a b/ü+%.txt",
        Body: "hello world",
        ContentType: "text/plain",
        ContentEncoding: "identity",
        CacheControl: "max-age=60",
        Expires: new Date("2030-01-01T00:00:00Z"),
        Metadata: { Colour: "blue" },
      }),
    );
    expect(put).toMatchObject({ ETag: '"5eb63bbbe01eeed093cb22bb8f5acdc3"', ChecksumType: "FULL_OBJECT" });
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "a b/ü+%.txt", ChecksumMode: "ENABLED" }));
    expect(head).toMatchObject({
      ContentLength: 11,
      ContentType: "text/plain",
      ContentEncoding: "identity",
      CacheControl: "max-age=60",
      ExpiresString: "Tue, 01 Jan 2030 00:00:00 GMT",
      Metadata: { colour: "blue" },
      ChecksumCRC32: "DUoRhQ==",
      AcceptRanges: "bytes",
    });
    expect(await textOf("a b/ü+%.txt")).toBe("hello world");
    const part = await client.send(new GetObjectCommand({ Bucket, Key: "a b/ü+%.txt", Range: "bytes=6-" }));
    expect([part.$metadata.httpStatusCode, part.ContentRange]).toEqual([206, "bytes 6-10/11"]);
    expect(await part.Body?.transformToString()).toBe("world");
  });

  test.each(["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const)(
    "may be summed up by %s, which their reader checks again",
    async (ChecksumAlgorithm) => {
      const Key = `sum/${ChecksumAlgorithm}`;
      const body = "x".repeat(10_000);
      await client.send(new PutObjectCommand({ Bucket, Key, Body: body, ChecksumAlgorithm }));
      const read = await client.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" }));
      expect(read[`Checksum${ChecksumAlgorithm}`]).toMatch(/^[A-Za-z0-9+/]+=*$/);
      expect(await read.Body?.transformToString()).toBe(body);
    },
  );

  test("may come as streams, in AWS's frames with a trailing checksum", async () => {
    const megabyte = Buffer.alloc(1024 * 1024, "s");
    const Body = Readable.from([megabyte, megabyte, Buffer.from("end")]);
    const ContentLength = 2 * megabyte.length + 3;
    await client.send(new PutObjectCommand({ Bucket, Key: "streamed", Body, ContentLength }));
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "streamed", ChecksumMode: "ENABLED" }));
    expect([head.ContentLength, head.ContentEncoding]).toEqual([ContentLength, undefined]);
    expect(head.ChecksumCRC32).toBeDefined();
    expect(await textOf("streamed", { Range: "bytes=-4" })).toBe("send");
  });

  test("may be empty", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "empty", Body: "" }));
    expect(await textOf("empty")).toBe("");
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "empty" }));
    expect([head.ContentLength, head.ETag]).toEqual([0, '"d41d8cd98f00b204e9800998ecf8427e"']);
  });

  test("are copied, with metadata of their own or the source's", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "source", Body: "bytes", Metadata: { from: "source" } }));
    const CopySource = `${Bucket}/source`;
    const copied = await client.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource }));
    expect(copied.CopyObjectResult?.ETag).toBe('"4b3a6218bb3e3a7303e8a171a60fcf92"');
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: "copy" }))).Metadata).toEqual({ from: "source" });
    const own = { MetadataDirective: "REPLACE" as const, Metadata: { mine: "yes" } };
    await client.send(new CopyObjectCommand({ Bucket, Key: "source", CopySource, ...own }));
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: "source" }))).Metadata).toEqual({ mine: "yes" });
    expect(await textOf("copy")).toBe("bytes");
  });

  test("are listed page by page, with prefixes in place of folders, in both versions of the list", async () => {
    const keys = ["l/1", "l/2", "l/deep/3", "l/deep/4", "l/é&<>"];
    for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
    const seen: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket, Prefix: "l/" })) {
      seen.push(...(page.Contents ?? []).map(({ Key }) => Key));
    }
    expect(seen).toEqual(keys);
    const folder = { Bucket, Prefix: "l/", Delimiter: "/" };
    const second = await client.send(new ListObjectsV2Command({ ...folder, EncodingType: "url" }));
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(["l/1", "l/2", "l/%C3%A9%26%3C%3E"]);
    expect(second.CommonPrefixes).toEqual([{ Prefix: "l/deep/" }]);
    const first = await client.send(new ListObjectsCommand({ ...folder, MaxKeys: 3 }));
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: "l/deep/" });
    const rest = await client.send(new ListObjectsCommand({ ...folder, Marker: first.NextMarker }));
    expect([rest.Contents?.map(({ Key }) => Key), rest.CommonPrefixes]).toEqual([["l/é&<>"], undefined]);
  });

  test("are deleted one by one and many at once", async () => {
    for (const Key of ["d/1", "d/2", "d/3"]) await client.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
    const gone = await client.send(new DeleteObjectCommand({ Bucket, Key: "d/1" }));
    expect(gone.$metadata.httpStatusCode).toBe(204);
    const Objects = ["d/2", "d/3", "d/none"].map((Key) => ({ Key }));
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect([Deleted?.map(({ Key }) => Key), Errors]).toEqual([["d/2", "d/3", "d/none"], undefined]);
    expect(await refusalOf(client.send(new GetObjectCommand({ Bucket, Key: "d/2" })))).toMatchObject({
      name: "NoSuchKey",
      status: 404,
      Key: "d/2",
    });
  });

  test("are written conditionally", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "once", Body: "1", IfNoneMatch: "*" }));
    const again = new PutObjectCommand({ Bucket, Key: "once", Body: "2", IfNoneMatch: "*" });
    expect(await refusalOf(client.send(again))).toMatchObject({ name: "PreconditionFailed", status: 412 });
    expect(await textOf("once")).toBe("1");
  });

  test("are the same over REST", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "rest/a", Body: "by the SDK", Metadata: { m: "1" } }));
    const read = await server.api.get("/v1/buckets/wire-bucket/objects/rest/a");
    expect([read.text, read.headers.get("x-meta-m")]).toEqual(["by the SDK", "1"]);
    await server.api.send("PUT", "/v1/buckets/wire-bucket/objects/rest/b", { body: "by REST" });
    expect(await textOf("rest/b")).toBe("by REST");
  });

  test("in a bucket that is named by the host", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "v1/hosted", Body: "x" }));
    const host = `${Bucket}.localhost:${server.port}`;
    expect(await getWithHost(server.port, "/v1/hosted", host)).toEqual({ status: 200, text: "x" });
  });
});
