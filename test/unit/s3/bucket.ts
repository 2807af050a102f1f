import { createHash } from "node:crypto";
import type { DeleteMarkerEntry, ObjectVersion } from "@aws-sdk/client-s3";
import type { Body } from "../../../shared/core/body.ts";
import { collect } from "../../../shared/core/bytes.ts";
import { s3 } from "../../../shared/services/s3/index.ts";
import { INLINE_BODY_BYTES, MAX_PUT_BYTES } from "../../../shared/services/s3/limits.ts";
import { type CopyObjectInput, copyObject } from "../../../shared/services/s3/operations/copy-object.ts";
import { createBucket } from "../../../shared/services/s3/operations/create-bucket.ts";
import { deleteBucket } from "../../../shared/services/s3/operations/delete-bucket.ts";
import { deleteObject } from "../../../shared/services/s3/operations/delete-object.ts";
import { describeBucket } from "../../../shared/services/s3/operations/describe-bucket.ts";
import { getObject } from "../../../shared/services/s3/operations/get-object.ts";
import { headObject } from "../../../shared/services/s3/operations/head-object.ts";
import { listObjectVersions } from "../../../shared/services/s3/operations/list-object-versions.ts";
import { listObjectsV2 } from "../../../shared/services/s3/operations/list-objects-v2.ts";
import { putBucketVersioning } from "../../../shared/services/s3/operations/put-bucket-versioning.ts";
import { type PutObjectInput, putObject } from "../../../shared/services/s3/operations/put-object.ts";
import { createWorld, type World, type WorldOptions } from "../../support/world.ts";

type Input<Operation> = Operation extends { types?: (input: infer Given) => unknown } ? Partial<Given> : never;

/** A world with the bucket `photos`, and the calls that every test of buckets makes. */
export async function createBucketWorld(options: Partial<WorldOptions> = {}) {
  const world = createWorld({ services: [s3], ...options });
  const bucket = await bucketIn(world, "photos");
  return { ...world, ...bucket, bucket: (name: string) => bucketIn(world, name) };
}

async function bucketIn(world: World, Bucket: string) {
  await world.call(createBucket, { Bucket });
  return {
    ...objectsOf(world, Bucket),
    name: Bucket,
    async totals() {
      const { objects, bytes } = await world.call(describeBucket, { Bucket });
      return { objects, bytes };
    },
    async noncurrent() {
      const { noncurrentVersions, noncurrentBytes } = await world.call(describeBucket, { Bucket });
      return { versions: noncurrentVersions, bytes: noncurrentBytes };
    },
    version: (Status: "Enabled" | "Suspended") =>
      world.call(putBucketVersioning, { Bucket, VersioningConfiguration: { Status } }),
    remove: () => world.call(deleteBucket, { Bucket }),
    create: () => world.call(createBucket, { Bucket }),
  };
}

/** Objects of a bucket that may or may not be there. */
export function objectsOf(world: World, Bucket: string) {
  return {
    async put(Key: string, content: string | Uint8Array, more: Partial<PutObjectInput> = {}) {
      return world.call(putObject, { Bucket, Key, Body: await storeBody(world, content), ...more });
    },
    async get(Key: string, more: Input<typeof getObject> = {}) {
      const { Body, ...rest } = await world.call(getObject, { Bucket, Key, ...more });
      return { ...rest, text: (await collect(Body)).toString("utf8") };
    },
    head: (Key: string, more: Input<typeof headObject> = {}) => world.call(headObject, { Bucket, Key, ...more }),
    delete: (Key: string, more: Input<typeof deleteObject> = {}) => world.call(deleteObject, { Bucket, Key, ...more }),
    copy: (CopySource: string, Key: string, more: Partial<CopyObjectInput> = {}) =>
      world.call(copyObject, { Bucket, Key, CopySource, ...more }),
    list: (more: Input<typeof listObjectsV2> = {}) => world.call(listObjectsV2, { Bucket, ...more }),
    /** `key id`, the current ones with a star, markers with an X. */
    async versions(more: Input<typeof listObjectVersions> = {}) {
      const { Versions = [], DeleteMarkers = [] } = await world.call(listObjectVersions, { Bucket, ...more });
      const shown = (mark: string) => (one: ObjectVersion | DeleteMarkerEntry) =>
        `${one.IsLatest ? "*" : ""}${mark}${one.Key} ${one.VersionId}`;
      return [...Versions.map(shown("")), ...DeleteMarkers.map(shown("X"))];
    },
    async keys(more: Input<typeof listObjectsV2> = {}) {
      const { Contents = [] } = await world.call(listObjectsV2, { Bucket, ...more });
      return Contents.map((object) => object.Key);
    },
  };
}

/** Stores bytes as the REST handler does, before the operation that will name them. */
export async function storeBody(world: World, content: string | Uint8Array): Promise<Body> {
  const limits = { root: await world.root(), maxBytes: MAX_PUT_BYTES, inlineBytes: INLINE_BODY_BYTES };
  return world.engine.bodies.store(once(Buffer.from(content)), limits);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export function md5(content: string | Uint8Array): string {
  return createHash("md5").update(content).digest("hex");
}

/** The ids of all blobs there are: what an overwrite or deletion must not leave behind. */
export async function blobs(world: World): Promise<readonly string[]> {
  await world.engine.idle();
  return world.engine.ports.blobs.list({ storedBefore: Number.POSITIVE_INFINITY, limit: 1000 });
}

/** Too large for a row. */
export const LARGE = "0123456789".repeat(1000);

/** Lets the clock run while many wait for one another: a request that lost several races sleeps before it tries again. */
export async function whileTimePasses<T>({ clock }: Pick<World, "clock">, work: Promise<T>): Promise<T> {
  let done = false;
  const settled = work.finally(() => {
    done = true;
  });
  while (!done) {
    clock.advance(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return settled;
}
