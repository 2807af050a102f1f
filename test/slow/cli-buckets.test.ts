import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { PATIENCE } from "../support/patience.ts";
import { cliCommands } from "../wire/support/cli-commands.ts";
import { byBytes, ODD_FILES, writeOddFiles } from "../wire/support/odd-names.ts";
import { isThere } from "../wire/support/programs.ts";
import { sharedCli } from "../wire/support/shared-cli.ts";

const MEBIBYTE = 1024 * 1024;

/** What is put, and what must be in what is got then; `deletes` where it can go again. */
const SETTINGS: [name: string, option: string, value: unknown, shown: object, deletes?: string][] = [
  ["bucket-policy", "policy", policy(), { Policy: expect.stringContaining("s3:GetObject") }, "bucket-policy"],
  [
    "public-access-block",
    "public-access-block-configuration",
    { BlockPublicAcls: false },
    { PublicAccessBlockConfiguration: { BlockPublicAcls: false } },
    "public-access-block",
  ],
  [
    "bucket-cors",
    "cors-configuration",
    { CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }] },
    { CORSRules: [{ AllowedMethods: ["GET"] }] },
    "bucket-cors",
  ],
  [
    "bucket-tagging",
    "tagging",
    { TagSet: [{ Key: "a", Value: "b" }] },
    { TagSet: [{ Key: "a", Value: "b" }] },
    "bucket-tagging",
  ],
  [
    "bucket-lifecycle-configuration",
    "lifecycle-configuration",
    { Rules: [{ ID: "r", Status: "Enabled", Filter: { Prefix: "logs/" }, Expiration: { Days: 3 } }] },
    { Rules: [{ ID: "r", Expiration: { Days: 3 } }] },
    "bucket-lifecycle",
  ],
  [
    "bucket-encryption",
    "server-side-encryption-configuration",
    { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] },
    { ServerSideEncryptionConfiguration: { Rules: [{}] } },
    "bucket-encryption",
  ],
  [
    "bucket-ownership-controls",
    "ownership-controls",
    { Rules: [{ ObjectOwnership: "BucketOwnerPreferred" }] },
    { OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerPreferred" }] } },
    "bucket-ownership-controls",
  ],
  [
    "bucket-website",
    "website-configuration",
    { IndexDocument: { Suffix: "index.html" } },
    { IndexDocument: { Suffix: "index.html" } },
    "bucket-website",
  ],
  ["bucket-accelerate-configuration", "accelerate-configuration", { Status: "Enabled" }, { Status: "Enabled" }],
  ["bucket-request-payment", "request-payment-configuration", { Payer: "Requester" }, { Payer: "Requester" }],
  ["bucket-notification-configuration", "notification-configuration", {}, {}],
  ["bucket-logging", "bucket-logging-status", {}, {}],
  ["bucket-abac", "abac-status", { Status: "Enabled" }, { AbacStatus: { Status: "Enabled" } }],
];

const ELSEWHERE = { S3BucketDestination: { Bucket: "arn:aws:s3:::BUCKET", Format: "CSV" } };

/** Of these a bucket has several, each by its id. */
const NAMED: [name: string, option: string, value: object, list: string][] = [
  ["analytics", "analytics", { StorageClassAnalysis: {} }, "AnalyticsConfigurationList"],
  [
    "inventory",
    "inventory",
    { IsEnabled: true, IncludedObjectVersions: "All", Schedule: { Frequency: "Daily" }, Destination: ELSEWHERE },
    "InventoryConfigurationList",
  ],
  ["metrics", "metrics", { Filter: { Prefix: "logs/" } }, "MetricsConfigurationList"],
  [
    "intelligent-tiering",
    "intelligent-tiering",
    { Status: "Enabled", Tierings: [{ Days: 90, AccessTier: "ARCHIVE_ACCESS" }] },
    "IntelligentTieringConfigurationList",
  ],
];

