import {
  CreateBucketCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  RestoreObjectCommand,
  S3Client,
  type Tier,
  type Transition,
} from "@aws-sdk/client-s3";
import { beforeAll, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { errorOf, wireCalls } from "./support/calls.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";
import { objectCalls } from "./support/objects.ts";

const Bucket = "archive";
const DAY = 24 * 60 * 60;
const server = sharedServer();
const client = new S3Client(clientOptions(server));
const { put, get, head } = objectCalls(client, Bucket);
beforeAll(() => client.send(new CreateBucketCommand({ Bucket })));

const advance = (advanceSeconds: number) => server.api.post("/v1/playground/clock", { advanceSeconds });
const restore = (Key: string, Days: number, Tier: Tier = "Expedited") =>
  client.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest: { Days, GlacierJobParameters: { Tier } } }));

test("an archived object is asked for, waited for, read, kept for longer, and gone again", async () => {
  await put("ice", "ice", { StorageClass: "GLACIER" });
  expect(await refusalOf(get("ice"))).toMatchObject({
    name: "InvalidObjectState",
    status: 403,
    StorageClass: "GLACIER",
    message: "The operation is not valid for the object's storage class",
  });
  expect((await restore("ice", 1)).$metadata.httpStatusCode).toBe(202);
  expect((await head("ice")).Restore).toBe('ongoing-request="true"');
  expect(await refusalOf(restore("ice", 1))).toMatchObject({
    name: "RestoreAlreadyInProgress",
    status: 409,
    message: "Object restore is already in progress",
  });
  const list = async () => {
    const input = { Bucket, Prefix: "ice", OptionalObjectAttributes: ["RestoreStatus" as const] };
    return (await client.send(new ListObjectsV2Command(input))).Contents?.[0]?.RestoreStatus;
  };
  expect(await list()).toEqual({ IsRestoreInProgress: true });
  await advance(300);
  const read = await get("ice");
  expect(await read.Body?.transformToString()).toBe("ice");
  expect(read.Restore).toMatch(/^ongoing-request="false", expiry-date="[A-Z][a-z]{2}, .* 00:00:00 GMT"$/);
  const expiry = (await list())?.RestoreExpiryDate?.getTime() ?? 0;
  expect((await restore("ice", 3)).$metadata.httpStatusCode).toBe(200);
  expect((await list())?.RestoreExpiryDate?.getTime()).toBe(expiry + 2 * DAY * 1000);
  await advance(5 * DAY);
  expect(await list()).toBeUndefined();
  expect(await refusalOf(get("ice"))).toMatchObject({ name: "InvalidObjectState" });
});

test("what needs no restoration is refused, and what is not built is said", async () => {
  await put("water", "water", { StorageClass: "STANDARD_IA" });
  expect(await refusalOf(restore("water", 1))).toMatchObject({
    name: "InvalidObjectState",
    status: 403,
    StorageClass: "STANDARD_IA",
    message: "Restore is not allowed for the object's current storage class",
  });
  await put("deep", "deep", { StorageClass: "DEEP_ARCHIVE" });
  expect(await refusalOf(restore("deep", 1))).toMatchObject({ name: "InvalidArgument", status: 400 });
  const { s3 } = wireCalls(server);
  const sent = async (content?: string) => errorOf(await s3("POST", "/archive/deep?restore", {}, content));
  expect(await sent()).toMatchObject({ Code: "MalformedXML", status: 400 });
  expect(await sent("<RestoreRequest><Days>0</Days></RestoreRequest>")).toMatchObject({ Code: "InvalidArgument" });
  const query = "<RestoreRequest><Type>SELECT</Type></RestoreRequest>";
  expect(await sent(query)).toMatchObject({ Code: "NotImplemented", status: 501 });
});

test("a lifecycle rule archives what has come of age", async () => {
  const transition: Transition = { Days: 1, StorageClass: "GLACIER" };
  const rule = { ID: "cold", Status: "Enabled" as const, Filter: { Prefix: "old/" }, Transitions: [transition] };
  const LifecycleConfiguration = { Rules: [rule] };
  await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
  await put("old/large", "x".repeat(128 * 1024));
  await put("old/small", "x");
  await advance(2 * DAY);
  expect((await head("old/large")).StorageClass).toBe("GLACIER");
  expect((await head("old/small")).StorageClass).toBeUndefined();
});
