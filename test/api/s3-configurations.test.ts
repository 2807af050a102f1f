import { beforeEach, expect, test } from "vitest";
import type { ProblemBody } from "./support/client.ts";
import { sharedServer } from "./support/shared-server.ts";

const server = sharedServer();
let count = 0;
let BUCKET = "";
beforeEach(async () => {
  count += 1;
  BUCKET = `/v1/buckets/bucket-${count}`;
  await server.api.post("/v1/buckets", { name: `bucket-${count}` });
});

/** What rules of replication do unless they say otherwise. */
const PLAIN = { deleteMarkers: false, notifyFailures: false };

/** A bucket that replication rules can name, and the one at hand: both with versioning. */
async function versioned() {
  await server.api.post("/v1/buckets", { name: "copies" });
  for (const path of [BUCKET, "/v1/buckets/copies"]) await server.api.put(`${path}/versioning`, { status: "enabled" });
}

const statement = (principal: unknown) => ({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: principal, Action: "s3:GetObject", Resource: `arn:aws:s3:::bucket-${count}/*` },
  ],
});

test.each<[path: string, code: string, body: () => object, shown?: () => object]>([
  [
    "policy",
    "NoSuchBucketPolicy",
    () => ({ policy: statement({ AWS: "111122223333" }) }),
    () => ({ policy: statement({ AWS: "111122223333" }), public: false }),
  ],
  [
    "cors",
    "NoSuchCORSConfiguration",
    () => ({
      rules: [
        {
          id: "pages",
          allowedOrigins: ["http://localhost:3000"],
          allowedMethods: ["GET", "PUT"],
          allowedHeaders: ["*"],
          exposeHeaders: ["ETag"],
          maxAgeSeconds: 60,
        },
      ],
    }),
  ],
  [
    "lifecycle",
    "NoSuchLifecycleConfiguration",
    () => ({
      rules: [
        {
          id: "logs",
          enabled: true,
          prefix: "logs/",
          expireAfterDays: 30,
          noncurrentExpireAfterDays: 7,
          keepNewerNoncurrentVersions: 2,
        },
        { id: "date", enabled: false, tags: { keep: "no" }, largerThanBytes: 10, expireAt: "2030-01-01T00:00:00.000Z" },
        { id: "small", enabled: true, smallerThanBytes: 10, transitions: [{ afterDays: 60, storageClass: "GLACIER" }] },
        { id: "tag", enabled: true, tags: { a: "b" }, expireAfterDays: 1 },
        { id: "rest", enabled: true, removeExpiredDeleteMarkers: true, abortUploadsAfterDays: 3 },
      ],
    }),
  ],
  [
    "replication",
    "ReplicationConfigurationNotFoundError",
    () => ({
      role: "arn:aws:iam::000000000000:role/mine",
      rules: [
        {
          id: "photos",
          enabled: true,
          priority: 7,
          prefix: "photos/",
          destination: "copies",
          storageClass: "STANDARD_IA",
          deleteMarkers: true,
          kmsKeyId: "arn:aws:kms:us-east-1:000000000000:key/mine",
          notifyFailures: true,
        },
        { id: "tag", enabled: false, priority: 1, tags: { a: "b" }, destination: "copies", ...PLAIN },
        { id: "both", enabled: true, priority: 2, prefix: "x", tags: { a: "b" }, destination: "copies", ...PLAIN },
      ],
    }),
  ],
  ["tags", "NoSuchTagSet", () => ({ tags: { team: "blue", empty: "" } })],
])("%s is shown, set over what there was, and deleted", async (path, code, body, shown = body) => {
  await versioned();
  const missing = await server.api.get<ProblemBody>(`${BUCKET}/${path}`);
  expect([missing.status, missing.body.code]).toEqual([404, code]);
  const put = await server.api.put(`${BUCKET}/${path}`, body());
  expect([put.status, put.body]).toEqual([200, shown()]);
  expect((await server.api.get(`${BUCKET}/${path}`)).body).toEqual(shown());
  expect((await server.api.delete(`${BUCKET}/${path}`)).status).toBe(204);
  expect((await server.api.get(`${BUCKET}/${path}`)).status).toBe(404);
});

