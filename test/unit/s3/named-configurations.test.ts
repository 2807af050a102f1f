import type {
  AnalyticsConfiguration,
  IntelligentTieringConfiguration,
  InventoryConfiguration,
  MetricsConfiguration,
  Tiering,
} from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, test } from "vitest";
import type { Row } from "../../../shared/ports/table-store.ts";
import { deleteBucketMetricsConfiguration } from "../../../shared/services/s3/operations/delete-bucket-metrics-configuration.ts";
import { getBucketInventoryConfiguration } from "../../../shared/services/s3/operations/get-bucket-inventory-configuration.ts";
import { getBucketMetricsConfiguration } from "../../../shared/services/s3/operations/get-bucket-metrics-configuration.ts";
import { listBucketInventoryConfigurations } from "../../../shared/services/s3/operations/list-bucket-inventory-configurations.ts";
import { listBucketMetricsConfigurations } from "../../../shared/services/s3/operations/list-bucket-metrics-configurations.ts";
import { putBucketAnalyticsConfiguration } from "../../../shared/services/s3/operations/put-bucket-analytics-configuration.ts";
import { putBucketIntelligentTieringConfiguration } from "../../../shared/services/s3/operations/put-bucket-intelligent-tiering-configuration.ts";
import { putBucketInventoryConfiguration } from "../../../shared/services/s3/operations/put-bucket-inventory-configuration.ts";
import { putBucketMetricsConfiguration } from "../../../shared/services/s3/operations/put-bucket-metrics-configuration.ts";
import { bucketFromRow, bucketKey, namedPartition } from "../../../shared/services/s3/table.ts";
import { createBucketWorld } from "./bucket.ts";

const Bucket = "photos";
const Id = "one";
const MALFORMED = {
  code: "MalformedXML",
  message: "The XML you provided was not well-formed or did not validate against our published schema",
};

let world: Awaited<ReturnType<typeof createBucketWorld>>;
beforeEach(async () => {
  world = await createBucketWorld();
});

const metrics = (given: Partial<MetricsConfiguration> = {}, id = given.Id ?? Id) =>
  world.call(putBucketMetricsConfiguration, { Bucket, Id: id, MetricsConfiguration: { Id, ...given } });
const list = async (ContinuationToken?: string) => {
  const token = ContinuationToken === undefined ? {} : { ContinuationToken };
  const answer = await world.call(listBucketMetricsConfigurations, { Bucket, ...token });
  return { ...answer, ids: (answer.MetricsConfigurationList ?? []).map((one) => one.Id) };
};
const tag = (Key: string) => ({ Key, Value: "v" });

describe("configurations with ids", () => {
  test("are listed in the order of their ids, put over each other and deleted", async () => {
    for (const id of ["b", "a.2", "A-1"]) await metrics({ Id: id, Filter: { Prefix: "old" } });
    await metrics({ Id: "b", Filter: { Prefix: "new" } });
    expect(await list()).toMatchObject({ ids: ["A-1", "a.2", "b"], IsTruncated: false });
    const { MetricsConfiguration } = await world.call(getBucketMetricsConfiguration, { Bucket, Id: "b" });
    expect(MetricsConfiguration).toEqual({ Id: "b", Filter: { Prefix: "new" } });
    await world.call(deleteBucketMetricsConfiguration, { Bucket, Id: "a.2" });
    expect((await list()).ids).toEqual(["A-1", "b"]);
    const missing = { code: "NoSuchConfiguration", status: 404 };
    await expect(world.call(deleteBucketMetricsConfiguration, { Bucket, Id: "a.2" })).rejects.toMatchObject(missing);
    await expect(world.call(getBucketInventoryConfiguration, { Bucket, Id: "b" })).rejects.toMatchObject(missing);
    await expect(world.call(getBucketMetricsConfiguration, { Bucket, Id: "x".repeat(2000) })).rejects.toMatchObject(
      missing,
    );
  });

  test("are 1,000 at the most of each kind, shown a hundred at a time, and go with their bucket", async () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `m${String(index).padStart(4, "0")}`);
    for (const id of ids) await metrics({ Id: id });
    await expect(metrics({ Id: "one-more" })).rejects.toMatchObject({
      code: "TooManyConfigurations",
      message:
        "You are attempting to create a new configuration but have already reached the 1,000-configuration limit.",
    });
    await metrics({ Id: "m0500", Filter: { Prefix: "changed" } });
    const first = await list();
    expect(first).toMatchObject({ ids: ids.slice(0, 100), IsTruncated: true });
    const second = await list(first.NextContinuationToken);
    expect(second).toMatchObject({ ids: ids.slice(100, 200), ContinuationToken: first.NextContinuationToken });
    await expect(list("bogus")).rejects.toMatchObject({
      code: "InvalidArgument",
      message: "The continuation token provided is incorrect",
    });
    const { root, settle, store, remove } = world;
    const scope = { root: await root() };
    const row = await store.get(bucketKey(scope, Bucket));
    const left = () => store.query({ ...namedPartition(scope, bucketFromRow(row as Row), "metrics"), limit: 1000 });
    expect((await left()).length).toBe(1000);
    await remove();
    await settle();
    expect(await left()).toEqual([]);
    await world.create();
    expect(await list()).toMatchObject({ ids: [], IsTruncated: false });
  });

  test("of which two are put at once are both there", async () => {
    await Promise.all(["a", "b", "c"].map((id) => metrics({ Id: id })));
    await Promise.all(["a", "a"].map((id) => metrics({ Id: id, Filter: { Prefix: "x" } })));
    expect((await list()).ids).toEqual(["a", "b", "c"]);
  });

  test.each(["", "a b", "ä", "a/b", "x".repeat(65)])("have no id like %j", async (id) => {
    await expect(metrics({ Id: id }, id)).rejects.toMatchObject(MALFORMED);
  });
});

