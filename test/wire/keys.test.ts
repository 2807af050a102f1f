import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions } from "./support/clients.ts";

const Bucket = "any-keys";
const KEYS: readonly (readonly [what: string, key: string])[] = [
  ["spaces", " a  b "],
  ["plus and percent", "a+b%20c%2Fd%"],
  ["an emoji", "😀/👩‍👩‍👧.txt"],
  ["dots", "../a/./b/../c"],
  ["slashes", "//a///b//"],
  ["one slash", "/"],
  ["what XML and URLs mean something by", `<a href="x">&amp;?versionId=null#&'`],
  ["characters of control", "a\tb\u0001\r\nc"],
  ["1,024 bytes", "é".repeat(512)],
  ["names of objects' own", "__proto__"],
];

const server = sharedServer();
const client = new S3Client(clientOptions(server));
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket }));
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
});

describe.each(KEYS)("a key with %s", (_what, Key) => {
  // XML 1.0 knows no such characters: clients that may meet them ask for url encoding, as AWS says.
  const list = { Bucket, EncodingType: "url" } as const;
  const decode = (text: string | undefined) => decodeURIComponent((text ?? "").replaceAll("+", " "));

  test("comes back byte for byte", async () => {
    const { VersionId } = await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    expect(await Body?.transformToString()).toBe(Key);
    const { Contents = [] } = await client.send(new ListObjectsV2Command(list));
    expect(Contents.map((one) => decode(one.Key))).toEqual([Key]);
    const tagging = { TagSet: [{ Key: "k", Value: "v" }] };
    await client.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: tagging }));
    expect((await client.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet).toEqual(tagging.TagSet);
    await client.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
    const CopySource = `${Bucket}/${encodeURIComponent(Key)}?versionId=${VersionId}`;
    const copy = { Bucket, Key, CopySource, MetadataDirective: "REPLACE" } as const;
    const copied = await client.send(new CopyObjectCommand(copy));
    const { Versions = [] } = await client.send(new ListObjectVersionsCommand(list));
    expect(Versions.map((one) => [decode(one.Key), one.VersionId])).toEqual([
      [Key, copied.VersionId],
      [Key, VersionId],
    ]);
    const Objects = [
      { Key, VersionId },
      { Key, VersionId: copied.VersionId },
    ];
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect([Deleted, Errors]).toEqual([Objects, undefined]);
    expect((await client.send(new ListObjectVersionsCommand(list))).Versions).toBeUndefined();
  });
});
