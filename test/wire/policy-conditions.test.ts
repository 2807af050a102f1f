import { Readable } from "node:stream";
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorOf } from "./support/calls.ts";
import { presign } from "./support/presign.ts";
import { DENIED, FRIEND, OWNER, refused, startSharedBuckets } from "./support/shared-buckets.ts";

/* What a bucket's policy can ask of a request, by S3's own condition keys, with real requests. */

const DAY = 24 * 60 * 60 * 1000;

let world: Awaited<ReturnType<typeof startSharedBuckets>>;
let Bucket: string;
beforeAll(async () => {
  world = await startSharedBuckets();
  Bucket = await world.bucketWith("BucketOwnerEnforced");
  await world.put(Bucket, "a");
});
afterAll(() => world.close());

/** Lets the friend, or everybody, do something under a condition. */
const allowIf = (Condition: object, more: object = { Action: "s3:GetObject" }) =>
  world.allow(Bucket, { Resource: `arn:aws:s3:::${Bucket}/*`, Condition, ...more });
// Two copies of AWS's client with one shape: the library brings its own.
const link = () => getSignedUrl(world.friend as never, new GetObjectCommand({ Bucket, Key: "a" }) as never);

describe("how a request is signed", () => {
  test("in a header, a link or a form", async () => {
    const { get, textOf } = world;
    await allowIf({ StringEquals: { "s3:authType": "REST-QUERY-STRING" } });
    expect(await refused(get(Bucket, "a"))).toBe(DENIED);
    expect(await (await fetch(await link())).text()).toBe("a");
    await allowIf({ StringEquals: { "s3:authType": "REST-HEADER" } });
    expect(await textOf(Bucket, "a")).toBe("a");
    expect((await fetch(await link())).status).toBe(403);
    const { url, fields } = await createPresignedPost(world.friend as never, { Bucket, Key: "posted" });
    const post = () => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append("file", new Blob(["x"]), "x.txt");
      return fetch(url, { method: "POST", body: form });
    };
    await allowIf({ StringEquals: { "s3:authType": "REST-HEADER" } }, { Action: "s3:PutObject" });
    expect((await post()).status).toBe(403);
    await allowIf({ StringEquals: { "s3:authType": "POST" } }, { Action: "s3:PutObject" });
    expect((await post()).status).toBe(204);
  });

  test("how long ago, where it is a link", async () => {
    const { allow, textOf } = world;
    const Resource = `arn:aws:s3:::${Bucket}/*`;
    const Condition = { NumericGreaterThan: { "s3:signatureAge": "600000" } };
    await allow(
      Bucket,
      { Action: "s3:GetObject", Resource },
      { Effect: "Deny", Principal: "*", Action: "s3:*", Resource, Condition },
    );
    const key = { accessKeyId: FRIEND, secret: "secret", expiresSeconds: 3600 };
    const since = (minutes: number) =>
      fetch(presign(`${world.server.url}/${Bucket}/a`, { ...key, at: Date.now() - minutes * 60_000 }));
    expect((await since(9)).status).toBe(200);
    expect((await since(11)).status).toBe(403);
    expect(await textOf(Bucket, "a")).toBe("a");
  });

  test("by which version of AWS's signatures", async () => {
    const { get, textOf } = world;
    await allowIf({ StringEquals: { "s3:signatureversion": "AWS" } });
    expect(await refused(get(Bucket, "a"))).toBe(DENIED);
    await allowIf({ StringEquals: { "s3:signatureversion": "AWS4-HMAC-SHA256" } });
    expect(await textOf(Bucket, "a")).toBe("a");
  });

  test("with its body or without", async () => {
    const Condition = { StringLike: { "s3:x-amz-content-sha256": "*UNSIGNED-PAYLOAD*" } };
    const Resource = `arn:aws:s3:::${Bucket}/*`;
    await world.allow(
      Bucket,
      { Action: "s3:PutObject", Resource },
      { Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource, Condition },
    );
    await world.put(Bucket, "text", {}, world.friend);
    const stream = { Body: Readable.from([Buffer.from("stream")]), ContentLength: 6 };
    expect(await refused(world.put(Bucket, "stream", stream, world.friend))).toBe(DENIED);
  });
});

test("whether it came over TLS, and over which", async () => {
  const over = (version?: string) => {
    const headers: Record<string, string> = { "x-forwarded-proto": "https" };
    if (version !== undefined) headers["x-amzn-tls-version"] = version;
    return world.anonymously(Bucket, "/a", { headers });
  };
  await allowIf({ NumericGreaterThanEquals: { "s3:TlsVersion": 1.2 } }, { Principal: "*", Action: "s3:GetObject" });
  expect((await world.anonymously(Bucket, "/a", { headers: { "x-amzn-tls-version": "TLSv1.3" } })).status).toBe(403);
  const statuses = [await over(), await over("TLSv1.1"), await over("TLSv1.2"), await over("TLSv1.3")];
  expect(statuses.map(({ status }) => status)).toEqual([403, 403, 200, 200]);
  await allowIf({ Bool: { "aws:SecureTransport": "true" } }, { Principal: "*", Action: "s3:GetObject" });
  expect([(await world.anonymously(Bucket, "/a")).status, (await over()).status]).toEqual([403, 200]);
});

test("whose the bucket is", async () => {
  await allowIf({ StringEquals: { "s3:ResourceAccount": FRIEND } });
  expect(await refused(world.get(Bucket, "a"))).toBe(DENIED);
  await allowIf({ StringEquals: { "s3:ResourceAccount": OWNER, "aws:ResourceAccount": OWNER } });
  expect(await world.textOf(Bucket, "a")).toBe("a");
});