test("putting no tags takes all of them away", async () => {
  await server.api.put(`${BUCKET}/tags`, { tags: { team: "blue" } });
  expect(await server.api.put(`${BUCKET}/tags`, { tags: {} })).toMatchObject({ status: 200, body: { tags: {} } });
  expect(await server.api.get(`${BUCKET}/tags`)).toMatchObject({ status: 404, body: { code: "NoSuchTagSet" } });
});

test("public access is blocked at first, and a public policy with it", async () => {
  const path = `${BUCKET}/public-access`;
  const all = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };
  expect((await server.api.get(path)).body).toEqual(all);
  const open = { policy: statement("*") };
  const refused = await server.api.put<ProblemBody>(`${BUCKET}/policy`, open);
  expect([refused.status, refused.body.code]).toEqual([403, "AccessDenied"]);
  const none = {
    blockPublicAcls: false,
    ignorePublicAcls: false,
    blockPublicPolicy: false,
    restrictPublicBuckets: true,
  };
  expect((await server.api.put(path, { restrictPublicBuckets: true })).body).toEqual(none);
  expect((await server.api.put(`${BUCKET}/policy`, open)).body).toEqual({ ...open, public: true });
  expect((await server.api.delete(path)).status).toBe(204);
  expect((await server.api.get(path)).status).toBe(404);
});

test("encryption is AES256 unless a key is named", async () => {
  const path = `${BUCKET}/encryption`;
  const plain = { algorithm: "AES256", bucketKey: false };
  expect((await server.api.get(path)).body).toEqual(plain);
  const kms = { algorithm: "aws:kms", kmsKeyId: "alias/mine", bucketKey: true };
  expect((await server.api.put(path, kms)).body).toEqual(kms);
  await server.api.delete(path);
  expect((await server.api.get(path)).body).toEqual(plain);
});

test.each<[path: string, body: object, status: number, code: string]>([
  ["policy", { policy: { Statement: [] } }, 400, "MalformedPolicy"],
  ["policy", { Version: "2012-10-17" }, 400, "ValidationError"],
  ["cors", { rules: [{ allowedOrigins: ["*"], allowedMethods: ["EAT"] }] }, 400, "InvalidRequest"],
  ["lifecycle", { rules: [{ expireAfterDays: 1, expireAt: "2030-01-01T00:00:00Z" }] }, 400, "MalformedXML"],
  ["lifecycle", { rules: [{ expireAt: "2030-01-01T12:00:00Z" }] }, 400, "InvalidArgument"],
  ["lifecycle", { rules: [{ prefix: "a" }] }, 400, "InvalidRequest"],
  ["replication", { rules: [{ destination: "nowhere" }] }, 400, "InvalidRequest"],
  ["replication", { rules: [] }, 400, "ValidationError"],
  ["tags", { tags: { "aws:mine": "x" } }, 400, "InvalidTag"],
  ["encryption", { algorithm: "AES256", kmsKeyId: "x" }, 400, "InvalidArgument"],
])("wrong configurations are refused: %s %j", async (path, body, status, code) => {
  const refused = await server.api.put<ProblemBody>(`${BUCKET}/${path}`, body);
  expect([refused.status, refused.body.code]).toEqual([status, code]);
});

test("replication needs no more than a destination, and objects tell how far they are", async () => {
  await versioned();
  const put = await server.api.put(`${BUCKET}/replication`, {
    rules: [{ destination: "copies" }, { destination: "copies", prefix: "a" }],
  });
  const rule = { id: expect.any(String), enabled: true, destination: "copies", ...PLAIN };
  expect(put).toMatchObject({
    status: 200,
    body: {
      role: "arn:aws:iam::000000000000:role/replication",
      rules: [
        { ...rule, priority: 2 },
        { ...rule, priority: 1, prefix: "a" },
      ],
    },
  });
  const object = (bucket: string) => `${server.url}${bucket}/objects/a/b`;
  await fetch(object(BUCKET), { method: "PUT", body: "hello" });
  await server.quiet();
  const status = async (bucket: string) => (await fetch(object(bucket))).headers.get("x-replication-status");
  expect([await status(BUCKET), await status("/v1/buckets/copies")]).toEqual(["COMPLETED", "REPLICA"]);
});
