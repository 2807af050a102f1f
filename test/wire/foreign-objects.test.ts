import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  type ObjectOwnership,
  PutBucketAclCommand,
  PutObjectAclCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorOf } from "./support/calls.ts";
import {
  DENIED,
  FRIENDS_ID,
  grant,
  NOBODYS_ID,
  OTHER,
  OWNERS_ID,
  refused,
  startSharedBuckets,
} from "./support/shared-buckets.ts";

/* Buckets that hold what other accounts own, by their policies and their lists. */

let world: Awaited<ReturnType<typeof startSharedBuckets>>;
beforeAll(async () => {
  world = await startSharedBuckets();
});
afterAll(() => world.close());

describe("an object of another account", () => {
  const friendPuts = { Action: ["s3:PutObject", "s3:GetObject", "s3:PutObjectTagging"] };

  async function sharedBucket(ownership: ObjectOwnership = "ObjectWriter"): Promise<string> {
    const { bucketWith, allow } = world;
    const Bucket = await bucketWith(ownership);
    await allow(Bucket, { ...friendPuts, Resource: `arn:aws:s3:::${Bucket}/*` });
    return Bucket;
  }

  test("is closed to the bucket's owner, who can delete it, list it and shut it, until its list lets the owner in", async () => {
    const { owner, friend, put, get, textOf, aclOf } = world;
    const Bucket = await sharedBucket();
    await put(Bucket, "a", {}, friend);
    expect(await textOf(Bucket, "a")).toBe("a");
    expect(await refused(get(Bucket, "a", owner))).toBe(DENIED);
    expect(await refused(aclOf(Bucket, "a", owner))).toBe(DENIED);
    expect((await aclOf(Bucket, "a", friend)).Owner).toEqual({ ID: FRIENDS_ID });
    const { Contents = [] } = await owner.send(new ListObjectsCommand({ Bucket }));
    expect(Contents[0]?.Owner?.ID).toBe(FRIENDS_ID);
    const v2 = await owner.send(new ListObjectsV2Command({ Bucket, FetchOwner: true }));
    expect(v2.Contents?.[0]?.Owner?.ID).toBe(FRIENDS_ID);
    await friend.send(new PutObjectAclCommand({ Bucket, Key: "a", ACL: "bucket-owner-read" }));
    expect(await textOf(Bucket, "a", owner)).toBe("a");
    expect(await refused(aclOf(Bucket, "a", owner))).toBe(DENIED);
    await put(Bucket, "b", { ACL: "bucket-owner-full-control" }, friend);
    expect((await aclOf(Bucket, "b", owner)).Owner).toEqual({ ID: FRIENDS_ID });
    expect((await aclOf(Bucket, "b", owner)).Grants).toEqual([
      grant(FRIENDS_ID, "FULL_CONTROL"),
      grant(OWNERS_ID, "FULL_CONTROL"),
    ]);
    await owner.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    expect(await refused(get(Bucket, "a"))).toBe(DENIED);
  });

  test("is not the bucket's policy's to give away", async () => {
    const { friend, other, allow, put, get, textOf } = world;
    const Bucket = await sharedBucket();
    await put(Bucket, "a", {}, friend);
    await allow(Bucket, { Principal: { AWS: OTHER }, Action: "s3:GetObject", Resource: `arn:aws:s3:::${Bucket}/*` });
    expect(await refused(get(Bucket, "a", other))).toBe(DENIED);
    expect(await textOf(Bucket, "a")).toBe("a");
    await allow(Bucket, { Effect: "Deny", Action: "s3:GetObject", Resource: `arn:aws:s3:::${Bucket}/*` });
    expect(await refused(get(Bucket, "a"))).toBe(DENIED);
  });

  test("becomes the bucket owner's by bucket-owner-full-control, where that is preferred", async () => {
    const { owner, friend, put, get, aclOf } = world;
    const Bucket = await sharedBucket("BucketOwnerPreferred");
    await put(Bucket, "kept", {}, friend);
    await put(Bucket, "given", { ACL: "bucket-owner-full-control" }, friend);
    expect(await refused(get(Bucket, "kept", owner))).toBe(DENIED);
    expect((await aclOf(Bucket, "given", owner)).Owner).toEqual({ ID: OWNERS_ID });
    expect((await aclOf(Bucket, "given", owner)).Grants).toEqual([grant(OWNERS_ID, "FULL_CONTROL")]);
    expect(await refused(aclOf(Bucket, "given", friend))).toBe(DENIED);
  });

  test("is the bucket owner's at once where lists are off, and again the uploader's if they are switched on", async () => {
    const { owner, friend, put, get, textOf, own } = world;
    const Bucket = await sharedBucket();
    await put(Bucket, "a", {}, friend);
    await own(Bucket, "BucketOwnerEnforced");
    expect(await textOf(Bucket, "a", owner)).toBe("a");
    await put(Bucket, "b", {}, friend);
    await own(Bucket, "ObjectWriter");
    expect(await refused(get(Bucket, "a", owner))).toBe(DENIED);
    expect(await textOf(Bucket, "b", owner)).toBe("b");
  });

  test("is copied with its tags by who may read tags there and write them here", async () => {
    const { friend, bucketWith, put, allow } = world;
    const [From, To] = [await bucketWith("BucketOwnerEnforced"), await bucketWith("BucketOwnerEnforced")];
    await put(From, "tagged", { Tagging: "colour=blue" });
    const copy = (more: object = {}) =>
      friend.send(new CopyObjectCommand({ Bucket: To, Key: "copy", CopySource: `${From}/tagged`, ...more }));
    const there = (...Action: string[]) => allow(From, { Action, Resource: `arn:aws:s3:::${From}/*` });
    const here = (...Action: string[]) => allow(To, { Action, Resource: `arn:aws:s3:::${To}/*` });
    await there("s3:GetObject");
    await here("s3:PutObject");
    expect(await refused(copy())).toBe(DENIED);
    await copy({ TaggingDirective: "REPLACE" });
    await there("s3:GetObject", "s3:GetObjectTagging");
    expect(await refused(copy())).toBe(DENIED);
    await here("s3:PutObject", "s3:PutObjectTagging");
    await copy();
  });

  test("comes by parts, too", async () => {
    const { friend, other, textOf, aclOf } = world;
    const Bucket = await sharedBucket();
    const { UploadId } = await friend.send(
      new CreateMultipartUploadCommand({ Bucket, Key: "parts", ACL: "authenticated-read" }),
    );
    const upload = { Bucket, Key: "parts", UploadId };
    const { ETag } = await friend.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: "x" }));
    // Whoever began an upload may list and abort it, whatever the policy says; others may not.
    expect((await friend.send(new ListPartsCommand(upload))).Initiator?.ID).toBe(FRIENDS_ID);
    expect(await refused(other.send(new ListPartsCommand(upload)))).toBe(DENIED);
    expect(await refused(other.send(new AbortMultipartUploadCommand(upload)))).toBe(DENIED);
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await friend.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload }));
    expect((await aclOf(Bucket, "parts", friend)).Owner).toEqual({ ID: FRIENDS_ID });
    expect(await textOf(Bucket, "parts", other)).toBe("x");
    const next = await friend.send(new CreateMultipartUploadCommand({ Bucket, Key: "parts" }));
    await friend.send(new AbortMultipartUploadCommand({ Bucket, Key: "parts", UploadId: next.UploadId }));
  });
});