test("which version is deleted, also by one of a list", async () => {
  const { owner, friend, put } = world;
  const versioned = await world.bucketWith("BucketOwnerEnforced");
  const VersioningConfiguration = { Status: "Enabled" as const };
  await owner.send(new PutBucketVersioningCommand({ Bucket: versioned, VersioningConfiguration }));
  const ids = [await put(versioned, "v"), await put(versioned, "v")].map(({ VersionId = "" }) => VersionId);
  const Condition = { StringEquals: { "s3:VersionId": ids[0] } };
  await world.allow(versioned, {
    Action: "s3:DeleteObjectVersion",
    Resource: `arn:aws:s3:::${versioned}/*`,
    Condition,
  });
  const Objects = ids.map((VersionId) => ({ Key: "v", VersionId }));
  const { Deleted, Errors } = await friend.send(new DeleteObjectsCommand({ Bucket: versioned, Delete: { Objects } }));
  expect(Deleted?.map(({ VersionId }) => VersionId)).toEqual([ids[0]]);
  expect(Errors).toMatchObject([{ VersionId: ids[1], Code: "AccessDenied" }]);
});

test("how long a lock is to hold", async () => {
  const { owner, friend, put } = world;
  const locked = "locked-by-days";
  await owner.send(new CreateBucketCommand({ Bucket: locked, ObjectLockEnabledForBucket: true }));
  await put(locked, "a");
  const Condition = { NumericLessThanEquals: { "s3:object-lock-remaining-retention-days": "10" } };
  const Action = ["s3:PutObject", "s3:PutObjectRetention"];
  await world.allow(locked, { Action, Resource: `arn:aws:s3:::${locked}/*`, Condition });
  const until = (days: number) => new Date(Date.now() + days * DAY);
  const retain = (days: number) =>
    friend.send(
      new PutObjectRetentionCommand({
        Bucket: locked,
        Key: "a",
        Retention: { Mode: "GOVERNANCE", RetainUntilDate: until(days) },
      }),
    );
  expect(await refused(retain(11))).toBe(DENIED);
  await retain(10);
  const upload = (days: number) => ({ ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: until(days) });
  expect(await refused(put(locked, "b", upload(11), friend))).toBe(DENIED);
  await put(locked, "b", upload(10), friend);
  // To put with a lock is to lock, too.
  await world.allow(locked, { Action: "s3:PutObject", Resource: `arn:aws:s3:::${locked}/*` });
  expect(await refused(put(locked, "c", upload(1), friend))).toBe(DENIED);
});

test("whether it makes an object, so that parts may come without a condition", async () => {
  const { friend } = world;
  const Resource = `arn:aws:s3:::${Bucket}/*`;
  const Condition = { Null: { "s3:if-none-match": "true" }, Bool: { "s3:ObjectCreationOperation": "true" } };
  await world.allow(
    Bucket,
    { Action: "s3:PutObject", Resource },
    { Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource, Condition },
  );
  expect(await refused(friend.send(new PutObjectCommand({ Bucket, Key: "once" })))).toBe(DENIED);
  await friend.send(new PutObjectCommand({ Bucket, Key: "once", IfNoneMatch: "*" }));
  const upload = { Bucket, Key: "parts" };
  const { UploadId } = await friend.send(new CreateMultipartUploadCommand(upload));
  const { ETag } = await friend.send(new UploadPartCommand({ ...upload, UploadId, PartNumber: 1, Body: "x" }));
  const whole = { ...upload, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } };
  expect(await refused(friend.send(new CompleteMultipartUploadCommand(whole)))).toBe(DENIED);
  await friend.send(new CompleteMultipartUploadCommand({ ...whole, IfNoneMatch: "*" }));
});

test("attributes are for who may read the object, too", async () => {
  const Resource = `arn:aws:s3:::${Bucket}/*`;
  const attributes = () =>
    world.friend.send(new GetObjectAttributesCommand({ Bucket, Key: "a", ObjectAttributes: ["ObjectSize"] }));
  for (const Action of ["s3:GetObject", "s3:GetObjectAttributes"]) {
    await world.allow(Bucket, { Action, Resource });
    expect(await refused(attributes())).toBe(DENIED);
  }
  await world.allow(Bucket, { Action: ["s3:GetObject", "s3:GetObjectAttributes"], Resource });
  expect((await attributes()).ObjectSize).toBe(1);
});

test("a policy is its own account's, whomever it lets read it", async () => {
  const { friend, owner } = world;
  const answers = () =>
    Promise.all([
      refused(friend.send(new GetBucketPolicyCommand({ Bucket }))),
      refused(friend.send(new PutBucketPolicyCommand({ Bucket, Policy: "{}" }))),
      refused(friend.send(new DeleteBucketPolicyCommand({ Bucket }))),
    ]);
  await world.allow(Bucket, { Action: "s3:*", Resource: `arn:aws:s3:::${Bucket}` });
  expect(await answers()).toEqual(Array(3).fill("405 MethodNotAllowed"));
  await owner.send(new DeleteBucketPolicyCommand({ Bucket }));
  expect(await answers()).toEqual(Array(3).fill(DENIED));
  expect(await errorOf(await world.anonymously(Bucket, "?policy"))).toMatchObject({
    status: 403,
    Code: "AccessDenied",
  });
});
