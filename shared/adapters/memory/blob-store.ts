import { collect, compareUtf8 } from "../../core/bytes.ts";
import { assert } from "../../core/errors.ts";
import { hexId } from "../../core/ids.ts";
import { assertSpace, type BlobStore, type ByteRange, type StoredBlob } from "../../ports/blob-store.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Random } from "../../ports/random.ts";
import { OrderedMap } from "./ordered-map.ts";

interface Blob {
  readonly bytes: Buffer;
  readonly storedAt: number;
}

/** Bytes in memory, gone with the process: for tests. */
export class MemoryBlobStore implements BlobStore {
  readonly #blobs = new OrderedMap<string, Blob>(compareUtf8);
  readonly #clock: Clock;
  readonly #random: Random;

  constructor({ clock, random }: { clock: Clock; random: Random }) {
    this.#clock = clock;
    this.#random = random;
  }

  async put(space: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob> {
    assertSpace(space);
    const id = `${space}/${hexId(this.#random, 32)}`;
    assert(!this.#blobs.get(id), `chance gave the blob id ${id} twice`);
    const whole = await collect(bytes);
    this.#blobs.set(id, { bytes: whole, storedAt: this.#clock.now() });
    return { id, size: whole.length };
  }

  async get(id: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined> {
    const blob = this.#blobs.get(id);
    return blob && stream(range ? blob.bytes.subarray(range.start, range.end + 1) : blob.bytes);
  }

  async delete(id: string): Promise<void> {
    this.#blobs.delete(id);
  }

  async list({
    storedBefore,
    after,
    limit,
  }: {
    storedBefore: number;
    after?: string;
    limit: number;
  }): Promise<string[]> {
    return this.#blobs
      .from(after)
      .filter(([id, { storedAt }]) => id !== after && storedAt < storedBefore)
      .take(limit)
      .map(([id]) => id)
      .toArray();
  }

  async drop(space: string): Promise<void> {
    assertSpace(space);
    const doomed: string[] = [];
    for (const [id] of this.#blobs.from(`${space}/`)) {
      if (!id.startsWith(`${space}/`)) break;
      doomed.push(id);
    }
    for (const id of doomed) this.#blobs.delete(id);
  }
}

async function* stream(bytes: Buffer): AsyncGenerator<Uint8Array> {
  // A copy: who reads a blob may do with the bytes as he likes.
  if (bytes.length > 0) yield Uint8Array.from(bytes);
}
