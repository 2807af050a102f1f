import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allow, type Installation, install, OWNER, URL_OF_ALB } from "./support/installation.ts";
import { missingPermissions, permissionsAsked } from "./support/permissions.ts";

/* Buckets in depth and other accounts, as they are deployed: rows in DynamoDB, bytes in S3. */

const STRANGER = "111111111111";
const DAY_SECONDS = 86_400;
let deployment: Installation;
let s3: S3Client;

const clientOf = (who?: Parameters<Installation["client"]>[0]) =>
  new S3Client({ ...deployment.client(who), forcePathStyle: true });

beforeAll(async () => {
  deployment = await install();
  s3 = clientOf();
});
afterAll(() => deployment.remove());

const put = (Bucket: string, Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));

async function textOf(Bucket: string, Key: string, VersionId?: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, ...(VersionId ? { VersionId } : {}) }));
  return Body?.transformToString();
}

async function keysOf(Bucket: string): Promise<readonly unknown[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key);
}

describe("buckets", () => {
  test("a bucket keeps versions: overwritten, hidden by a marker, read and deleted one by one", async () => {
    const [Bucket, Key] = ["versions-bucket", "a/b c.txt"];
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
    const first = await put(Bucket, Key, "first");
    const second = await put(Bucket, Key, "second".repeat(5000));
    const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(marker.DeleteMarker).toBe(true);
    await expect(textOf(Bucket, Key)).rejects.toMatchObject({ name: "NoSuchKey" });
    expect(await textOf(Bucket, Key, first.VersionId)).toBe("first");
    expect(await textOf(Bucket, Key, second.VersionId)).toHaveLength(30_000);
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions.map(({ VersionId }) => VersionId)).toEqual([second.VersionId, first.VersionId]);
    expect(DeleteMarkers).toMatchObject([{ Key, VersionId: marker.VersionId, IsLatest: true }]);
    for (const VersionId of [marker.VersionId, second.VersionId]) {
      await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    }
    expect(await textOf(Bucket, Key)).toBe("first");
    const listed = await deployment.call("buckets", { path: `/v1/buckets/${Bucket}/versions` });
    expect(listed.json.versions).toHaveLength(1);
  });

  test("keys of any length and kind come back byte for byte, with versions and in parts", async () => {
    const Bucket = "keys-bucket";
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
    const keys = ["🦄".repeat(256), "a".repeat(1024), "a/../b//c", "plus+per%20cent &?#"];
    for (const Key of keys) {
      const { VersionId = "" } = await put(Bucket, Key, "one");
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: "in parts" }));
      expect((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toMatchObject([{ Key, UploadId }]);
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
      await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
      const Tagging = { TagSet: [{ Key: "k", Value: "v" }] };
      await s3.send(new PutObjectTaggingCommand({ Bucket, Key, VersionId, Tagging }));
      expect([await textOf(Bucket, Key), await textOf(Bucket, Key, VersionId)]).toEqual(["in parts", "one"]);
    }
    expect(await keysOf(Bucket)).toEqual(keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions).toHaveLength(2 * keys.length);
    for (const { Key = "", VersionId } of Versions) await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });

  test("tags stay, and lifecycle rules by them work as the clock moves on", async () => {
    const Bucket = "lifecycle-bucket";
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: "team", Value: "blue" }] } }));
    const tags = await deployment.call("buckets", { path: `/v1/buckets/${Bucket}/tags` });
    expect(tags.json).toMatchObject({ tags: { team: "blue" } });
    for (const Key of ["keep", "logs/1", "tagged"]) await put(Bucket, Key, Key);
    const Tagging = { TagSet: [{ Key: "short", Value: "lived" }] };
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key: "tagged", Tagging }));
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key: "tagged" }))).TagSet).toEqual(Tagging.TagSet);
    const rule = { Status: "Enabled" as const, Expiration: { Days: 1 } };
    const Rules = [
      { ...rule, ID: "logs", Filter: { Prefix: "logs/" } },
      { ...rule, ID: "tagged", Filter: { Tag: { Key: "short", Value: "lived" } } },
    ];
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
    expect(await keysOf(Bucket)).toHaveLength(3);
    await deployment.advance(3 * DAY_SECONDS);
    await deployment.settle();
    await deployment.sweep({ sweep: "playgrounds" });
    await deployment.settle();
    expect(await keysOf(Bucket)).toEqual(["keep"]);
  });

  test("a queue hears of new objects, and a page may ask where CORS lets it", async () => {
    const Bucket = "telling-bucket";
    const sqs = new SQSClient(deployment.client());
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "hears" }));
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
    const { Attributes } = await sqs.send(asked);
    await s3.send(new CreateBucketCommand({ Bucket }));
    const rules = { queues: [{ queue: Attributes?.QueueArn, events: ["s3:ObjectCreated:*"] }], topics: [] };
    const path = `/v1/buckets/${Bucket}/notifications`;
    expect((await deployment.call("buckets", { method: "PUT", path, json: rules })).status).toBe(200);
    await put(Bucket, "new object", "x");
    await deployment.settle();
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    expect(Messages.map(({ Body }) => Body).join()).toContain('"key":"new+object"');

    const CORSRules = [{ AllowedOrigins: ["https://page.example"], AllowedMethods: ["PUT"], AllowedHeaders: ["*"] }];
    await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    const preflight = (origin: string) =>
      deployment.call("aws", {
        method: "OPTIONS",
        path: `/${Bucket}/k`,
        headers: { authorization: "", origin, "access-control-request-method": "PUT" },
      });
    const allowed = await preflight("https://page.example");
    expect([allowed.status, allowed.headers["access-control-allow-origin"]]).toEqual([200, ["https://page.example"]]);
    expect((await preflight("https://other.example")).status).toBe(403);
  });

  test("a form and a presigned URL need no key of their own", async () => {
    const Bucket = "form-bucket";
    await s3.send(new CreateBucketCommand({ Bucket }));
    // Two copies of AWS's client with one shape: the library brings its own.
    const { fields } = await createPresignedPost(s3 as never, { Bucket, Key: "posted" });
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    data.append("file", new Blob(["from a form 🦄"]), "a.txt");
    const request = new Request(`${URL_OF_ALB}/${Bucket}`, { method: "POST", body: data });
    const headers = { authorization: "", "content-type": request.headers.get("content-type") ?? "" };
    const bytes = new Uint8Array(await request.arrayBuffer());
    const posted = await deployment.call("aws", { method: "POST", path: `/${Bucket}`, headers, bytes });
    expect(posted.status).toBe(204);
    const url = new URL(await getSignedUrl(s3 as never, new GetObjectCommand({ Bucket, Key: "posted" }) as never));
    const query = Object.fromEntries(url.searchParams);
    const got = await deployment.call("aws", { path: url.pathname, query, headers: { authorization: "" } });
    expect([got.status, got.bytes.toString()]).toEqual([200, "from a form 🦄"]);
  });
});

