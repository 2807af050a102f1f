import {
  type AnalyticsConfiguration,
  CreateBucketCommand,
  DeleteBucketAnalyticsConfigurationCommand,
  DeleteBucketIntelligentTieringConfigurationCommand,
  DeleteBucketInventoryConfigurationCommand,
  DeleteBucketMetricsConfigurationCommand,
  GetBucketAnalyticsConfigurationCommand,
  GetBucketIntelligentTieringConfigurationCommand,
  GetBucketInventoryConfigurationCommand,
  GetBucketMetricsConfigurationCommand,
  type IntelligentTieringConfiguration,
  type InventoryConfiguration,
  ListBucketAnalyticsConfigurationsCommand,
  ListBucketIntelligentTieringConfigurationsCommand,
  ListBucketInventoryConfigurationsCommand,
  ListBucketMetricsConfigurationsCommand,
  type MetricsConfiguration,
  PutBucketAnalyticsConfigurationCommand,
  PutBucketIntelligentTieringConfigurationCommand,
  PutBucketInventoryConfigurationCommand,
  PutBucketMetricsConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { errorOf, wireCalls } from "./support/calls.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";

const server = sharedServer();
const client = new S3Client(clientOptions(server));
const Bucket = "configured";
beforeAll(() => client.send(new CreateBucketCommand({ Bucket })));
afterAll(() => client.destroy());

const gone = { name: "NoSuchConfiguration", message: "The specified configuration does not exist.", status: 404 };
const Tags = ["k", "l"].map((Key) => ({ Key, Value: "v" }));
const status = ({ $metadata }: { $metadata: { httpStatusCode?: number | undefined } }) => $metadata.httpStatusCode;

test("an analysis of storage classes comes back whole", async () => {
  const Id = "classes";
  const S3BucketDestination = {
    Format: "CSV",
    Bucket: "arn:aws:s3:::reports",
    BucketAccountId: "000000000000",
    Prefix: "p",
  } as const;
  const DataExport = { OutputSchemaVersion: "V_1", Destination: { S3BucketDestination } } as const;
  const AnalyticsConfiguration: AnalyticsConfiguration = {
    Id,
    Filter: { And: { Prefix: "a", Tags } },
    StorageClassAnalysis: { DataExport },
  };
  expect(
    status(await client.send(new PutBucketAnalyticsConfigurationCommand({ Bucket, Id, AnalyticsConfiguration }))),
  ).toBe(204);
  const get = () => client.send(new GetBucketAnalyticsConfigurationCommand({ Bucket, Id }));
  expect((await get()).AnalyticsConfiguration).toEqual(AnalyticsConfiguration);
  const list = await client.send(new ListBucketAnalyticsConfigurationsCommand({ Bucket }));
  expect(list).toMatchObject({ AnalyticsConfigurationList: [AnalyticsConfiguration], IsTruncated: false });
  await client.send(new DeleteBucketAnalyticsConfigurationCommand({ Bucket, Id }));
  expect(await refusalOf(get())).toMatchObject(gone);
});

test("a tiering comes back whole", async () => {
  const Id = "cold";
  const IntelligentTieringConfiguration: IntelligentTieringConfiguration = {
    Id,
    Filter: { Tag: { Key: "k", Value: "v" } },
    Status: "Enabled",
    Tierings: [
      { AccessTier: "ARCHIVE_ACCESS", Days: 90 },
      { AccessTier: "DEEP_ARCHIVE_ACCESS", Days: 180 },
    ],
  };
  const put = new PutBucketIntelligentTieringConfigurationCommand({ Bucket, Id, IntelligentTieringConfiguration });
  await client.send(put);
  const get = () => client.send(new GetBucketIntelligentTieringConfigurationCommand({ Bucket, Id }));
  expect((await get()).IntelligentTieringConfiguration).toEqual(IntelligentTieringConfiguration);
  const list = await client.send(new ListBucketIntelligentTieringConfigurationsCommand({ Bucket }));
  expect(list.IntelligentTieringConfigurationList).toEqual([IntelligentTieringConfiguration]);
  await client.send(new DeleteBucketIntelligentTieringConfigurationCommand({ Bucket, Id }));
  expect(await refusalOf(get())).toMatchObject(gone);
});

test("an inventory comes back whole", async () => {
  const Id = "weekly";
  const S3BucketDestination = {
    Bucket: "arn:aws:s3:::reports",
    Format: "Parquet",
    Prefix: "inventories",
    Encryption: { SSEKMS: { KeyId: "arn:aws:kms:us-east-1:000000000000:key/k" } },
  } as const;
  const InventoryConfiguration: InventoryConfiguration = {
    Id,
    IsEnabled: false,
    IncludedObjectVersions: "Current",
    Filter: { Prefix: "a/" },
    OptionalFields: ["Size", "ETag"],
    Schedule: { Frequency: "Weekly" },
    Destination: { S3BucketDestination },
  };
  await client.send(new PutBucketInventoryConfigurationCommand({ Bucket, Id, InventoryConfiguration }));
  const get = () => client.send(new GetBucketInventoryConfigurationCommand({ Bucket, Id }));
  expect((await get()).InventoryConfiguration).toEqual(InventoryConfiguration);
  const list = await client.send(new ListBucketInventoryConfigurationsCommand({ Bucket }));
  expect(list.InventoryConfigurationList).toEqual([InventoryConfiguration]);
  await client.send(new DeleteBucketInventoryConfigurationCommand({ Bucket, Id }));
  expect(await refusalOf(get())).toMatchObject(gone);
});

test("request metrics come back whole, a hundred at a time", async () => {
  const put = (MetricsConfiguration: MetricsConfiguration) =>
    client.send(
      new PutBucketMetricsConfigurationCommand({ Bucket, Id: MetricsConfiguration.Id, MetricsConfiguration }),
    );
  const ids = Array.from({ length: 101 }, (_, index) => `m${100 + index}`);
  for (const Id of ids) await put({ Id });
  const Filter = { And: { Prefix: "a", AccessPointArn: "arn:aws:s3:us-east-1:000000000000:accesspoint/p" } };
  await put({ Id: "m200", Filter });
  const get = (Id: string) => client.send(new GetBucketMetricsConfigurationCommand({ Bucket, Id }));
  expect((await get("m100")).MetricsConfiguration).toEqual({ Id: "m100" });
  const first = await client.send(new ListBucketMetricsConfigurationsCommand({ Bucket }));
  expect([first.IsTruncated, first.MetricsConfigurationList?.length]).toEqual([true, 100]);
  const ContinuationToken = first.NextContinuationToken ?? "";
  const second = await client.send(new ListBucketMetricsConfigurationsCommand({ Bucket, ContinuationToken }));
  expect(second).toMatchObject({
    IsTruncated: false,
    ContinuationToken,
    MetricsConfigurationList: [{ Id: "m200", Filter }],
  });
  await client.send(new DeleteBucketMetricsConfigurationCommand({ Bucket, Id: "m100" }));
  expect(await refusalOf(get("m100"))).toMatchObject(gone);
});

test("documents that no client would write are malformed", async () => {
  const calls = wireCalls(server);
  const malformed = { status: 400, Code: "MalformedXML" };
  const put = async (what: string, text: string) =>
    errorOf(await calls.s3("PUT", `/${Bucket}?${what}&id=one`, {}, text));
  const metrics = (content: string) => `<MetricsConfiguration>${content}</MetricsConfiguration>`;
  expect(await put("metrics", metrics("<Id>one</Id><Filter/>"))).toMatchObject(malformed);
  expect(await put("metrics", metrics("<Id>two</Id>"))).toMatchObject(malformed);
  expect(await put("metrics", metrics(""))).toMatchObject(malformed);
  expect(await put("inventory", "<InventoryConfiguration><Id>one</Id></InventoryConfiguration>")).toMatchObject(
    malformed,
  );
});
