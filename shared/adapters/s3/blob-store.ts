import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { hexId } from "../../core/ids.ts";
import {
  assertSpace,
  type BlobStore,
  type ByteRange,
  type DirectBlobs,
  type StoredBlob,
} from "../../ports/blob-store.ts";
import type { Random } from "../../ports/random.ts";
import { ObjectBytes } from "./object-bytes.ts";
import { findPut, presignGet, presignPut } from "./presigned.ts";
import { upload } from "./upload.ts";

export interface S3BlobStoreOptions {
  readonly client: S3Client;
  /** Holds nothing but blobs: the sweep removes whatever no row names. */
  readonly bucket: string;
  readonly random: Random;
}

const ID = /^[A-Za-z0-9._-]+\/[0-9a-f]{32}$/;
/** S3's cap for a page of a listing, and for one DeleteObjects. */
const MAX_PAGE = 1000;

/** Blobs as objects of one bucket, their ids being the keys. */
export class S3BlobStore implements BlobStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #random: Random;

  constructor({ client, bucket, random }: S3BlobStoreOptions) {
    this.#client = client;
    this.#bucket = bucket;
    this.#random = random;
  }

  readonly direct: DirectBlobs = {
    offer: async (space, expiresInSeconds) => {
      assertSpace(space);
      const id = `${space}/${hexId(this.#random, 32)}`;
      return { id, ...(await presignPut(this.#client, { Bucket: this.#bucket, Key: id }, expiresInSeconds)) };
    },
    find: async (id) => {
      const found = ID.test(id) ? await findPut(this.#client, { Bucket: this.#bucket, Key: id }) : undefined;
      return found && { id, ...found };
    },
    locate: (id, options) => presignGet(this.#client, { Bucket: this.#bucket, Key: id }, options),
  };

  async put(space: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob> {
    assertSpace(space);
    const id = `${space}/${hexId(this.#random, 32)}`;
    return { id, size: await upload(this.#client, { Bucket: this.#bucket, Key: id }, bytes) };
  }

  async get(id: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined> {
    if (!ID.test(id)) return undefined;
    const Range = range && `bytes=${range.start}-${range.end}`;
    try {
      const { Body } = await this.#client.send(
        new GetObjectCommand({ Bucket: this.#bucket, Key: id, ...(Range === undefined ? {} : { Range }) }),
      );
      return new ObjectBytes(Body as AsyncIterable<Uint8Array> & { destroy?(): void });
    } catch (error) {
      if (!(error instanceof S3ServiceException)) throw error;
      if (error.name === "NoSuchKey") return undefined;
      // The range begins behind the end: no bytes, as every blob store says.
      if (error.name === "InvalidRange") return new ObjectBytes(nothing());
      throw error;
    }
  }

  async delete(id: string): Promise<void> {
    if (!ID.test(id)) return;
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: id }));
  }

  /** S3 tells whole seconds: a blob may be listed up to a second early. */
  async list({ storedBefore, after, limit }: Parameters<BlobStore["list"]>[0]): Promise<readonly string[]> {
    const ids: string[] = [];
    let StartAfter = after;
    while (ids.length < limit) {
      const { Contents = [], IsTruncated } = await this.#client.send(
        new ListObjectsV2Command({
          Bucket: this.#bucket,
          MaxKeys: MAX_PAGE,
          ...(StartAfter ? { StartAfter } : {}),
        }),
      );
      for (const { Key, LastModified } of Contents) {
        if (Key !== undefined && LastModified && LastModified.getTime() < storedBefore) ids.push(Key);
      }
      StartAfter = Contents.at(-1)?.Key;
      if (!IsTruncated) break;
    }
    return ids.slice(0, limit);
  }

  async drop(space: string): Promise<void> {
    assertSpace(space);
    for (;;) {
      const { Contents = [], IsTruncated } = await this.#client.send(
        new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: `${space}/`, MaxKeys: MAX_PAGE }),
      );
      const Objects = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [{ Key }]));
      if (Objects.length > 0) {
        await this.#client.send(new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects, Quiet: true } }));
      }
      if (!IsTruncated) return;
    }
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // No bytes.
}
