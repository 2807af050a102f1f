import { describe, expect, test } from "vitest";
import type { Body } from "../../../shared/core/body.ts";
import { MIN_PART_BYTES, PARTS_GRACE_SECONDS } from "../../../shared/services/s3/limits.ts";
import { abortMultipartUpload } from "../../../shared/services/s3/operations/abort-multipart-upload.ts";
import { completeMultipartUpload } from "../../../shared/services/s3/operations/complete-multipart-upload.ts";
import { createMultipartUpload } from "../../../shared/services/s3/operations/create-multipart-upload.ts";
import { deleteObjects } from "../../../shared/services/s3/operations/delete-objects.ts";
import { getObject } from "../../../shared/services/s3/operations/get-object.ts";
import { listMultipartUploads } from "../../../shared/services/s3/operations/list-multipart-uploads.ts";
import { putBucketReplication } from "../../../shared/services/s3/operations/put-bucket-replication.ts";
import { uploadPart } from "../../../shared/services/s3/operations/upload-part.ts";
import { createBucketWorld } from "./bucket.ts";

const LARGE = Buffer.alloc(MIN_PART_BYTES, "part ");

async function createPartsWorld() {
  const world = await createBucketWorld();
  const { engine } = world;
  async function store(bytes: Uint8Array): Promise<Body> {
    async function* once() {
      yield bytes;
    }
    return engine.bodies.store(once(), { root: await world.root(), maxBytes: 1e9, inlineBytes: 4096 });
  }
  return {
    ...world,
    begin: async (Key: string) => {
      const { UploadId } = await world.call(createMultipartUpload, { Bucket: world.name, Key });
      return { Bucket: world.name, Key, UploadId };
    },
    async part(upload: Upload, PartNumber: number, bytes: Uint8Array = LARGE) {
      const { ETag } = await world.call(uploadPart, { ...upload, PartNumber, Body: await store(bytes) });
      return { PartNumber, ETag };
    },
    complete: (upload: Upload, Parts: { PartNumber: number; ETag: string | undefined }[]) =>
      world.call(completeMultipartUpload, { ...upload, MultipartUpload: { Parts } }),
    /** Bodies that are kept outside rows. */
    blobs: async () => (await engine.ports.blobs.list({ storedBefore: Number.MAX_SAFE_INTEGER, limit: 1000 })).length,
  };
}

type PartsWorld = Awaited<ReturnType<typeof createPartsWorld>>;

interface Upload {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string | undefined;
}

/** Two large parts and a small one: two blobs and their manifest. */
async function putParted(world: PartsWorld, key: string) {
  const upload = await world.begin(key);
  const parts = [
    await world.part(upload, 1),
    await world.part(upload, 2),
    await world.part(upload, 3, Buffer.from("end")),
  ];
  await world.complete(upload, parts);
  await world.settle();
}

