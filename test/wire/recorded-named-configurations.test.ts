import {
  type AnalyticsConfiguration,
  CreateBucketCommand,
  DeleteBucketAnalyticsConfigurationCommand,
  DeleteBucketInventoryConfigurationCommand,
  DeleteBucketMetricsConfigurationCommand,
  DeleteBucketReplicationCommand,
  GetBucketAnalyticsConfigurationCommand,
  GetBucketInventoryConfigurationCommand,
  GetBucketMetricsConfigurationCommand,
  GetBucketReplicationCommand,
  type InventoryConfiguration,
  ListBucketAnalyticsConfigurationsCommand,
  ListBucketInventoryConfigurationsCommand,
  ListBucketMetricsConfigurationsCommand,
  PutBucketAnalyticsConfigurationCommand,
  PutBucketInventoryConfigurationCommand,
  PutBucketMetricsConfigurationCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  type ReplicationRule,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions } from "./support/clients.ts";
import { s3Scenario } from "./support/scenario.ts";

/* Analyses, inventories, request metrics and replication rules as AWS was recorded to answer them. */

const server = sharedServer();
const client = new S3Client(clientOptions(server));
beforeAll(async () => {
  for (const Bucket of ["analysed", "inventoried", "measured"]) await client.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => client.destroy());

/** The recordings are of AWS's Python client, which takes HTTP's 204 from S3: a PUT is told by it. */
const status = ({ $metadata }: { $metadata: { httpStatusCode?: number | undefined } }) => $metadata.httpStatusCode;

/** The recordings have names of their own in the place of buckets' ARNs. */
async function recordedArns(call: Promise<object>, name = "arn:<partition>:s3:::<resource:1>"): Promise<object> {
  return JSON.parse(JSON.stringify(await call).replaceAll(/arn:aws:s3:::[a-z-]+/g, name)) as object;
}

test("analyses are put over each other, listed and deleted", async () => {
  const { like, refused } = s3Scenario("TestS3::test_s3_analytics_configurations");
  const Bucket = "analysed";
  const [one, two] = [1, 2].map((number) => `config_with_storage_analysis_${number}`) as [string, string];
  const put = (Id: string, Prefix: string, id = Id) => {
    const S3BucketDestination = { Bucket: "arn:aws:s3:::analysed", Format: "CSV", Prefix: "test" } as const;
    const AnalyticsConfiguration: AnalyticsConfiguration = {
      Id: id,
      Filter: { Prefix },
      StorageClassAnalysis: { DataExport: { OutputSchemaVersion: "V_1", Destination: { S3BucketDestination } } },
    };
    return client.send(new PutBucketAnalyticsConfigurationCommand({ Bucket, Id, AnalyticsConfiguration }));
  };
  const get = (Id: string) => client.send(new GetBucketAnalyticsConfigurationCommand({ Bucket, Id }));
  const list = () => client.send(new ListBucketAnalyticsConfigurationsCommand({ Bucket }));
  const remove = (Id: string) => client.send(new DeleteBucketAnalyticsConfigurationCommand({ Bucket, Id }));
  await refused("put_config_with_storage_analysis_err", put("different-id", "test_ls", one));
  await refused("get_config_with_storage_analysis_err", get(one));
  expect(status(await like("put_config_with_storage_analysis_1", put(one, "test_ls")))).toBe(204);
  await like("get_config_with_storage_analysis_1", get(one));
  await put(one, "test_ls_2");
  await like("get_config_with_storage_analysis_2", get(one));
  await put(two, "test_ls_3");
  await like("get_config_with_storage_analysis_3", get(two));
  await like("list_config_with_storage_analysis_1", list());
  await remove(two);
  await like("list_config_with_storage_analysis_2", list());
  await refused("delete_config_with_storage_analysis_err", remove(two));
});

describe("inventories", () => {
  const Bucket = "inventoried";
  const inventory = (Id: string, more: Partial<InventoryConfiguration> = {}): InventoryConfiguration => ({
    Id,
    IsEnabled: true,
    IncludedObjectVersions: "All",
    Schedule: { Frequency: "Daily" },
    Destination: { S3BucketDestination: { Bucket: "arn:aws:s3:::inventoried", Format: "CSV" } },
    ...more,
  });
  const put = (Id: string, more?: Partial<InventoryConfiguration>) => {
    const InventoryConfiguration = inventory(Id, more);
    return client.send(new PutBucketInventoryConfigurationCommand({ Bucket, Id, InventoryConfiguration }));
  };
  const list = () => client.send(new ListBucketInventoryConfigurationsCommand({ Bucket }));
  const remove = (Id: string) => client.send(new DeleteBucketInventoryConfigurationCommand({ Bucket, Id }));
  const get = (Id: string) => client.send(new GetBucketInventoryConfigurationCommand({ Bucket, Id }));

  test("are put, shown and deleted", async () => {
    const { like, refused } = s3Scenario("TestS3::test_s3_inventory_report_crud");
    const Id = "test-inventory";
    expect(status(await like("put-inventory-config", put(Id, { OptionalFields: ["Size", "ETag"] })))).toBe(204);
    await like("list-inventory-config", recordedArns(list()));
    await like("get-inventory-config", recordedArns(get(Id)));
    expect(status(await like("del-inventory-config", remove(Id)))).toBe(204);
    await like("list-inventory-config-after-del", recordedArns(list()));
    await refused("get-nonexistent-inv-config", get(Id));
  });

  test("are in the order of their ids", async () => {
    const { like } = s3Scenario("TestS3::test_put_bucket_inventory_config_order");
    for (const Id of ["test-1", "z-test", "a-test"]) await put(Id);
    await like("list-inventory-config", recordedArns(list()));
    await like("del-inventory-config", remove("z-test"));
    await like("list-inventory-config-after-del", recordedArns(list()));
  });
});

test("request metrics are put, shown, listed and deleted", async () => {
  const Bucket = "measured";
  const put = (Id: string, Prefix: string) =>
    client.send(
      new PutBucketMetricsConfigurationCommand({ Bucket, Id, MetricsConfiguration: { Id, Filter: { Prefix } } }),
    );
  const get = (Id: string) => client.send(new GetBucketMetricsConfigurationCommand({ Bucket, Id }));
  const scenario = (name: string) => s3Scenario(`TestS3MetricsConfiguration::${name}`);
  await scenario("test_get_bucket_metrics_configuration_not_exist").refused(
    "get_bucket_metrics_configuration",
    get("one"),
  );
  await put("one", "logs/");
  await scenario("test_get_bucket_metrics_configuration").like("get_bucket_metrics_configuration", get("one"));
  await put("one", "logs/prefix");
  await put("two", "logs/prefix");
  const list = client.send(new ListBucketMetricsConfigurationsCommand({ Bucket }));
  await scenario("test_list_bucket_metrics_configurations").like("list_bucket_metrics_configurations", list);
  const { like, refused } = scenario("test_delete_metrics_configuration");
  const remove = client.send(new DeleteBucketMetricsConfigurationCommand({ Bucket, Id: "one" }));
  expect(status(await like("delete_bucket_metrics_configuration", remove))).toBe(204);
  await refused("get_bucket_metrics_configuration", get("one"));
});

describe("replication", () => {
  const Role = "arn:aws:iam::000000000000:role/role";
  const create = (Bucket: string) => client.send(new CreateBucketCommand({ Bucket }));
  const version = (Bucket: string) =>
    client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  const put = (Bucket: string, ...Rules: ReplicationRule[]) =>
    client.send(new PutBucketReplicationCommand({ Bucket, ReplicationConfiguration: { Role, Rules } }));
  const get = (Bucket: string) => client.send(new GetBucketReplicationCommand({ Bucket }));
  /** The recordings put names in the place of ARNs. */
  const shortened = async (Bucket: string) => {
    const answer = await get(Bucket);
    const text = JSON.stringify(answer)
      .replace(Role, "role")
      .replaceAll(/arn:aws:s3:::[a-z-]+/g, "dest-bucket");
    return JSON.parse(text) as object;
  };

  test("needs versions at its source, and at least one rule", async () => {
    const { like, refused, names } = s3Scenario("TestS3BucketReplication::test_replication_config");
    const [from, to] = ["from", "to-there"] as const;
    for (const name of [from, to]) await create(name);
    await version(to);
    const rule: ReplicationRule = {
      ID: "id",
      Priority: 1,
      Status: "Enabled",
      Filter: { Prefix: "Tax" },
      DeleteMarkerReplication: { Status: "Disabled" },
      Destination: { Bucket: `arn:aws:s3:::${to}` },
    };
    await refused("expected_error_versioning_not_enabled", put(from, rule));
    await version(from);
    names.set("<bucket-name:1>", from);
    await refused("expected_error_no_replication_set", get(from));
    await like("put-bucket-replication", put(from, rule));
    await like("get-bucket-replication", shortened(from));
    const remove = () => client.send(new DeleteBucketReplicationCommand({ Bucket: from }));
    expect(status(await like("delete-bucket-replication", remove()))).toBe(204);
    expect(status(await like("delete-bucket-replication-idempotent", remove()))).toBe(204);
    await refused("put-empty-bucket-replication-rules", put(from));
  });

  test("needs versions at its destination", async () => {
    const { like, refused } = s3Scenario("TestS3BucketReplication::test_replication_config_without_filter");
    const [from, to] = ["whole", "whole-there"] as const;
    await create(from);
    await version(from);
    const minutes = { Minutes: 15 };
    const rule: ReplicationRule = {
      ID: "rtc",
      Priority: 0,
      Status: "Disabled",
      Filter: {},
      DeleteMarkerReplication: { Status: "Disabled" },
      Destination: {
        Bucket: `arn:aws:s3:::${to}`,
        StorageClass: "STANDARD",
        ReplicationTime: { Status: "Enabled", Time: minutes },
        Metrics: { Status: "Enabled", EventThreshold: minutes },
      },
    };
    await refused("expected_error_dest_does_not_exist", put(from, rule));
    await create(to);
    await refused("expected_error_dest_versioning_disabled", put(from, rule));
    await version(to);
    await like("put-bucket-replication", put(from, rule));
    await like("get-bucket-replication", shortened(from));
  });
});
