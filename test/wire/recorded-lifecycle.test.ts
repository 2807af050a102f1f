import {
  CreateBucketCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions } from "./support/clients.ts";
import { objectCalls } from "./support/objects.ts";
import { s3Scenario } from "./support/scenario.ts";

/* What objects tell of the rules that will end them, as AWS was recorded to let them. */

const server = sharedServer();
const client = new S3Client(clientOptions(server));
const sum = { ChecksumAlgorithm: "CRC32" } as const;
/** Recordings say <expiration> of each, whatever it is: of a rule and of an object's header. */
const dated = { except: ["Expiration"] };

async function withRules(Bucket: string, ...given: Omit<LifecycleRule, "Status">[]) {
  await client.send(new CreateBucketCommand({ Bucket }));
  const Rules = given.map((rule) => ({ ...rule, Status: "Enabled" as const }));
  await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  const rules = () => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  return { rules, ...objectCalls(client, Bucket) };
}

test("of several rules the first to come due is told", async () => {
  const { like } = s3Scenario("TestS3BucketLifecycle::test_bucket_lifecycle_multiple_rules");
  const { rules, put } = await withRules(
    "several-rules",
    { ID: "rule_one", Filter: { Prefix: "testobject" }, Expiration: { Days: 1 } },
    { ID: "rule_two", Filter: { Prefix: "test" }, Expiration: { Days: 5 } },
    { ID: "rule_three", Filter: { Prefix: "t" }, Expiration: { Days: 10 } },
  );
  await like("get-bucket-lifecycle-conf", rules(), dated);
  const both = await like("put-object-match-both-rules", put("testobject-expired", "test", sum), dated);
  expect(both.Expiration).toMatch(/^expiry-date="[^"]+ 00:00:00 GMT", rule-id="rule_one"$/);
  const second = await like("put-object-match-rule-2", put("testfile", "test", sum), dated);
  expect(second.Expiration).toMatch(/rule-id="rule_two"$/);
  expect((await like("put-object-no-match", put("object", "test", sum))).Expiration).toBeUndefined();
});

test("with versioning it is told of the current version, to who names none", async () => {
  const { like, names } = s3Scenario(
    "TestS3BucketLifecycle::test_bucket_lifecycle_configuration_object_expiry_versioned",
  );
  const { rules, put, head, version } = await withRules("rules-and-versions", {
    ID: "rule2",
    Filter: {},
    Expiration: { Days: 5 },
    NoncurrentVersionExpiration: { NoncurrentDays: 1 },
  });
  await version("Enabled");
  await like("get-bucket-lifecycle-conf", rules(), dated);
  const first = await put("a", "test", sum);
  expect((await like("head-object-expiry", head("a"), dated)).Expiration).toBeDefined();
  const second = await put("a", "test", sum);
  const { VersionId } = second;
  const unnamed = await like("head-object-expiry-current-without-version-id", head("a"), dated);
  expect(unnamed.Expiration).toBeDefined();
  await like("head-object-expiry-current-with-version-id", head("a", { VersionId }));
  await like("head-object-expiry-noncurrent", head("a", { VersionId: first.VersionId }));
  expect([...names.values()]).toEqual(expect.arrayContaining([first.VersionId, second.VersionId]));
});

test("a rule for delete markers tells nothing of objects", async () => {
  const { like } = s3Scenario("TestS3BucketLifecycle::test_lifecycle_expired_object_delete_marker");
  const rule = { ID: "rule-marker", Filter: {}, Expiration: { ExpiredObjectDeleteMarker: true } };
  const { rules, put, head } = await withRules("rules-for-markers", rule);
  await like("get-bucket-lifecycle-conf", rules(), dated);
  await like("put-object", put("a", "test", sum));
  await like("head-object", head("a"));
});
