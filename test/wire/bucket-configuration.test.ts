import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketTaggingCommand,
  DeleteBucketWebsiteCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketWebsiteCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadObjectCommand,
  PutBucketAccelerateConfigurationCommand,
  PutBucketAclCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketRequestPaymentCommand,
  PutBucketTaggingCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { beforeAll, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";

const server = sharedServer();
const client = new S3Client(clientOptions(server));
const Bucket = "configured";
beforeAll(() => client.send(new CreateBucketCommand({ Bucket })));

test("a bucket's tags are put over each other and deleted", async () => {
  expect(await refusalOf(client.send(new GetBucketTaggingCommand({ Bucket })))).toMatchObject({ name: "NoSuchTagSet" });
  const TagSet = [{ Key: "team", Value: "blue" }];
  await client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: "old", Value: "" }] } }));
  await client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  expect((await client.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet);
  await client.send(new DeleteBucketTaggingCommand({ Bucket }));
  await client.send(new DeleteBucketTaggingCommand({ Bucket }));
  expect(await refusalOf(client.send(new GetBucketTaggingCommand({ Bucket })))).toMatchObject({ name: "NoSuchTagSet" });
});

test("encryption is AES256 until a bucket names a key", async () => {
  const encryption = async () => {
    const answer = await client.send(new GetBucketEncryptionCommand({ Bucket }));
    return answer.ServerSideEncryptionConfiguration?.Rules;
  };
  const plain = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }];
  expect(await encryption()).toEqual(plain);
  const rule = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "alias/mine" },
    BucketKeyEnabled: true,
  } as const;
  const ServerSideEncryptionConfiguration = { Rules: [rule] };
  await client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
  expect(await encryption()).toEqual([rule]);
  await client.send(new DeleteBucketEncryptionCommand({ Bucket }));
  expect(await encryption()).toEqual(plain);
});

test("access control lists count where the ownership controls say so", async () => {
  const acl = { Bucket, ACL: "public-read" } as const;
  expect(await refusalOf(client.send(new PutBucketAclCommand(acl)))).toMatchObject({
    name: "AccessControlListNotSupported",
  });
  const OwnershipControls = { Rules: [{ ObjectOwnership: "ObjectWriter" }] } as const;
  await client.send(
    new PutBucketOwnershipControlsCommand({
      Bucket,
      OwnershipControls: { ...OwnershipControls, Rules: [...OwnershipControls.Rules] },
    }),
  );
  expect((await client.send(new GetBucketOwnershipControlsCommand({ Bucket }))).OwnershipControls).toEqual(
    OwnershipControls,
  );
  expect(await refusalOf(client.send(new PutBucketAclCommand(acl)))).toMatchObject({ name: "AccessDenied" });
  await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
  await client.send(new PutBucketAclCommand(acl));
  const { Grants = [], Owner } = await client.send(new GetBucketAclCommand({ Bucket }));
  expect(Grants.map(({ Permission }) => Permission)).toEqual(["FULL_CONTROL", "READ"]);
  expect(Grants[0]?.Grantee?.ID).toBe(Owner?.ID);
  const other = new S3Client(clientOptions(server, { account: "111122223333" }));
  await other.send(new GetBucketAclCommand({ Bucket })).catch(({ name }) => expect(name).toBe("AccessDenied"));
  other.destroy();
  await client.send(new PutBucketAclCommand({ Bucket, ACL: "private" }));
  await client.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
  expect(await refusalOf(client.send(new GetBucketOwnershipControlsCommand({ Bucket })))).toMatchObject({
    name: "OwnershipControlsNotFoundError",
  });
});

test("public access is blocked as the bucket says", async () => {
  const PublicAccessBlockConfiguration = { BlockPublicPolicy: true };
  await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  const block = await client.send(new GetPublicAccessBlockCommand({ Bucket }));
  expect(block.PublicAccessBlockConfiguration).toEqual({
    BlockPublicAcls: false,
    IgnorePublicAcls: false,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: false,
  });
  await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
  expect(await refusalOf(client.send(new GetPublicAccessBlockCommand({ Bucket })))).toMatchObject({
    name: "NoSuchPublicAccessBlockConfiguration",
    status: 404,
  });
});