describe("a bucket's list", () => {
  test("lets its writers put what is new and change what is theirs", async () => {
    const { owner, friend, other, bucketWith, put, textOf } = world;
    const Bucket = await bucketWith();
    await owner.send(new PutBucketAclCommand({ Bucket, GrantWrite: `id=${FRIENDS_ID}` }));
    await put(Bucket, "owners");
    await put(Bucket, "friends", {}, friend);
    await put(Bucket, "friends", { Body: "again" }, friend);
    expect(await textOf(Bucket, "friends")).toBe("again");
    expect(await refused(put(Bucket, "owners", {}, friend))).toBe(DENIED);
    expect(await refused(friend.send(new DeleteObjectCommand({ Bucket, Key: "owners" })))).toBe(DENIED);
    expect(await refused(friend.send(new ListObjectsV2Command({ Bucket })))).toBe(DENIED);
    const Objects = [{ Key: "owners" }, { Key: "friends" }];
    const { Deleted, Errors } = await friend.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect([Deleted, Errors]).toMatchObject([[{ Key: "friends" }], [{ Key: "owners", Code: "AccessDenied" }]]);
    expect(await refused(put(Bucket, "x", {}, other))).toBe(DENIED);
  });

  test("tells a stranger what is not there only if it lets him list", async () => {
    const { owner, bucketWith, put, anonymously } = world;
    const Bucket = await bucketWith();
    expect(await errorOf(await anonymously(Bucket, "/nothing"))).toMatchObject({ status: 403, Code: "AccessDenied" });
    await owner.send(new PutBucketAclCommand({ Bucket, ACL: "public-read" }));
    expect(await errorOf(await anonymously(Bucket, "/nothing"))).toMatchObject({ status: 404, Code: "NoSuchKey" });
    const version = "/nothing?versionId=null";
    expect(await errorOf(await anonymously(Bucket, version))).toMatchObject({ status: 404, Code: "NoSuchVersion" });
    await put(Bucket, "private");
    expect((await anonymously(Bucket, "/private")).status).toBe(403);
    expect((await anonymously(Bucket, "?list-type=2")).status).toBe(200);
  });

  test("takes forms, of nobody and of who signs them, with the list that they ask for", async () => {
    const { server, owner, friend, bucketWith, get, aclOf, anonymously } = world;
    const Bucket = await bucketWith();
    await owner.send(new PutBucketAclCommand({ Bucket, ACL: "public-read-write" }));
    const post = async (fields: Record<string, string>) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append("file", new Blob(["posted"]), "x.txt");
      return (await fetch(`${server.url}/${Bucket}`, { method: "POST", body: form })).status;
    };
    expect(await post({ key: "nobodys", acl: "bucket-owner-read" })).toBe(204);
    expect((await get(Bucket, "nobodys", owner)).ContentLength).toBe(6);
    expect(await refused(aclOf(Bucket, "nobodys"))).toBe(DENIED);
    // Two copies of AWS's client with one shape: the library brings its own.
    const signed = await createPresignedPost(friend as never, {
      Bucket,
      Key: "friends",
      Fields: { acl: "public-read" },
    });
    expect(await post(signed.fields)).toBe(204);
    expect(await (await anonymously(Bucket, "/friends")).text()).toBe("posted");
    expect((await aclOf(Bucket, "friends", friend)).Owner).toEqual({ ID: FRIENDS_ID });
  });

  test("takes what nobody in particular uploads, which is nobody's then", async () => {
    const { owner, bucketWith, get, anonymously } = world;
    const Bucket = await bucketWith();
    await owner.send(new PutBucketAclCommand({ Bucket, ACL: "public-read-write" }));
    expect((await anonymously(Bucket, "/drop", { method: "PUT", body: "x" })).status).toBe(200);
    expect(await refused(get(Bucket, "drop", owner))).toBe(DENIED);
    expect(await (await anonymously(Bucket, "/drop")).text()).toBe("x");
    const { Contents = [] } = await owner.send(new ListObjectsCommand({ Bucket }));
    expect(Contents.map(({ Owner }) => Owner?.ID)).toEqual([NOBODYS_ID]);
    await owner.send(new DeleteObjectCommand({ Bucket, Key: "drop" }));
  });
});
