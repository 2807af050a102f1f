import {
  CopyObjectCommand,
  CreateBucketCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectAclCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorOf } from "./support/calls.ts";
import { DENIED, FRIENDS_ID, grant, OWNERS_ID, refused, startSharedBuckets } from "./support/shared-buckets.ts";

/* Access control lists of objects: whom they let in, and what stops them. */

let world: Awaited<ReturnType<typeof startSharedBuckets>>;
beforeAll(async () => {
  world = await startSharedBuckets();
});
afterAll(() => world.close());

describe("an object's list", () => {
  test("lets everybody read with public-read, and those who sign with authenticated-read", async () => {
    const { friend, bucketWith, put, get, textOf, aclOf, anonymously } = world;
    const Bucket = await bucketWith();
    await put(Bucket, "public", { ACL: "public-read" });
    await put(Bucket, "signed", { ACL: "authenticated-read" });
    await put(Bucket, "private");
    expect(await (await anonymously(Bucket, "/public")).text()).toBe("public");
    expect(await errorOf(await anonymously(Bucket, "/signed"))).toMatchObject({ status: 403, Code: "AccessDenied" });
    expect((await anonymously(Bucket, "/private")).status).toBe(403);
    expect(await textOf(Bucket, "signed")).toBe("signed");
    expect(await refused(get(Bucket, "private"))).toBe(DENIED);
    const head = await friend.send(new HeadObjectCommand({ Bucket, Key: "public" }));
    expect(head.ContentLength).toBe(6);
    // To read an object is not to read, let alone to write, its list.
    expect(await refused(aclOf(Bucket, "public", friend))).toBe(DENIED);
    expect(await refused(friend.send(new PutObjectAclCommand({ Bucket, Key: "public", ACL: "private" })))).toBe(DENIED);
    expect((await anonymously(Bucket, "/public", { method: "DELETE" })).status).toBe(403);
    expect((await anonymously(Bucket, "")).status).toBe(403);
  });

  test("lets in whom the headers name, each with the permission that they give", async () => {
    const { friend, other, bucketWith, put, get, textOf, aclOf } = world;
    const Bucket = await bucketWith();
    const GrantRead = `id="${FRIENDS_ID}"`;
    await put(Bucket, "read", { GrantRead, GrantFullControl: `id=${OWNERS_ID}` });
    expect(await textOf(Bucket, "read")).toBe("read");
    expect(await refused(get(Bucket, "read", other))).toBe(DENIED);
    await put(Bucket, "acl", { GrantReadACP: GrantRead, GrantWriteACP: GrantRead });
    expect(await refused(get(Bucket, "acl"))).toBe(DENIED);
    expect((await aclOf(Bucket, "acl", friend)).Grants).toEqual([
      grant(FRIENDS_ID, "READ_ACP"),
      grant(FRIENDS_ID, "WRITE_ACP"),
    ]);
    // Whoever may write the list may let himself in.
    const AccessControlPolicy = { Owner: { ID: OWNERS_ID }, Grants: [grant(FRIENDS_ID, "FULL_CONTROL")] };
    await friend.send(new PutObjectAclCommand({ Bucket, Key: "acl", AccessControlPolicy }));
    expect(await textOf(Bucket, "acl")).toBe("acl");
    expect((await aclOf(Bucket, "acl", friend)).Owner).toEqual({ ID: OWNERS_ID });
    // Nobody is given an object by a list.
    const theirs = { ...AccessControlPolicy, Owner: { ID: FRIENDS_ID } };
    const take = new PutObjectAclCommand({ Bucket, Key: "acl", AccessControlPolicy: theirs });
    expect(await refused(friend.send(take))).toBe(DENIED);
  });

  test("is each version's own", async () => {
    const { owner, bucketWith, put, anonymously } = world;
    const Bucket = await bucketWith();
    await owner.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
    const { VersionId } = await put(Bucket, "a", { ACL: "public-read" });
    await put(Bucket, "a");
    expect((await anonymously(Bucket, "/a")).status).toBe(403);
    expect((await anonymously(Bucket, `/a?versionId=${VersionId}`)).status).toBe(200);
    await owner.send(new PutObjectAclCommand({ Bucket, Key: "a", VersionId, ACL: "private" }));
    await owner.send(new PutObjectAclCommand({ Bucket, Key: "a", ACL: "public-read" }));
    expect((await anonymously(Bucket, "/a")).status).toBe(200);
    expect((await anonymously(Bucket, `/a?versionId=${VersionId}`)).status).toBe(403);
  });

  test("counts for copies' sources, and is not copied", async () => {
    const { friend, bucketWith, put, aclOf } = world;
    const Bucket = await bucketWith();
    await put(Bucket, "a", { ACL: "public-read" });
    await put(Bucket, "b");
    await friend.send(new CreateBucketCommand({ Bucket: `${Bucket}-copies` }));
    const copy = (Key: string) =>
      friend.send(new CopyObjectCommand({ Bucket: `${Bucket}-copies`, Key, CopySource: `${Bucket}/${Key}` }));
    await copy("a");
    expect(await refused(copy("b"))).toBe(DENIED);
    expect((await aclOf(`${Bucket}-copies`, "a", friend)).Grants).toEqual([grant(FRIENDS_ID, "FULL_CONTROL")]);
  });

  test("is overruled by a Deny, and adds to what the policy allows", async () => {
    const { owner, bucketWith, allow, put, get, textOf, anonymously } = world;
    const Bucket = await bucketWith();
    await put(Bucket, "both", { ACL: "public-read" });
    await put(Bucket, "policy");
    const Resource = `arn:aws:s3:::${Bucket}`;
    await allow(Bucket, { Action: "s3:GetObject", Resource: `${Resource}/policy` });
    expect(await textOf(Bucket, "policy")).toBe("policy");
    expect(await textOf(Bucket, "both")).toBe("both");
    await allow(Bucket, { Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: `${Resource}/both` });
    expect((await anonymously(Bucket, "/both")).status).toBe(403);
    expect(await refused(get(Bucket, "both", owner))).toBe(DENIED);
  });

  test("stops at the public access block", async () => {
    const { owner, bucketWith, allow, put, get, textOf, anonymously, block } = world;
    const Bucket = await bucketWith();
    await put(Bucket, "a", { ACL: "public-read", Body: "a" });
    await block(Bucket, { IgnorePublicAcls: true });
    expect((await anonymously(Bucket, "/a")).status).toBe(403);
    expect(await refused(get(Bucket, "a"))).toBe(DENIED);
    await block(Bucket, { BlockPublicAcls: true });
    expect((await anonymously(Bucket, "/a")).status).toBe(200);
    expect(await refused(put(Bucket, "b", { ACL: "public-read" }))).toBe(DENIED);
    const acl = new PutObjectAclCommand({ Bucket, Key: "a", ACL: "authenticated-read" });
    expect(await refused(owner.send(acl))).toBe(DENIED);
    await put(Bucket, "b", { GrantRead: `id=${FRIENDS_ID}` });
    expect(await textOf(Bucket, "b")).toBe("b");
    // A public policy that is restricted shuts strangers out of everything, lists or not.
    const everything = `arn:aws:s3:::${Bucket}/c`;
    await allow(Bucket, { Principal: "*", Action: "s3:GetObject", Resource: everything });
    await block(Bucket, { RestrictPublicBuckets: true });
    expect(await refused(get(Bucket, "b"))).toBe(DENIED);
  });

  test("is kept and counts no more once everything belongs to the bucket's owner", async () => {
    const { bucketWith, put, aclOf, anonymously, own } = world;
    const Bucket = await bucketWith();
    await put(Bucket, "a", { ACL: "public-read" });
    await own(Bucket, "BucketOwnerEnforced");
    expect((await anonymously(Bucket, "/a")).status).toBe(403);
    expect((await aclOf(Bucket, "a")).Grants).toEqual([grant(OWNERS_ID, "FULL_CONTROL")]);
    expect(await refused(put(Bucket, "b", { ACL: "public-read" }))).toBe("400 AccessControlListNotSupported");
    expect(await refused(put(Bucket, "b", { GrantRead: `id=${FRIENDS_ID}` }))).toBe(
      "400 AccessControlListNotSupported",
    );
    await put(Bucket, "b", { ACL: "bucket-owner-full-control" });
    await put(Bucket, "c", { GrantFullControl: `id=${OWNERS_ID}` });
    await own(Bucket, "ObjectWriter");
    expect((await anonymously(Bucket, "/a")).status).toBe(200);
  });
});
