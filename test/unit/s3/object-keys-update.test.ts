import type { UpdateObjectEncryptionRequest } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { putObjectLegalHold } from "../../../shared/services/s3/operations/put-object-legal-hold.ts";
import { putObjectLockConfiguration } from "../../../shared/services/s3/operations/put-object-lock-configuration.ts";
import { updateObjectEncryption } from "../../../shared/services/s3/operations/update-object-encryption.ts";
import { createBucketWorld } from "./bucket.ts";

const Bucket = "photos";
const KEY = "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const OTHER = KEY.replace("1234abcd", "4321dcba");

async function encryptedWorld() {
  const world = await createBucketWorld();
  const update = (
    Key: string,
    SSEKMS: object = { KMSKeyArn: KEY },
    more: Partial<UpdateObjectEncryptionRequest> = {},
  ) => {
    const ObjectEncryption = { SSEKMS } as UpdateObjectEncryptionRequest["ObjectEncryption"];
    return world.call(updateObjectEncryption, { Bucket, Key, ObjectEncryption, ...more });
  };
  return { ...world, update };
}

test("an object gets another key, and neither another date nor another version", async () => {
  const { put, head, version, versions, advance, update } = await encryptedWorld();
  await version("Enabled");
  const { VersionId } = await put("a", "x");
  const before = await head("a");
  await advance(60);
  await update("a");
  const { ServerSideEncryption: _, ...rest } = before;
  expect(await head("a")).toEqual({ ...rest, ServerSideEncryption: "aws:kms", SSEKMSKeyId: KEY });
  await put("a", "y");
  await update("a", { KMSKeyArn: OTHER, BucketKeyEnabled: true }, { VersionId: VersionId ?? "" });
  expect(await head("a", { VersionId: VersionId ?? "" })).toMatchObject({ SSEKMSKeyId: OTHER, BucketKeyEnabled: true });
  expect((await head("a")).ServerSideEncryption).toBe("AES256");
  expect((await versions()).length).toBe(2);
});

test("what is not there has no key", async () => {
  const { update, version, delete: remove } = await encryptedWorld();
  await expect(update("a")).rejects.toMatchObject({ code: "NoSuchKey" });
  await version("Enabled");
  const { VersionId = "" } = await remove("a");
  await expect(update("a", undefined, { VersionId })).rejects.toMatchObject({ code: "MethodNotAllowed" });
});

test("the key is named whole, and is the bucket owner's", async () => {
  const { put, update } = await encryptedWorld();
  await put("a", "x");
  const starting = (text: string) => ({ message: expect.stringContaining(text) });
  for (const [SSEKMS, code, text] of [
    [undefined, "InvalidRequest", "require a valid new encryption type"],
    [{ KMSKeyArn: "" }, "InvalidRequest", "require an Amazon Web Services KMS key"],
    [{ KMSKeyArn: "alias/mine" }, "InvalidRequest", "require a valid Amazon Web Services KMS key"],
    [{ KMSKeyArn: KEY.replace("key/", "alias/") }, "InvalidRequest", "require a valid Amazon Web Services KMS key"],
    [{ KMSKeyArn: KEY.replace("000000000000", "111122223333") }, "AccessDenied", "owned by the same account"],
  ] as const) {
    const ObjectEncryption = (SSEKMS ? { SSEKMS } : {}) as UpdateObjectEncryptionRequest["ObjectEncryption"];
    await expect(update("a", {}, { ObjectEncryption })).rejects.toMatchObject({ code, ...starting(text) });
  }
});

test("objects of other kinds of keys, and locked ones, keep theirs", async () => {
  const { put, call, update, version } = await encryptedWorld();
  await put("dual", "x", { ServerSideEncryption: "aws:kms:dsse" });
  const message = expect.stringContaining("doesn't support source objects with the encryption type DSSE-KMS or SSE-C");
  await expect(update("dual")).rejects.toMatchObject({ code: "InvalidRequest", message });
  await version("Enabled");
  await call(putObjectLockConfiguration, { Bucket, ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" } });
  await put("held", "x");
  await call(putObjectLegalHold, { Bucket, Key: "held", LegalHold: { Status: "ON" } });
  await expect(update("held")).rejects.toMatchObject({
    code: "AccessDenied",
    message: expect.stringContaining("protected by S3 Object Lock"),
  });
  await call(putObjectLegalHold, { Bucket, Key: "held", LegalHold: { Status: "OFF" } });
  await update("held");
});