describe("filters", () => {
  test.each<[string, unknown]>([
    ["nothing", {}],
    ["two conditions", { Prefix: "a", Tag: tag("k") }],
    ["And with one", { And: { Prefix: "a" } }],
    ["And with one tag", { And: { Tags: [tag("k")] } }],
    ["a tag without value", { Tag: { Key: "k" } }],
  ])("can't be %s", async (_, Filter) => {
    await expect(metrics({ Filter: Filter as never })).rejects.toMatchObject(MALFORMED);
  });

  test.each<[string, unknown, string, string]>([
    ["a tag twice", { And: { Tags: [tag("k"), tag("k")] } }, "InvalidRequest", "Duplicate Tag Keys are not allowed."],
    ["a long prefix", { Prefix: "x".repeat(1025) }, "InvalidRequest", "The maximum size of a prefix is 1024."],
    ["a long tag", { Tag: tag("x".repeat(129)) }, "InvalidTag", "The TagKey you have provided is invalid"],
  ])("can't have %s", async (_, Filter, code, message) => {
    await expect(metrics({ Filter: Filter as never })).rejects.toMatchObject({ code, message });
  });

  test("come back as they were put", async () => {
    const Filter = { And: { Prefix: "a", Tags: [tag("k"), tag("l")] } };
    await metrics({ Filter });
    expect((await list()).MetricsConfigurationList).toEqual([{ Id, Filter }]);
    await metrics({
      Filter: { And: { Prefix: "a", AccessPointArn: "arn:aws:s3:us-east-1:000000000000:accesspoint/p" } },
    });
  });
});

test("a document with another id than the request is refused", async () => {
  await expect(metrics({ Id: "one" }, "other")).rejects.toMatchObject(MALFORMED);
  await expect(inventory({ Id: "other" })).rejects.toMatchObject({
    code: "IdMismatch",
    message: "Document ID does not match the specified configuration ID.",
  });
});

const REPORTS = { Bucket: "arn:aws:s3:::reports", Format: "CSV" } as const;
const inventory = (given: Partial<InventoryConfiguration> = {}, reports: object = {}) => {
  const InventoryConfiguration = {
    Id,
    IsEnabled: true,
    IncludedObjectVersions: "All",
    Schedule: { Frequency: "Daily" },
    Destination: { S3BucketDestination: { ...REPORTS, ...reports } },
    ...given,
  } as InventoryConfiguration;
  return world.call(putBucketInventoryConfiguration, { Bucket, Id, InventoryConfiguration });
};