describe("another account", () => {
  test("reads by the bucket's policy only, and so does nobody at all", async () => {
    const Bucket = "private-bucket";
    await s3.send(new CreateBucketCommand({ Bucket }));
    await put(Bucket, "open/a", "for you");
    const theirs = clientOf(STRANGER);
    const read = (Key: string) => theirs.send(new GetObjectCommand({ Bucket, Key }));
    await expect(read("open/a")).rejects.toMatchObject({ name: "AccessDenied" });
    const Policy = allow({ AWS: STRANGER }, "s3:GetObject", `arn:aws:s3:::${Bucket}/open/*`);
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
    expect(await (await read("open/a")).Body?.transformToString()).toBe("for you");
    await expect(read("closed")).rejects.toMatchObject({ name: "AccessDenied" });
    const anonymous = await deployment.call("aws", { path: `/${Bucket}/open/a`, headers: { authorization: "" } });
    expect(anonymous.status).toBe(403);
  });

  test("is reached with a role's credentials, in every service, however far the clock is moved", async () => {
    const RoleArn = `arn:aws:iam::${STRANGER}:role/reader`;
    const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: "ada", DurationSeconds: 900 });
    const { Credentials: made } = await new STSClient(deployment.client(OWNER)).send(assume);
    const keys = {
      accessKeyId: made?.AccessKeyId ?? "",
      secretAccessKey: made?.SecretAccessKey ?? "",
      sessionToken: made?.SessionToken ?? "",
    };
    const whoAmI = (who: typeof keys) => new STSClient(deployment.client(who)).send(new GetCallerIdentityCommand({}));
    expect((await whoAmI(keys)).Arn).toBe(`arn:aws:sts::${STRANGER}:assumed-role/reader/ada`);
    await expect(whoAmI({ ...keys, secretAccessKey: "stolen" })).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    });
    const sqs = new SQSClient(deployment.client(keys));
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "theirs" }));
    expect(QueueUrl).toBe(`${URL_OF_ALB}/${STRANGER}/theirs`);
    const [Bucket, Key] = ["roles-bucket", "k"];
    await clientOf(keys).send(new CreateBucketCommand({ Bucket }));
    await clientOf(STRANGER).send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
    expect((await clientOf(keys).send(new HeadObjectCommand({ Bucket, Key }))).ContentLength).toBe(1);
    await deployment.advance(901);
    // Sessions end by the real time, as signatures do.
    expect((await whoAmI(keys)).Account).toBe(STRANGER);
  });
});

test("each function asked no more of AWS than its role allows", async () => {
  const post = (name: "buckets" | "playground", path: string, json: object) =>
    deployment.call(name, { method: "POST", path, json });
  await post("buckets", "/v1/buckets", { name: "large-bucket" });
  const { json: upload } = await post("buckets", "/v1/buckets/large-bucket/presign", { key: "large" });
  await fetch(upload.url, { method: "PUT", headers: upload.headers, body: "x".repeat(2_000_000) });
  const { uploadId } = upload;
  expect((await post("buckets", "/v1/buckets/large-bucket/complete", { uploadId })).status).toBe(200);
  for (const what of ["playgrounds", "blobs", "totals"] as const) await deployment.sweep({ sweep: what });
  await post("playground", "/v1/playground/reset", {});
  await deployment.settle();
  expect(permissionsAsked("buckets")).toContain("s3:GetObject");
  expect(permissionsAsked("worker")).toContain("dynamodb:Query");
  expect(permissionsAsked("aws")).toEqual(expect.arrayContaining(["dynamodb:PutItem", "s3:GetObject", "s3:PutObject"]));
  expect(missingPermissions()).toEqual([]);
});