test("what is only stored comes back", async () => {
  await client.send(
    new PutBucketAccelerateConfigurationCommand({ Bucket, AccelerateConfiguration: { Status: "Enabled" } }),
  );
  expect((await client.send(new GetBucketAccelerateConfigurationCommand({ Bucket }))).Status).toBe("Enabled");
  const RequestPaymentConfiguration = { Payer: "Requester" } as const;
  await client.send(new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration }));
  expect((await client.send(new GetBucketRequestPaymentCommand({ Bucket }))).Payer).toBe("Requester");
  const LoggingEnabled = { TargetBucket: Bucket, TargetPrefix: "logs/" };
  await client.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } }));
  expect((await client.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toEqual(LoggingEnabled);
  await client.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }));
  expect((await client.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined();
  const WebsiteConfiguration = { IndexDocument: { Suffix: "index.html" }, ErrorDocument: { Key: "error.html" } };
  await client.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
  expect(await client.send(new GetBucketWebsiteCommand({ Bucket }))).toMatchObject(WebsiteConfiguration);
  await client.send(new DeleteBucketWebsiteCommand({ Bucket }));
});

test("lifecycle rules come back with their dates, and with names where they had none", async () => {
  const Date_ = new Date("2030-01-01T00:00:00Z");
  const Rules = [
    { ID: "old", Status: "Enabled", Filter: { Prefix: "logs/" }, Expiration: { Days: 30 } },
    {
      Status: "Disabled",
      Filter: { And: { Prefix: "a", Tags: [{ Key: "k", Value: "v" }], ObjectSizeGreaterThan: 10 } },
      Expiration: { Date: Date_ },
    },
  ] as const;
  await client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: { Rules: structuredClone(Rules) as never },
    }),
  );
  const answer = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  expect(answer.Rules).toEqual([Rules[0], { ...Rules[1], ID: expect.any(String) }]);
  expect(answer.TransitionDefaultMinimumObjectSize).toBe("all_storage_classes_128K");
  await client.send(new DeleteBucketLifecycleCommand({ Bucket }));
  expect(await refusalOf(client.send(new GetBucketLifecycleConfigurationCommand({ Bucket })))).toMatchObject({
    name: "NoSuchLifecycleConfiguration",
  });
});

test("an answer tells when an object will go, and by which rule", async () => {
  const expiry = async () => {
    const put = await client.send(new PutObjectCommand({ Bucket, Key: "going", Body: "x" }));
    const get = await client.send(new GetObjectCommand({ Bucket, Key: "going" }));
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "going" }));
    const copy = await client.send(new CopyObjectCommand({ Bucket, Key: "going-too", CopySource: `${Bucket}/going` }));
    await get.Body?.transformToString();
    return [put.Expiration, get.Expiration, head.Expiration, copy.Expiration];
  };
  expect(await expiry()).toEqual([undefined, undefined, undefined, undefined]);
  const Rules = [{ ID: "a b", Status: "Enabled" as const, Filter: { Prefix: "go" }, Expiration: { Days: 1 } }];
  await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  const told = expect.stringMatching(/^expiry-date="\w{3}, \d\d \w{3} \d{4} 00:00:00 GMT", rule-id="a%20b"$/);
  expect(await expiry()).toEqual([told, told, told, told]);
  await client.send(new DeleteBucketLifecycleCommand({ Bucket }));
});

test("a bucket takes its configuration with it when it is deleted", async () => {
  const named = {
    Bucket: "short-lived",
    ObjectOwnership: "BucketOwnerPreferred",
    CreateBucketConfiguration: { Tags: [{ Key: "a", Value: "b" }] },
  } as const;
  const create = () => client.send(new CreateBucketCommand(structuredClone(named) as never));
  await create();
  const { OwnershipControls } = await client.send(new GetBucketOwnershipControlsCommand({ Bucket: named.Bucket }));
  expect(OwnershipControls?.Rules?.[0]?.ObjectOwnership).toBe("BucketOwnerPreferred");
  expect(await refusalOf(create())).toMatchObject({ name: "BucketAlreadyOwnedByYou" });
  await client.send(new DeleteBucketCommand({ Bucket: named.Bucket }));
  await client.send(new CreateBucketCommand({ Bucket: named.Bucket }));
  const tags = client.send(new GetBucketTaggingCommand({ Bucket: named.Bucket }));
  expect(await refusalOf(tags)).toMatchObject({ name: "NoSuchTagSet" });
});
