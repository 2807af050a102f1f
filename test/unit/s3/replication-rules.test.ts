import type { Destination, ReplicationRule } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, test } from "vitest";
import { deleteBucketReplication } from "../../../shared/services/s3/operations/delete-bucket-replication.ts";
import { getBucketReplication } from "../../../shared/services/s3/operations/get-bucket-replication.ts";
import { putBucketReplication } from "../../../shared/services/s3/operations/put-bucket-replication.ts";
import { createBucketWorld } from "./bucket.ts";

const Bucket = "photos";
const ROLE = "arn:aws:iam::000000000000:role/replication";
const MALFORMED = { code: "MalformedXML" };

let world: Awaited<ReturnType<typeof createBucketWorld>>;
beforeEach(async () => {
  world = await createBucketWorld();
  await world.version("Enabled");
  for (const name of ["copies", "others"]) await (await world.bucket(name)).version("Enabled");
});

type Given = { readonly [Member in keyof ReplicationRule]?: unknown };
const to = (name: string, more: Partial<Destination> = {}) => ({ Bucket: `arn:aws:s3:::${name}`, ...more });
const RULE = {
  ID: "r",
  Status: "Enabled",
  Priority: 1,
  Filter: { Prefix: "a" },
  DeleteMarkerReplication: { Status: "Disabled" },
  Destination: to("copies"),
} as const satisfies Given;
const OLDER = { ID: "r", Status: "Enabled", Prefix: "a", Destination: to("copies") } as const satisfies Given;

function put(rules: readonly Given[], Role: string | undefined = ROLE) {
  const ReplicationConfiguration = { Role, Rules: rules as ReplicationRule[] };
  return world.call(putBucketReplication, { Bucket, ReplicationConfiguration });
}

const rules = async () => (await world.call(getBucketReplication, { Bucket })).ReplicationConfiguration?.Rules ?? [];