describe.skipIf(!isThere("aws", ["--version"]))("the aws command on buckets", () => {
  const { folder, ...cli } = sharedCli();
  const { run: s3, expectAll } = cliCommands(cli, "s3", "s3api");
  const file = (name: string) => join(folder.path, name);
  beforeAll(() => writeFile(file("hello"), "hello\n"));

  async function createBucket(name: string, ...more: string[]): Promise<string[]> {
    await s3("create-bucket", "--bucket", name, ...more);
    return ["--bucket", name];
  }

  test("makes, finds and lists them", async () => {
    const bucket = await createBucket("cli-first");
    await s3("head-bucket", ...bucket);
    expect((await s3("list-buckets")).Buckets).toMatchObject([{ Name: "cli-first" }]);
    expect(await s3("get-bucket-location", ...bucket)).toEqual({ LocationConstraint: null });
    await s3("delete-bucket", ...bucket);
    await expect(s3("head-bucket", ...bucket)).rejects.toThrow("Not Found");
  });

  test("puts, gets, copies, lists and deletes objects", async () => {
    const bucket = await createBucket("cli-objects");
    const put = await s3(
      "put-object",
      ...bucket,
      "--key",
      "a b/+%41😀",
      "--body",
      "hello",
      "--metadata",
      "colour=blue",
    );
    const head = await s3("head-object", ...bucket, "--key", "a b/+%41😀");
    expect(head).toMatchObject({ ContentLength: 6, ETag: put.ETag, Metadata: { colour: "blue" } });
    await s3("get-object", ...bucket, "--key", "a b/+%41😀", "--range", "bytes=1-3", "part");
    expect(await readFile(file("part"), "utf8")).toBe("ell");
    const source = ["--copy-source", "cli-objects/a b/+%41😀"];
    await s3("copy-object", ...bucket, "--key", "copy", ...source);
    expect((await s3("list-objects", ...bucket)).Contents).toHaveLength(2);
    const { CommonPrefixes } = await s3("list-objects-v2", ...bucket, "--delimiter", "/");
    expect(CommonPrefixes).toEqual([{ Prefix: "a b/" }]);
    const wanted = ["--object-attributes", "ETag", "Checksum", "ObjectSize"];
    expect(await s3("get-object-attributes", ...bucket, "--key", "copy", ...wanted)).toMatchObject({ ObjectSize: 6 });
    await s3("put-object-tagging", ...bucket, "--key", "copy", "--tagging", "TagSet=[{Key=a,Value=b}]");
    expect((await s3("get-object-tagging", ...bucket, "--key", "copy")).TagSet).toEqual([{ Key: "a", Value: "b" }]);
    await s3("delete-object-tagging", ...bucket, "--key", "copy");
    expect((await s3("get-object-acl", ...bucket, "--key", "copy")).Grants).toHaveLength(1);
    await expect(s3("put-object-acl", ...bucket, "--key", "copy", "--acl", "public-read")).rejects.toThrow(
      "(AccessControlListNotSupported)",
    );
    await s3("delete-object", ...bucket, "--key", "copy");
    const { Deleted } = await s3("delete-objects", ...bucket, "--delete", "Objects=[{Key='a b/+%41😀'},{Key=none}]");
    expect(Deleted).toHaveLength(2);
  });

  test("puts an object in parts", async () => {
    const bucket = await createBucket("cli-parts");
    await writeFile(file("five"), Buffer.alloc(5 * MEBIBYTE, "5"));
    const { UploadId } = await s3("create-multipart-upload", ...bucket, "--key", "large");
    const upload = [...bucket, "--key", "large", "--upload-id", UploadId];
    const first = await s3("upload-part", ...upload, "--part-number", "1", "--body", "five");
    await s3("put-object", ...bucket, "--key", "source", "--body", "hello");
    const copied = await s3("upload-part-copy", ...upload, "--part-number", "2", "--copy-source", "cli-parts/source");
    expect((await s3("list-multipart-uploads", ...bucket)).Uploads).toMatchObject([{ UploadId }]);
    expect((await s3("list-parts", ...upload)).Parts).toMatchObject([{ Size: 5 * MEBIBYTE }, { Size: 6 }]);
    const Parts = [
      { PartNumber: 1, ETag: first.ETag },
      { PartNumber: 2, ETag: copied.CopyPartResult.ETag },
    ];
    const made = await s3("complete-multipart-upload", ...upload, "--multipart-upload", JSON.stringify({ Parts }));
    expect(made.ETag).toMatch(/-2"$/);
    const other = await s3("create-multipart-upload", ...bucket, "--key", "never");
    await s3("abort-multipart-upload", ...bucket, "--key", "never", "--upload-id", other.UploadId);
    expect((await s3("list-multipart-uploads", ...bucket)).Uploads).toBeUndefined();
  });

  test("keeps versions, and locks them", async () => {
    const bucket = await createBucket("cli-versions", "--object-lock-enabled-for-bucket");
    expect(await s3("get-bucket-versioning", ...bucket)).toEqual({ Status: "Enabled" });
    const { VersionId } = await s3("put-object", ...bucket, "--key", "note", "--body", "hello");
    await s3("put-object-legal-hold", ...bucket, "--key", "note", "--legal-hold", "Status=ON");
    expect(await s3("get-object-legal-hold", ...bucket, "--key", "note")).toEqual({ LegalHold: { Status: "ON" } });
    const retention = "Mode=GOVERNANCE,RetainUntilDate=2999-01-01T00:00:00Z";
    await s3("put-object-retention", ...bucket, "--key", "note", "--retention", retention);
    const kept = await s3("get-object-retention", ...bucket, "--key", "note");
    expect(kept.Retention).toMatchObject({ Mode: "GOVERNANCE" });
    const version = [...bucket, "--key", "note", "--version-id", VersionId];
    await expect(s3("delete-object", ...version)).rejects.toThrow("(AccessDenied)");
    await s3("delete-object", ...bucket, "--key", "note");
    const { Versions, DeleteMarkers } = await s3("list-object-versions", ...bucket);
    expect([Versions.length, DeleteMarkers.length]).toEqual([1, 1]);
    const rule = "ObjectLockEnabled=Enabled,Rule={DefaultRetention={Mode=GOVERNANCE,Days=1}}";
    await s3("put-object-lock-configuration", ...bucket, "--object-lock-configuration", rule);
    const { ObjectLockConfiguration } = await s3("get-object-lock-configuration", ...bucket);
    expect(ObjectLockConfiguration.Rule.DefaultRetention).toEqual({ Mode: "GOVERNANCE", Days: 1 });
    const plain = await createBucket("cli-plain");
    await s3("put-bucket-versioning", ...plain, "--versioning-configuration", "Status=Enabled");
    expect(await s3("get-bucket-versioning", ...plain)).toEqual({ Status: "Enabled" });
  });

  test.each(SETTINGS)("puts, gets and takes away: %s", async (name, option, value, shown, deletes) => {
    const bucket = await createBucket(`cli-${name}`.slice(0, 40));
    await s3(`put-${name}`, ...bucket, `--${option}`, JSON.stringify(value).replaceAll("BUCKET", bucket[1] ?? ""));
    expect(await s3(`get-${name}`, ...bucket)).toMatchObject(shown);
    if (deletes) await s3(`delete-${deletes}`, ...bucket);
  });

  test.each(NAMED)("puts, gets, lists and takes away by id: %s", async (name, option, value, list) => {
    const bucket = await createBucket(`cli-${name}`);
    const one = [...bucket, "--id", "first"];
    const configuration = { Id: "first", ...value };
    const text = JSON.stringify(configuration).replaceAll("BUCKET", bucket[1] ?? "");
    await s3(`put-bucket-${name}-configuration`, ...one, `--${option}-configuration`, text);
    const [got] = Object.values(await s3(`get-bucket-${name}-configuration`, ...one));
    expect(got).toEqual(JSON.parse(text));
    expect((await s3(`list-bucket-${name}-configurations`, ...bucket))[list]).toEqual([JSON.parse(text)]);
    await s3(`delete-bucket-${name}-configuration`, ...one);
    await expect(s3(`get-bucket-${name}-configuration`, ...one)).rejects.toThrow("(NoSuchConfiguration)");
  });

  test("replicates", async () => {
    const [source, replica] = [await createBucket("cli-source"), await createBucket("cli-replica")];
    for (const bucket of [source, replica])
      await s3("put-bucket-versioning", ...bucket, "--versioning-configuration", "Status=Enabled");
    const Rules = [
      {
        ID: "all",
        Status: "Enabled",
        Priority: 1,
        Filter: { Prefix: "" },
        DeleteMarkerReplication: { Status: "Disabled" },
        Destination: { Bucket: "arn:aws:s3:::cli-replica" },
      },
    ];
    const configuration = { Role: "arn:aws:iam::000000000000:role/replicates", Rules };
    const text = JSON.stringify(configuration);
    await s3("put-bucket-replication", ...source, "--replication-configuration", text);
    expect((await s3("get-bucket-replication", ...source)).ReplicationConfiguration).toEqual(configuration);
    const put = await s3("put-object", ...source, "--key", "note", "--body", "hello");
    const copy = [...replica, "--key", "note"];
    const found = () => s3("head-object", ...copy).catch(() => {});
    await expect.poll(found, PATIENCE).toMatchObject({ VersionId: put.VersionId });
    expect(await s3("head-object", ...copy)).toMatchObject({ ReplicationStatus: "REPLICA" });
    await s3("delete-bucket-replication", ...source);
  });

  test("asks for archived objects, and names another key for a stored one", async () => {
    const bucket = await createBucket("cli-archive");
    const object = [...bucket, "--key", "old"];
    await s3("put-object", ...object, "--body", "hello", "--storage-class", "GLACIER");
    await expect(s3("get-object", ...object, "out")).rejects.toThrow("(InvalidObjectState)");
    await s3("restore-object", ...object, "--restore-request", "Days=2,GlacierJobParameters={Tier=Expedited}");
    expect((await s3("head-object", ...object)).Restore).toBe('ongoing-request="true"');
    await s3("put-object", ...bucket, "--key", "new", "--body", "hello");
    const key = "arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555";
    const encryption = ["--object-encryption", `SSEKMS={KMSKeyArn=${key}}`];
    await s3("update-object-encryption", ...bucket, "--key", "new", ...encryption);
    expect(await s3("head-object", ...bucket, "--key", "new")).toMatchObject({ SSEKMSKeyId: key });
  });

  test("shows what a new bucket has", async () => {
    const bucket = await createBucket("cli-new");
    expect((await s3("get-bucket-acl", ...bucket)).Grants).toMatchObject([{ Permission: "FULL_CONTROL" }]);
    await expect(s3("put-bucket-acl", ...bucket, "--acl", "public-read")).rejects.toThrow(
      "(AccessControlListNotSupported)",
    );
    await expect(s3("get-bucket-policy-status", ...bucket)).rejects.toThrow("(NoSuchBucketPolicy)");
    await expect(s3("get-bucket-replication", ...bucket)).rejects.toThrow("(ReplicationConfigurationNotFoundError)");
  });

  test("syncs a tree with odd names up and down, with deletes, and moves it", async () => {
    await writeOddFiles(file("tree"));
    await cli.aws("s3", "mb", "s3://cli-synced");
    await cli.aws("s3", "sync", "tree", "s3://cli-synced/tree");
    const listed = async (prefix: string): Promise<string[]> => {
      const { Contents = [] } = await s3("list-objects-v2", "--bucket", "cli-synced", "--prefix", prefix);
      return byBytes(Contents.map(({ Key }: { Key: string }) => Key.slice(prefix.length)));
    };
    expect(await listed("tree/")).toEqual(byBytes(Object.keys(ODD_FILES)));
    expect(await cli.aws("s3", "sync", "tree", "s3://cli-synced/tree")).toBe("");
    await cli.aws("s3", "sync", "s3://cli-synced/tree", "down");
    for (const [name, text] of Object.entries(ODD_FILES))
      expect(await readFile(file(`down/${name}`), "utf8")).toBe(text);
    await cli.aws("s3", "rm", "s3://cli-synced/tree/plain.txt");
    await cli.aws("s3", "sync", "--delete", "s3://cli-synced/tree", "down");
    await expect(readFile(file("down/plain.txt"))).rejects.toThrow("ENOENT");
    await cli.aws("s3", "mv", "--recursive", "s3://cli-synced/tree", "s3://cli-synced/moved");
    expect(await listed("tree/")).toEqual([]);
    expect(await listed("moved/")).toHaveLength(Object.keys(ODD_FILES).length - 1);
  });

  test("has a command for every operation that is built", expectAll);
});

function policy() {
  const Statement = [
    { Effect: "Allow", Principal: { AWS: "111111111111" }, Action: "s3:GetObject", Resource: "arn:aws:s3:::BUCKET/*" },
  ];
  return { Version: "2012-10-17", Statement };
}