describe("an object in parts", () => {
  test("keeps its parts where they are, and nothing that it is not made of", async () => {
    const world = await createPartsWorld();
    const upload = await world.begin("a");
    const first = await world.part(upload, 1);
    const replaced = await world.part(upload, 2, Buffer.alloc(MIN_PART_BYTES, "old"));
    const second = await world.part(upload, 2);
    await world.part(upload, 3);
    expect(await world.blobs()).toBe(3);
    await expect(world.complete(upload, [first, replaced])).rejects.toMatchObject({ code: "InvalidPart" });
    await world.complete(upload, [first, second]);
    await world.settle();
    // The two parts and the manifest; the third was not wanted.
    expect(await world.blobs()).toBe(3);
    const across = LARGE.toString().slice(-2) + LARGE.toString().slice(0, 4);
    expect((await world.get("a", { Range: "bytes=5242878-5242883" })).text).toBe(across);
    expect(await world.totals()).toEqual({ objects: 1, bytes: 2 * MIN_PART_BYTES });
  });

  test("lets go of its parts a while after it was deleted, so that who reads it can end", async () => {
    const world = await createPartsWorld();
    await putParted(world, "a");
    const { Body } = await world.call(getObject, { Bucket: world.name, Key: "a" });
    const reader = Body[Symbol.asyncIterator]();
    await reader.next();
    await world.delete("a");
    await world.settle();
    let rest = 0;
    for (let chunk = await reader.next(); !chunk.done; chunk = await reader.next()) rest += chunk.value.length;
    expect(rest).toBeGreaterThan(MIN_PART_BYTES);
    await world.advance(PARTS_GRACE_SECONDS);
    expect(await world.blobs()).toBe(0);
    expect(await world.totals()).toEqual({ objects: 0, bytes: 0 });
  });

  test.each([
    ["written over", (world: PartsWorld) => world.put("a", "small")],
    [
      "deleted with others",
      (world: PartsWorld) =>
        world.call(deleteObjects, { Bucket: world.name, Delete: { Objects: [{ Key: "a" }, { Key: "b" }] } }),
    ],
  ])("lets go of its parts when it is %s", async (_what, end) => {
    const world = await createPartsWorld();
    await putParted(world, "a");
    await end(world);
    await world.advance(PARTS_GRACE_SECONDS);
    expect(await world.blobs()).toBe(0);
  });

  test("is replicated in one piece, under its own ETag", async () => {
    const world = await createPartsWorld();
    const copies = await world.bucket("copies");
    for (const one of [world, copies]) await one.version("Enabled");
    const Rules = [{ Status: "Enabled" as const, Prefix: "", Destination: { Bucket: "arn:aws:s3:::copies" } }];
    const Role = "arn:aws:iam::000000000000:role/replication";
    await world.call(putBucketReplication, { Bucket: world.name, ReplicationConfiguration: { Role, Rules } });
    await putParted(world, "a");
    const source = await world.head("a");
    expect(source).toMatchObject({ ReplicationStatus: "COMPLETED", ETag: expect.stringMatching(/-3"$/) });
    expect(await copies.head("a")).toEqual({ ...source, ReplicationStatus: "REPLICA" });
    await world.delete("a", { VersionId: source.VersionId ?? "" });
    await world.advance(PARTS_GRACE_SECONDS);
    expect(await world.blobs()).toBe(1);
    expect((await copies.get("a", { Range: "bytes=-3" })).text).toBe("end");
  });

  test("becomes one in one piece when it is copied onto itself", async () => {
    const world = await createPartsWorld();
    await putParted(world, "a");
    await world.copy("photos/a", "a", { MetadataDirective: "REPLACE", Metadata: { new: "yes" } });
    await world.advance(PARTS_GRACE_SECONDS);
    expect(await world.blobs()).toBe(1);
    expect((await world.get("a", { Range: "bytes=-3" })).text).toBe("end");
    expect((await world.head("a")).ETag).toMatch(/^"[0-9a-f]{32}"$/);
  });

  test("tells its bucket's destinations that an upload was completed", async () => {
    const world = await createPartsWorld();
    await putParted(world, "a");
    expect((await world.events({ type: "object.stored" })).map(({ text }) => text)).toEqual([
      expect.stringContaining("a in photos: 10485763 bytes"),
    ]);
  });
});

describe("an upload that is given up", () => {
  test("leaves nothing, and no part can join it", async () => {
    const world = await createPartsWorld();
    const upload = await world.begin("a");
    const part = await world.part(upload, 1);
    await world.call(abortMultipartUpload, upload);
    await world.settle();
    expect(await world.blobs()).toBe(0);
    await expect(world.part(upload, 2)).rejects.toMatchObject({ code: "NoSuchUpload" });
    await expect(world.complete(upload, [part])).rejects.toMatchObject({ code: "NoSuchUpload" });
    expect((await world.call(listMultipartUploads, { Bucket: world.name })).Uploads).toBeUndefined();
  });

  test("with its bucket leaves nothing either, however many there were", async () => {
    const world = await createPartsWorld();
    for (let index = 0; index < 50; index += 1) await world.begin("many");
    const upload = await world.begin("a");
    for (let number = 1; number <= 50; number += 1) await world.part(upload, number, Buffer.alloc(5000, `${number}`));
    expect(await world.blobs()).toBe(50);
    await world.remove();
    await world.settle();
    expect(await world.blobs()).toBe(0);
    await world.create();
    expect((await world.call(listMultipartUploads, { Bucket: world.name })).Uploads).toBeUndefined();
  });
});

test("an upload of more parts than a transaction holds becomes an object in one transaction", async () => {
  const world = await createPartsWorld();
  const upload = await world.begin("many");
  const parts = [];
  for (let number = 1; number <= 120; number += 1) {
    parts.push(await world.part(upload, number * 10));
  }
  await world.complete(upload, parts);
  await world.settle();
  expect((await world.head("many")).ContentLength).toBe(120 * MIN_PART_BYTES);
  await world.delete("many");
  await world.advance(PARTS_GRACE_SECONDS);
  expect(await world.blobs()).toBe(0);
});

test("uploads are listed page by page, those of one key in the order of their beginning", async () => {
  const world = await createPartsWorld();
  const ids: (string | undefined)[] = [];
  for (const key of ["a", "a", "a", "b", "c/1", "c/2"]) ids.push((await world.begin(key)).UploadId);
  const list = (input = {}) => world.call(listMultipartUploads, { Bucket: world.name, ...input });
  const seen: (string | undefined)[] = [];
  let markers = {};
  for (;;) {
    const page = await list({ MaxUploads: 2, ...markers });
    seen.push(...(page.Uploads ?? []).map(({ UploadId }) => UploadId));
    if (!page.IsTruncated) break;
    markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
  expect(seen).toEqual(ids);
  const folders = await list({ Delimiter: "/", KeyMarker: "b" });
  expect([folders.Uploads, folders.CommonPrefixes]).toEqual([undefined, [{ Prefix: "c/" }]]);
  const unknown = list({ KeyMarker: "a", UploadIdMarker: "nobody" });
  await expect(unknown).rejects.toMatchObject({ code: "InvalidArgument", message: "Invalid uploadId marker" });
});