describe("rules", () => {
  test("come back as they were put, with ids where they had none", async () => {
    const rich = {
      Status: "Disabled",
      Priority: 2,
      Filter: { And: { Prefix: "b", Tags: [{ Key: "k", Value: "v" }] } },
      DeleteMarkerReplication: { Status: "Disabled" },
      SourceSelectionCriteria: {
        SseKmsEncryptedObjects: { Status: "Enabled" },
        ReplicaModifications: { Status: "Enabled" },
      },
      Destination: to("others", {
        Account: "000000000000",
        AccessControlTranslation: { Owner: "Destination" },
        StorageClass: "STANDARD_IA",
        EncryptionConfiguration: { ReplicaKmsKeyID: "arn:aws:kms:us-east-1:000000000000:alias/mine" },
        ReplicationTime: { Status: "Enabled", Time: { Minutes: 15 } },
        Metrics: { Status: "Enabled", EventThreshold: { Minutes: 15 } },
      }),
    } as const;
    await put([RULE, rich]);
    expect(await rules()).toEqual([RULE, { ...rich, ID: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
    await put([OLDER]);
    expect(await rules()).toEqual([OLDER]);
    await put([{ ...RULE, Filter: {} }]);
    expect(await rules()).toEqual([{ ...RULE, Filter: {} }]);
    await world.call(deleteBucketReplication, { Bucket });
    await expect(rules()).rejects.toMatchObject({ code: "ReplicationConfigurationNotFoundError", status: 404 });
  });

  test("need versions on both sides, and keep them on", async () => {
    const unversioned = await world.bucket("unversioned");
    for (const name of ["unversioned", "nowhere"]) {
      await expect(put([{ ...RULE, Destination: to(name) }])).rejects.toMatchObject({
        code: "InvalidRequest",
        message: "Destination bucket must have versioning enabled.",
      });
    }
    const fromThere = world.call(putBucketReplication, {
      Bucket: unversioned.name,
      ReplicationConfiguration: { Role: ROLE, Rules: [RULE as never] },
    });
    await expect(fromThere).rejects.toMatchObject({
      code: "InvalidRequest",
      message: "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
    });
    await put([RULE]);
    await expect(world.version("Suspended")).rejects.toMatchObject({
      code: "InvalidBucketState",
      status: 409,
      message:
        "A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration.",
    });
    await world.call(deleteBucketReplication, { Bucket });
    await world.version("Suspended");
  });

  test("are 1,000 at the most", async () => {
    const many = Array.from({ length: 1001 }, (_, index) => ({ ...RULE, ID: `r${index}`, Priority: index }));
    await expect(put(many)).rejects.toMatchObject({ code: "InvalidRequest" });
    await put(many.slice(1));
    expect((await rules()).length).toBe(1000);
  });

  test.each<[string, Given]>([
    ["no status", { ...RULE, Status: undefined }],
    ["no destination", { ...RULE, Destination: undefined }],
    ["a prefix beside its filter", { ...RULE, Prefix: "a" }],
    ["neither filter nor prefix", { ...OLDER, Prefix: undefined }],
    ["two conditions in its filter", { ...RULE, Filter: { Prefix: "a", Tag: { Key: "k", Value: "v" } } }],
    ["objects that are there already", { ...RULE, ExistingObjectReplication: { Status: "Enabled" } }],
    ["another storage class", { ...RULE, Destination: to("copies", { StorageClass: "COLD" as never }) }],
    ["another owner", { ...RULE, Destination: to("copies", { AccessControlTranslation: { Owner: "Me" as never } }) }],
    ["a wrong word about delete markers", { ...RULE, DeleteMarkerReplication: { Status: "On" } }],
  ])("with %s are malformed", async (_, rule) => {
    await expect(put([rule])).rejects.toMatchObject(MALFORMED);
  });

  test("are malformed without any, or without a role", async () => {
    await expect(put([])).rejects.toMatchObject(MALFORMED);
    const roleless = { Role: undefined, Rules: [RULE as never] };
    await expect(
      world.call(putBucketReplication, { Bucket, ReplicationConfiguration: roleless }),
    ).rejects.toMatchObject(MALFORMED);
  });
});

const SCHEMA =
  "for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.";
const minutes = (Minutes: number) => ({ Status: "Enabled", Time: { Minutes } }) as const;
const METRICS = { Status: "Enabled", EventThreshold: { Minutes: 15 } } as const;
const KMS = { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: "Enabled" } } };

const INVALID_REQUESTS: readonly [string, readonly Given[], string][] = [
  ["Priority cannot be used", [{ ...OLDER, Priority: 1 }], `Priority cannot be used ${SCHEMA}`],
  [
    "DeleteMarkerReplication cannot be used",
    [{ ...OLDER, DeleteMarkerReplication: { Status: "Enabled" } }],
    `DeleteMarkerReplication cannot be used ${SCHEMA}`,
  ],
  ["Priority must be", [{ ...RULE, Priority: undefined }], `Priority must be specified ${SCHEMA}`],
  [
    "DeleteMarkerReplication must be",
    [{ ...RULE, DeleteMarkerReplication: undefined }],
    `DeleteMarkerReplication must be specified ${SCHEMA}`,
  ],
  ["a negative priority", [{ ...RULE, Priority: -1 }], "Priority must be between 0 and 2147483647."],
  ["one priority twice", [RULE, { ...RULE, ID: "s" }], "Found duplicate priority 1."],
  [
    "markers by tag",
    [{ ...RULE, Filter: { Tag: { Key: "k", Value: "v" } }, DeleteMarkerReplication: { Status: "Enabled" } }],
    "Delete marker replication is not supported if any Tag filter is specified. Please refer to S3 Developer Guide for more information.",
  ],
  ["no criteria", [{ ...RULE, SourceSelectionCriteria: {} }], "SourceSelectionCriteria cannot be empty."],
  [
    "two destinations of the older schema",
    [OLDER, { ...OLDER, ID: "s", Prefix: "b", Destination: to("others") }],
    "Number of distinct destination bucket ARNs cannot exceed 1",
  ],
  ["itself", [{ ...RULE, Destination: to(Bucket) }], "Destination bucket cannot be the same as the source bucket."],
  [
    "an owner of no account",
    [{ ...RULE, Destination: to("copies", { AccessControlTranslation: { Owner: "Destination" } }) }],
    "Account must be specified if the Owner in AccessControlTranslation has a value",
  ],
  [
    "a key for nothing",
    [{ ...RULE, Destination: to("copies", { EncryptionConfiguration: { ReplicaKmsKeyID: "k" } }) }],
    "SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.",
  ],
  ["no key", [{ ...RULE, ...KMS }], "ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present."],
  [
    "a time without metrics",
    [{ ...RULE, Destination: to("copies", { ReplicationTime: minutes(15) }) }],
    "Replication destination must contain both ReplicationTime and Metrics or neither.",
  ],
  [
    "a time with metrics that are off",
    [
      {
        ...RULE,
        Destination: to("copies", { ReplicationTime: minutes(15), Metrics: { ...METRICS, Status: "Disabled" } }),
      },
    ],
    "ReplicationTime and ReplicationMetrics must have the same status.",
  ],
];

const INVALID_ARGUMENTS: readonly [string, Given, string][] = [
  ["a long id", { ...RULE, ID: "x".repeat(256) }, "Rule Id cannot be greater than 255"],
  ["an id with letters of its own", { ...RULE, ID: "ä" }, "Rule ID must not contain non-ASCII characters."],
  ["no ARN", { ...RULE, Destination: { Bucket: "copies" } }, "Invalid bucket ARN"],
  ["no name", { ...RULE, Destination: to("No") }, "The specified bucket is not valid."],
  [
    "an empty account",
    { ...RULE, Destination: to("copies", { Account: "" }) },
    "The <Account> element is empty. It must contain a valid account ID.",
  ],
  [
    "somebody else's account",
    { ...RULE, Destination: to("copies", { Account: "111122223333" }) },
    "The AWS account specified in the <Account> element must match the destination bucket owner.",
  ],
  [
    "a key's name",
    { ...RULE, ...KMS, Destination: to("copies", { EncryptionConfiguration: { ReplicaKmsKeyID: "mine" } }) },
    "Invalid ReplicaKmsKeyID ARN.",
  ],
  [
    "other minutes",
    { ...RULE, Destination: to("copies", { ReplicationTime: minutes(5), Metrics: METRICS }) },
    "Invalid time minute value",
  ],
  [
    "another threshold",
    {
      ...RULE,
      Destination: to("copies", {
        ReplicationTime: minutes(15),
        Metrics: { Status: "Enabled", EventThreshold: { Minutes: 5 } },
      }),
    },
    "Invalid event threshold minute value",
  ],
  [
    "no threshold",
    { ...RULE, Destination: to("copies", { ReplicationTime: minutes(15), Metrics: { Status: "Enabled" } }) },
    "ReplicationMetrics must contain an event threshold",
  ],
  [
    "a threshold of no time",
    { ...RULE, Destination: to("copies", { Metrics: METRICS }) },
    "Metrics cannot contain an event threshold when ReplicationTime is not specified or Disabled",
  ],
];

describe("what is wrong with a rule is said", () => {
  test.each(INVALID_REQUESTS)("%s", async (_, given, message) => {
    await expect(put(given)).rejects.toMatchObject({ code: "InvalidRequest", message });
  });

  test.each(INVALID_ARGUMENTS)("%s", async (_, rule, message) => {
    await expect(put([rule])).rejects.toMatchObject({ code: "InvalidArgument", message });
  });

  test("one id twice", async () => {
    const message = "Rule Id must be unique";
    await expect(put([RULE, { ...RULE, Priority: 2 }])).rejects.toMatchObject({ code: "InvalidArgument", message });
  });

  test.each([
    ["replication", "Invalid Role specified in replication configuration"],
    ["arn:aws:iam::000000000000:user/me", "The relative id should start with role"],
  ])("the role %s", async (role, message) => {
    await expect(put([RULE], role)).rejects.toMatchObject({ code: "InvalidArgument", message });
  });
});
