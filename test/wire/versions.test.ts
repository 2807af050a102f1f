import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  type DeleteMarkerEntry,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsRequest,
  type ObjectVersion,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { wireCalls } from "./support/calls.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";

const server = sharedServer();
const client = new S3Client(clientOptions(server));

async function versioned(Bucket: string) {
  await client.send(new CreateBucketCommand({ Bucket }));
  await version(Bucket, "Enabled");
  return Bucket;
}

function version(Bucket: string, Status: "Enabled" | "Suspended") {
  return client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
}

async function put(Bucket: string, Key: string, Body: string): Promise<string> {
  return (await client.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId ?? "none";
}

async function textOf(Bucket: string, Key: string, VersionId?: string) {
  const read = await client.send(new GetObjectCommand({ Bucket, Key, ...(VersionId ? { VersionId } : {}) }));
  return [await read.Body?.transformToString(), read.VersionId];
}

/** `key id`, the current ones with a star; markers with an X. */
async function listed(Bucket: string, more: Partial<ListObjectVersionsRequest> = {}) {
  const page = await client.send(new ListObjectVersionsCommand({ Bucket, ...more }));
  const shown = (mark: string) => (one: ObjectVersion | DeleteMarkerEntry) =>
    `${one.IsLatest ? "*" : ""}${mark}${one.Key} ${one.VersionId}`;
  return {
    ...page,
    versions: (page.Versions ?? []).map(shown("")),
    markers: (page.DeleteMarkers ?? []).map(shown("X")),
  };
}

describe("a bucket with versioning", () => {
  test("keeps what is overwritten and deleted", async () => {
    const Bucket = await versioned("kept");
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
    const [one, two] = [await put(Bucket, "a", "one"), await put(Bucket, "a", "two")];
    expect(one).toMatch(/^[A-Za-z0-9._]{32}$/);
    expect(await textOf(Bucket, "a")).toEqual(["two", two]);
    expect(await textOf(Bucket, "a", one)).toEqual(["one", one]);
    const deleted = await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    expect(deleted).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
    const missing = await refusalOf(client.send(new GetObjectCommand({ Bucket, Key: "a" })));
    expect(missing).toMatchObject({ name: "NoSuchKey", status: 404 });
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    const { versions, markers } = await listed(Bucket);
    expect([versions, markers]).toEqual([[`a ${two}`, `a ${one}`], [`*Xa ${deleted.VersionId}`]]);
    const undone = { Bucket, Key: "a", VersionId: deleted.VersionId };
    const { DeleteMarker, VersionId } = await client.send(new DeleteObjectCommand(undone));
    expect([DeleteMarker, VersionId]).toEqual([true, deleted.VersionId]);
    expect(await textOf(Bucket, "a")).toEqual(["two", two]);
    await client.send(new DeleteObjectCommand({ Bucket, Key: "a", VersionId: two }));
    expect(await textOf(Bucket, "a")).toEqual(["one", one]);
    expect(await refusalOf(client.send(new DeleteBucketCommand({ Bucket })))).toMatchObject({ name: "BucketNotEmpty" });
    await client.send(new DeleteObjectCommand({ Bucket, Key: "a", VersionId: one }));
    await client.send(new DeleteBucketCommand({ Bucket }));
  });

  test("says of a delete marker that it can't be read", async () => {
    const Bucket = await versioned("marked");
    const { VersionId } = await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    const calls = wireCalls(server);
    const answer = await calls.s3("GET", `/${Bucket}/a?versionId=${VersionId}`);
    const headers = ["allow", "x-amz-delete-marker", "x-amz-version-id"].map((name) => answer.headers.get(name));
    expect([answer.status, ...headers]).toEqual([405, "DELETE", "true", VersionId]);
    expect(await answer.text()).toContain("<Code>MethodNotAllowed</Code>");
    const hidden = await calls.s3("HEAD", `/${Bucket}/a`);
    expect([hidden.status, hidden.headers.get("x-amz-delete-marker")]).toEqual([404, "true"]);
    const bad = await calls.s3("GET", `/${Bucket}/a?versionId=none-of-ours`);
    expect([bad.status, (await bad.text()).includes("Invalid version id specified")]).toEqual([400, true]);
  });

  test("copies, describes and tags the version that is named", async () => {
    const Bucket = await versioned("named");
    const [one, two] = [await put(Bucket, "a", "one"), await put(Bucket, "a", "twoo")];
    const copy = { Bucket, Key: "a", CopySource: `${Bucket}/a?versionId=${one}` };
    const copied = await client.send(new CopyObjectCommand(copy));
    expect(copied.CopySourceVersionId).toBe(one);
    expect(await textOf(Bucket, "a")).toEqual(["one", copied.VersionId]);
    const asked = { Bucket, Key: "a", VersionId: two };
    const attributes = await client.send(
      new GetObjectAttributesCommand({ ...asked, ObjectAttributes: ["ObjectSize", "ETag"] }),
    );
    expect(attributes).toMatchObject({ ObjectSize: 4, VersionId: two, ETag: expect.not.stringContaining('"') });
    await client.send(new PutObjectTaggingCommand({ ...asked, Tagging: { TagSet: [{ Key: "k", Value: "v" }] } }));
    const tags = await client.send(new GetObjectTaggingCommand(asked));
    expect([tags.TagSet, tags.VersionId]).toEqual([[{ Key: "k", Value: "v" }], two]);
    expect((await client.send(new HeadObjectCommand(asked))).ETag).toBe(`"${attributes.ETag}"`);
    expect((await client.send(new GetObjectTaggingCommand({ Bucket, Key: "a" }))).TagSet).toEqual([]);
  });

  test("deletes many versions at once, and those of one key together", async () => {
    const Bucket = await versioned("many");
    const ids: string[] = [];
    for (const body of ["1", "2", "3", "4"]) ids.push(await put(Bucket, "a", body));
    const [one = "", two = "", three = "", four = ""] = ids;
    await put(Bucket, "b", "b");
    const Objects = [{ Key: "a", VersionId: four }, { Key: "a", VersionId: two }, { Key: "b" }, { Key: "c" }];
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    const marker = { DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) };
    expect([Deleted, Errors]).toEqual([
      [
        { Key: "a", VersionId: four },
        { Key: "a", VersionId: two },
        { Key: "b", ...marker },
        { Key: "c", ...marker },
      ],
      undefined,
    ]);
    expect((await listed(Bucket, { Prefix: "a" })).versions).toEqual([`*a ${three}`, `a ${one}`]);
    expect(await textOf(Bucket, "a")).toEqual(["3", three]);
  });
});

