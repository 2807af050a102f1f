import { createHash, hash } from "node:crypto";
import type { Body } from "../core/body.ts";
import { type ByteStream, NO_BYTES, watched, wholeBytes } from "../core/bytes.ts";
import { ServiceError } from "../core/errors.ts";
import type { BlobStore, ByteRange, DirectBlobs } from "../ports/blob-store.ts";
import type { Delete, Key, Put } from "../ports/table-store.ts";
import { openParts } from "./parted-body.ts";

export interface StoreOptions {
  /** The playground's key root: its blobs can be dropped together. */
  readonly root: string;
  /** Refuse longer bodies with EntityTooLarge, before they are stored whole. */
  readonly maxBytes: number;
  /** Bodies up to this size stay in the row. */
  readonly inlineBytes: number;
}

/** Stores and opens bodies: small ones travel in rows, large ones in the BlobStore. Memory stays flat. */
export interface Bodies {
  store(bytes: ByteStream, options: StoreOptions): Promise<Body>;
  /** Undefined when the blob is gone: the row that named it has changed meanwhile. */
  open(body: Body, range?: ByteRange): Promise<ByteStream | undefined>;
  /** Forgets a body that no row came to refer to. */
  discard(body: Body): Promise<void>;
  /** Only where clients can reach the store of bytes: lets one put a body there by itself. */
  offer?(root: string, expiresInSeconds: number): Promise<BodyOffer>;
  /** The body that was put so; undefined while there is none. */
  offered?(blob: string): Promise<OfferedBody | undefined>;
  /** A URL by which a client can read a body there; undefined for one that is in a row, or in parts. */
  locate?(body: Body, options: { expiresInSeconds: number; contentType: string }): Promise<string | undefined>;
}

export interface BodyOffer {
  readonly blob: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface OfferedBody {
  readonly body: Body;
  readonly checksum?: { readonly algorithm: string; readonly value: string };
}

export function createBodies(blobs: BlobStore): Bodies {
  return {
    async store(bytes, options) {
      const limited = limit(bytes, options.maxBytes);
      const head = await readUpTo(limited, options.inlineBytes);
      if (!head.rest) {
        // In one go, which for a small body is half the price of a digest.
        return { kind: "inline", bytes: head.bytes, size: head.bytes.length, md5: hash("md5", head.bytes) };
      }
      const digest = createHash("md5");
      const stored = await blobs.put(options.root, digested(head.bytes, head.rest, digest));
      return { kind: "blob", blob: stored.id, size: stored.size, md5: digest.digest("hex") };
    },
    async open(body, range) {
      if (body.kind === "blob") return blobs.get(body.blob, range);
      if (body.kind === "parts") return openParts(blobs, body, range);
      return wholeBytes(range ? body.bytes.subarray(range.start, range.end + 1) : body.bytes);
    },
    async discard(body) {
      if (body.kind === "blob") await blobs.delete(body.blob);
      if (body.kind === "parts") await blobs.delete(body.manifest);
    },
    ...(blobs.direct ? offering(blobs.direct) : {}),
  };
}

function offering(direct: DirectBlobs): Required<Pick<Bodies, "offer" | "offered" | "locate">> {
  return {
    async offer(root, expiresInSeconds) {
      const { id, ...offer } = await direct.offer(root, expiresInSeconds);
      return { blob: id, ...offer };
    },
    async locate(body, options) {
      return body.kind === "blob" ? direct.locate(body.blob, options) : undefined;
    },
    async offered(blob) {
      const found = await direct.find(blob);
      if (!found) return undefined;
      const { size, md5, checksum } = found;
      return { body: { kind: "blob", blob, size, md5 }, ...(checksum ? { checksum } : {}) };
    },
  };
}

function limit(bytes: ByteStream, maxBytes: number): ByteStream {
  let size = 0;
  return watched(bytes, ({ length }) => {
    size += length;
    if (size <= maxBytes) return;
    const message = `The body is larger than the ${maxBytes} bytes that are allowed here.`;
    throw new ServiceError("EntityTooLarge", message, { status: 413 });
  });
}

interface Head {
  readonly bytes: Uint8Array;
  /** What comes behind; absent when that was all. */
  readonly rest?: AsyncIterable<Uint8Array>;
}

/** The first bytes, as many as fit and at least one chunk that does not. */
async function readUpTo(source: ByteStream, limit: number): Promise<Head> {
  if (source.whole) {
    const bytes = await source.whole();
    return bytes.length > limit ? { bytes, rest: NO_BYTES } : { bytes };
  }
  const chunks: Uint8Array[] = [];
  const rest = source[Symbol.asyncIterator]();
  for (let size = 0; size <= limit; ) {
    const next = await rest.next();
    if (next.done) return { bytes: Buffer.concat(chunks) };
    chunks.push(next.value);
    size += next.value.length;
  }
  return { bytes: Buffer.concat(chunks), rest: { [Symbol.asyncIterator]: () => rest } };
}

/** Head and rest, summed up as they go by. */
async function* digested(
  head: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
  digest: { update(chunk: Uint8Array): unknown },
): AsyncGenerator<Uint8Array> {
  digest.update(head);
  yield head;
  for await (const chunk of rest) {
    digest.update(chunk);
    yield chunk;
  }
}

/** The row that says a blob is in use. A blob without one, an hour old, is an orphan. */
export function blobRowKey(id: string): Key {
  const root = id.slice(0, id.indexOf("/"));
  const name = id.slice(id.indexOf("/") + 1);
  return { table: "plain", partition: `${root}/blobs/${name.slice(0, 2)}`, sort: name };
}

export function bodyWrites(
  bodies: { readonly keep?: readonly Body[]; readonly drop?: readonly Body[] } = {},
): (Put | Delete)[] {
  const keep = blobIds(bodies.keep).map((id): Put => ({ kind: "put", key: blobRowKey(id), value: null }));
  const drop = blobIds(bodies.drop).map((id): Delete => ({ kind: "delete", key: blobRowKey(id) }));
  return [...keep, ...drop];
}

/** Of a body in parts only the manifest: each part has a row of its own, and who drops the body releases them. */
export function blobIds(bodies: readonly Body[] = []): string[] {
  return bodies.flatMap((body) => {
    if (body.kind === "blob") return [body.blob];
    return body.kind === "parts" ? [body.manifest] : [];
  });
}
