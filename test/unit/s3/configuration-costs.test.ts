import { expect, test } from "vitest";
import type { TableStore } from "../../../shared/ports/table-store.ts";
import { deleteBucketCors } from "../../../shared/services/s3/operations/delete-bucket-cors.ts";
import { putBucketCors } from "../../../shared/services/s3/operations/put-bucket-cors.ts";
import { putBucketLifecycleConfiguration } from "../../../shared/services/s3/operations/put-bucket-lifecycle-configuration.ts";
import { putBucketPolicy } from "../../../shared/services/s3/operations/put-bucket-policy.ts";
import { putBucketReplication } from "../../../shared/services/s3/operations/put-bucket-replication.ts";
import { CountingTableStore } from "../../support/counting-table-store.ts";
import { createBucketWorld } from "./bucket.ts";

const Bucket = "photos";

async function countedWorld() {
  const counting: CountingTableStore[] = [];
  const wrapStore = (store: TableStore) => {
    const counted = new CountingTableStore(store);
    counting.push(counted);
    return counted;
  };
  const world = await createBucketWorld({ wrapStore });
  await world.put("a", "1");
  const reads = async (work: () => Promise<unknown>) => {
    const counted = await counting[0]?.cost(work);
    return (counted?.gets ?? 0) + (counted?.queried ?? 0);
  };
  return { ...world, reads };
}

test("a bucket without configuration costs no read for it, and one only where it is needed", async () => {
  const { reads, call, get, put, head } = await countedWorld();
  const plain = {
    get: await reads(() => get("a")),
    put: await reads(() => put("a", "2")),
    head: await reads(() => head("a")),
  };
  const again = async () => ({
    get: await reads(() => get("a")),
    put: await reads(() => put("a", "2")),
    head: await reads(() => head("a")),
  });
  const CORSRules = [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }];
  await call(putBucketCors, { Bucket, CORSConfiguration: { CORSRules } });
  expect(await again()).toEqual(plain);
  await call(deleteBucketCors, { Bucket });
  const Statement = {
    Effect: "Allow",
    Principal: { AWS: "111122223333" },
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::photos/*",
  };
  await call(putBucketPolicy, { Bucket, Policy: JSON.stringify({ Statement }) });
  expect(await again()).toEqual({ get: plain.get + 1, put: plain.put + 1, head: plain.head + 1 });
});

test("replication rules cost a write one read more, and a read none; a replica costs no more among 200 others", async () => {
  const { reads, call, put, head, settle, version, bucket } = await countedWorld();
  const copies = await bucket("copies");
  for (const one of [version, copies.version]) await one("Enabled");
  const plain = { put: await reads(() => put("a", "2")), head: await reads(() => head("a")) };
  const Rules = [{ Status: "Enabled" as const, Prefix: "b", Destination: { Bucket: "arn:aws:s3:::copies" } }];
  const ReplicationConfiguration = { Role: "arn:aws:iam::000000000000:role/r", Rules };
  await call(putBucketReplication, { Bucket, ReplicationConfiguration });
  await settle();
  expect(await reads(() => put("a", "3"))).toBe(plain.put + 1);
  expect(await reads(() => head("a"))).toBe(plain.head);
  await put("b0", "x");
  const one = await reads(() => settle());
  for (let index = 1; index < 200; index += 1) await put(`b${index}`, "x");
  await settle();
  await put("b200", "x");
  expect(await reads(() => settle())).toBe(one);
});

test("a lifecycle run reads the keys that its rules are about, once until something can come due", async () => {
  const { reads, call, put, advance, keys } = await countedWorld();
  for (let index = 0; index < 300; index += 1) await put(`photos/${index}`, "x");
  for (let index = 0; index < 20; index += 1) await put(`logs/${index}`, "x");
  const Rules = [{ Status: "Enabled" as const, Filter: { Prefix: "logs/" }, Expiration: { Days: 30 } }];
  await call(putBucketLifecycleConfiguration, { Bucket, LifecycleConfiguration: { Rules } });
  const DAY = 24 * 60 * 60;
  const idle = await reads(() => advance(DAY));
  const first = await reads(() => advance(DAY));
  const quiet = await reads(() => advance(25 * DAY));
  // 20 keys and the run's own few rows; never the 300 others.
  expect(first).toBeLessThan(150);
  expect(quiet).toBeLessThan(idle + 100);
  await advance(5 * DAY);
  expect(await keys()).not.toContain("logs/0");
  expect((await keys()).length).toBe(301);
});

test("a bucket whose rules are switched off is never looked through", async () => {
  const { reads, call, advance } = await countedWorld();
  const month = 30 * 24 * 60 * 60;
  const before = await reads(() => advance(month));
  const rule = {
    ID: "r",
    Status: "Disabled",
    Filter: {},
    Transitions: [{ Days: 0, StorageClass: "GLACIER" }],
  } as const;
  const put = (Status: "Enabled" | "Disabled") =>
    call(putBucketLifecycleConfiguration, {
      Bucket,
      LifecycleConfiguration: { Rules: [{ ...rule, Transitions: [...rule.Transitions], Status }] },
    });
  await put("Disabled");
  expect(await reads(() => advance(month))).toBe(before);
  await put("Enabled");
  expect(await reads(() => advance(month))).toBeGreaterThan(before);
});
