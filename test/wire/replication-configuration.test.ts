import {
  CreateBucketCommand,
  DeleteBucketReplicationCommand,
  DeleteObjectCommand,
  GetBucketAbacCommand,
  GetBucketReplicationCommand,
  HeadObjectCommand,
  PutBucketAbacCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type ReplicationConfiguration,
  type ReplicationRule,
  S3Client,
  UpdateObjectEncryptionCommand,
} from "@aws-sdk/client-s3";
import { afterAll, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";

const server = sharedServer();
const client = new S3Client(clientOptions(server));
afterAll(() => client.destroy());

async function versioned(Bucket: string): Promise<string> {
  await client.send(new CreateBucketCommand({ Bucket }));
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  return Bucket;
}

test("replication rules come back whole", async () => {
  const Bucket = await versioned("from");
  await versioned("to-here");
  const Destination = {
    Bucket: "arn:aws:s3:::to-here",
    StorageClass: "STANDARD_IA",
    ReplicationTime: { Status: "Enabled", Time: { Minutes: 15 } },
    Metrics: { Status: "Enabled", EventThreshold: { Minutes: 15 } },
  } as const;
  const ReplicationConfiguration: ReplicationConfiguration = {
    Role: "arn:aws:iam::000000000000:role/replication",
    Rules: [
      {
        ID: "one",
        Status: "Enabled",
        Priority: 1,
        Filter: { And: { Prefix: "a", Tags: [{ Key: "k", Value: "v" }] } },
        DeleteMarkerReplication: { Status: "Disabled" },
        SourceSelectionCriteria: { ReplicaModifications: { Status: "Disabled" } },
        Destination,
      },
      {
        ID: "two",
        Status: "Disabled",
        Priority: 2,
        Filter: {},
        DeleteMarkerReplication: { Status: "Enabled" },
        Destination: { Bucket: "arn:aws:s3:::to-here" },
      },
    ],
  };
  const get = () => client.send(new GetBucketReplicationCommand({ Bucket }));
  await client.send(new PutBucketReplicationCommand({ Bucket, ReplicationConfiguration }));
  expect((await get()).ReplicationConfiguration).toEqual(ReplicationConfiguration);
  const { $metadata } = await client.send(new DeleteBucketReplicationCommand({ Bucket }));
  expect($metadata.httpStatusCode).toBe(204);
  expect(await refusalOf(get())).toMatchObject({ name: "ReplicationConfigurationNotFoundError", status: 404 });
});

test("what is stored comes to the other bucket, under its own version", async () => {
  const Bucket = await versioned("originals");
  const other = await versioned("copies");
  const rule: ReplicationRule = {
    Status: "Enabled",
    Priority: 1,
    Filter: { Prefix: "a/" },
    DeleteMarkerReplication: { Status: "Enabled" },
    Destination: { Bucket: `arn:aws:s3:::${other}`, StorageClass: "STANDARD_IA" },
  };
  const ReplicationConfiguration = { Role: "arn:aws:iam::000000000000:role/replication", Rules: [rule] };
  await client.send(new PutBucketReplicationCommand({ Bucket, ReplicationConfiguration }));
  const Key = "a/b.txt";
  const { VersionId } = await client.send(
    new PutObjectCommand({ Bucket, Key, Body: "x", Metadata: { colour: "blue" } }),
  );
  await server.quiet();
  const head = (name: string) => client.send(new HeadObjectCommand({ Bucket: name, Key }));
  expect(await head(Bucket)).toMatchObject({ VersionId, ReplicationStatus: "COMPLETED" });
  const replica = {
    VersionId,
    ReplicationStatus: "REPLICA",
    StorageClass: "STANDARD_IA",
    Metadata: { colour: "blue" },
  };
  expect(await head(other)).toMatchObject(replica);
  await client.send(new DeleteObjectCommand({ Bucket, Key }));
  await server.quiet();
  expect(await refusalOf(head(other))).toMatchObject({ name: "NotFound" });
});

test("access by tags is off until it is switched on", async () => {
  const Bucket = await versioned("tagged");
  const status = async () => (await client.send(new GetBucketAbacCommand({ Bucket }))).AbacStatus?.Status;
  expect(await status()).toBe("Disabled");
  await client.send(new PutBucketAbacCommand({ Bucket, AbacStatus: { Status: "Enabled" } }));
  expect(await status()).toBe("Enabled");
  const wrong = new PutBucketAbacCommand({ Bucket, AbacStatus: { Status: "On" as never } });
  expect(await refusalOf(client.send(wrong))).toMatchObject({ name: "MalformedXML" });
});

test("an object that is stored gets another key", async () => {
  const Bucket = await versioned("encrypted");
  const Key = "a/b.txt";
  await client.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
  const KMSKeyArn = "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const ObjectEncryption = { SSEKMS: { KMSKeyArn, BucketKeyEnabled: true } };
  await client.send(new UpdateObjectEncryptionCommand({ Bucket, Key, ObjectEncryption }));
  expect(await client.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({
    ServerSideEncryption: "aws:kms",
    SSEKMSKeyId: KMSKeyArn,
    BucketKeyEnabled: true,
  });
});
