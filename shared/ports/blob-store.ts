import { assert } from "../core/errors.ts";

export interface ByteRange {
  /** First byte, inclusive. */
  readonly start: number;
  /** Last byte, inclusive. */
  readonly end: number;
}

export interface StoredBlob {
  readonly id: string;
  readonly size: number;
}

/** Every adapter asserts it: a space becomes a folder's name or a key's beginning. */
export function assertSpace(space: string): void {
  assert(/^[A-Za-z0-9._-]+$/.test(space) && !/^\.+$/.test(space), `${JSON.stringify(space)} is no space for blobs`);
}

/**
 * Holds bytes under ids that it makes itself. Bytes first, row second: a blob that no row names is an orphan, and the
 * sweep removes it. A blob is written once and never changed.
 */
export interface BlobStore {
  /**
   * Stores a stream. Nothing is left behind when the stream fails half-way. The id begins with the space (letters, digits,
   * `.`, `_` and `-`) and a slash.
   */
  put(space: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob>;
  /** Streams a blob or a part of it; undefined when there is none. */
  get(id: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Removes a blob; not an error when there is none. A reader that has begun reads to its end. */
  delete(id: string): Promise<void>;
  /** Ids of blobs stored before the instant (wall time), at most `limit`, in id order, after the given id. */
  list(options: {
    readonly storedBefore: number;
    readonly after?: string;
    readonly limit: number;
  }): Promise<readonly string[]>;
  /** Removes every blob of a space. */
  drop(space: string): Promise<void>;
  /** Only of stores that clients can reach past us. */
  readonly direct?: DirectBlobs;
}

/** Lets whoever has a URL put one blob by itself. */
export interface DirectBlobs {
  /** A URL that takes one PUT, once, for so long; it must carry the headers. */
  offer(space: string, expiresInSeconds: number): Promise<BlobOffer>;
  /** What has been put; undefined while nothing has. */
  find(id: string): Promise<FoundBlob | undefined>;
  /** A URL by which a blob can be read for so long. */
  locate(id: string, options: { readonly expiresInSeconds: number; readonly contentType?: string }): Promise<string>;
}

export interface BlobOffer {
  readonly id: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface FoundBlob extends StoredBlob {
  /** Hexadecimal. */
  readonly md5: string;
  /** As the store has summed it up, where it has; base64. */
  readonly checksum?: { readonly algorithm: string; readonly value: string };
}