describe("an inventory", () => {
  test("comes back whole", async () => {
    const more = { Filter: { Prefix: "a/" }, OptionalFields: ["Size", "ETag"] } as const;
    await inventory({ ...more, OptionalFields: [...more.OptionalFields] }, { Encryption: { SSES3: {} }, Prefix: "p" });
    const { InventoryConfigurationList } = await world.call(listBucketInventoryConfigurations, { Bucket });
    expect(InventoryConfigurationList).toEqual([
      {
        Id,
        IsEnabled: true,
        IncludedObjectVersions: "All",
        Schedule: { Frequency: "Daily" },
        Destination: { S3BucketDestination: { ...REPORTS, Encryption: { SSES3: {} }, Prefix: "p" } },
        ...more,
      },
    ]);
  });

  test.each<[string, object, object]>([
    ["no destination", { Destination: undefined }, {}],
    ["another format", {}, { Format: "XML" }],
    ["another frequency", { Schedule: { Frequency: "Hourly" } }, {}],
    ["other versions", { IncludedObjectVersions: "Some" }, {}],
    ["another field", { OptionalFields: ["Colour"] }, {}],
    ["a field twice", { OptionalFields: ["Size", "Size"] }, {}],
    ["nothing said of whether it is on", { IsEnabled: undefined }, {}],
    ["two kinds of encryption", {}, { Encryption: { SSES3: {}, SSEKMS: { KeyId: "k" } } }],
    ["a filter without a prefix", { Filter: {} }, {}],
  ])("with %s is malformed", async (_, given, reports) => {
    await expect(inventory(given, reports)).rejects.toMatchObject(MALFORMED);
  });

  test.each([
    ["reports", "Invalid bucket ARN."],
    ["arn:aws:sqs:::reports", "Invalid bucket ARN."],
    ["arn:aws:s3::111122223333:reports", "Bucket ARN should not specify a namespace."],
    ["arn:aws:s3:::No", "Invalid bucket ARN."],
  ])("can't go to %s", async (name, message) => {
    await expect(inventory({}, { Bucket: name })).rejects.toMatchObject({
      code: "InvalidS3DestinationBucket",
      message,
    });
  });
});

describe("an analysis", () => {
  const analytics = (given: Partial<AnalyticsConfiguration>) => {
    const AnalyticsConfiguration = { Id, ...given } as AnalyticsConfiguration;
    return world.call(putBucketAnalyticsConfiguration, { Bucket, Id, AnalyticsConfiguration });
  };
  const exported = (more: object, reports: object = REPORTS) => ({
    StorageClassAnalysis: {
      DataExport: { OutputSchemaVersion: "V_1", Destination: { S3BucketDestination: reports }, ...more } as never,
    },
  });

  test("needs no export, and one of the only kind if it has one", async () => {
    await analytics({ StorageClassAnalysis: {} });
    await analytics(exported({}));
    await expect(analytics({})).rejects.toMatchObject(MALFORMED);
    await expect(analytics(exported({ OutputSchemaVersion: "V_2" }))).rejects.toMatchObject(MALFORMED);
    await expect(analytics(exported({}, { ...REPORTS, Format: "ORC" }))).rejects.toMatchObject(MALFORMED);
    await expect(analytics(exported({ Destination: {} }))).rejects.toMatchObject(MALFORMED);
    const elsewhere = analytics(exported({}, { ...REPORTS, Bucket: "reports" }));
    await expect(elsewhere).rejects.toMatchObject({ code: "InvalidS3DestinationBucket" });
  });
});

describe("a tiering", () => {
  const tiering = (Tierings: readonly Partial<Tiering>[], given: Partial<IntelligentTieringConfiguration> = {}) => {
    const IntelligentTieringConfiguration = { Id, Status: "Enabled", Tierings, ...given } as never;
    return world.call(putBucketIntelligentTieringConfiguration, { Bucket, Id, IntelligentTieringConfiguration });
  };

  test("has as many days as its tier asks for", async () => {
    await tiering([
      { AccessTier: "ARCHIVE_ACCESS", Days: 90 },
      { AccessTier: "DEEP_ARCHIVE_ACCESS", Days: 730 },
    ]);
    for (const [AccessTier, Days, what] of [
      ["ARCHIVE_ACCESS", 89, "less than 90"],
      ["DEEP_ARCHIVE_ACCESS", 179, "less than 180"],
      ["DEEP_ARCHIVE_ACCESS", 731, "more than 730"],
    ] as const) {
      await expect(tiering([{ AccessTier, Days }])).rejects.toMatchObject({
        code: "InvalidArgument",
        message: `Days specified in ${AccessTier} tier should not be ${what}.`,
      });
    }
  });

  test.each<[string, readonly Partial<Tiering>[], object]>([
    ["no tiers", [], {}],
    ["a tier twice", [90, 91].map((Days) => ({ AccessTier: "ARCHIVE_ACCESS", Days })), {}],
    ["another tier", [{ AccessTier: "COLD" as never, Days: 90 }], {}],
    ["another status", [{ AccessTier: "ARCHIVE_ACCESS", Days: 90 }], { Status: "On" }],
    ["another id", [{ AccessTier: "ARCHIVE_ACCESS", Days: 90 }], { Id: "two" }],
  ])("with %s is malformed", async (_, tiers, given) => {
    await expect(tiering(tiers, given)).rejects.toMatchObject(MALFORMED);
  });
});