describe("a bucket whose versioning is suspended", () => {
  test("has one null version of a key, beside those with names", async () => {
    const Bucket = "suspended";
    await client.send(new CreateBucketCommand({ Bucket }));
    expect(await put(Bucket, "a", "before")).toBe("none");
    await version(Bucket, "Enabled");
    const named = await put(Bucket, "a", "named");
    expect((await listed(Bucket)).versions).toEqual([`*a ${named}`, "a null"]);
    expect(await textOf(Bucket, "a", "null")).toEqual(["before", "null"]);
    await version(Bucket, "Suspended");
    await put(Bucket, "a", "after");
    expect((await listed(Bucket)).versions).toEqual(["*a null", `a ${named}`]);
    expect(await textOf(Bucket, "a")).toEqual(["after", "null"]);
    const deleted = await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    expect(deleted).toMatchObject({ DeleteMarker: true, VersionId: "null" });
    const { versions, markers } = await listed(Bucket);
    expect([versions, markers]).toEqual([[`a ${named}`], ["*Xa null"]]);
    await client.send(new DeleteObjectCommand({ Bucket, Key: "a", VersionId: "null" }));
    expect(await textOf(Bucket, "a")).toEqual(["named", named]);
  });
});

describe("a list of versions", () => {
  const Bucket = "pages";
  const all: string[] = [];
  beforeAll(async () => {
    await versioned(Bucket);
    for (const Key of ["a", "d/1", "d/2", "é +%2F"]) {
      const older = await put(Bucket, Key, "older");
      const newer = await put(Bucket, Key, "newer");
      all.push(`*${Key} ${newer}`, `${Key} ${older}`);
    }
    const { VersionId } = await client.send(new DeleteObjectCommand({ Bucket, Key: "b" }));
    all.splice(2, 0, `*Xb ${VersionId}`);
  });

  test.each([1, 2, 3, 5])("comes in pages of %i", async (MaxKeys) => {
    const found: string[] = [];
    let markers: Partial<ListObjectVersionsRequest> = {};
    for (;;) {
      const page = await listed(Bucket, { MaxKeys, ...markers });
      const order = [...page.versions, ...page.markers].sort((left, right) => all.indexOf(left) - all.indexOf(right));
      found.push(...order);
      if (!page.IsTruncated) break;
      expect(order).toHaveLength(MaxKeys);
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    expect(found).toEqual(all);
  });

  test("takes a prefix, a delimiter, a key to go on behind, and an encoding", async () => {
    expect((await listed(Bucket, { Prefix: "d/" })).versions).toHaveLength(4);
    const folders = await listed(Bucket, { Delimiter: "/" });
    expect(folders.CommonPrefixes).toEqual([{ Prefix: "d/" }]);
    expect([folders.versions.length, folders.markers.length]).toEqual([4, 1]);
    const first = await listed(Bucket, { Delimiter: "/", MaxKeys: 4 });
    expect([first.IsTruncated, first.NextKeyMarker, first.NextVersionIdMarker]).toEqual([true, "d/", undefined]);
    const rest = await listed(Bucket, { Delimiter: "/", KeyMarker: "d/" });
    expect([rest.CommonPrefixes, rest.versions.length]).toEqual([undefined, 2]);
    expect((await listed(Bucket, { KeyMarker: "d/1" })).versions[0]).toContain("*d/2");
    const encoded = await listed(Bucket, { Prefix: "é", EncodingType: "url" });
    expect(encoded.Versions?.[0]?.Key).toBe("%C3%A9+%2B%252F");
  });
});
