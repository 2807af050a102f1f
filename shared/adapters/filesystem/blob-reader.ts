import type { FileHandle } from "node:fs/promises";
import type { ByteRange } from "../../ports/blob-store.ts";

/** What is read at a time: large enough that a gigabyte takes few turns, small enough for many readers at once. */
const CHUNK_BYTES = 128 * 1024;

/** Closes files that were opened for a reader who never came, and was forgotten. */
const abandoned = new FinalizationRegistry<FileHandle>((handle) => {
  void handle.close().catch(() => {});
});

/**
 * Streams an open file, and closes it at the end or when the reader leaves. No generator: one that was never started would
 * not close the file, and a client that hangs up early leaves one behind.
 */
export class BlobReader implements AsyncIterableIterator<Uint8Array> {
  readonly #handle: FileHandle;
  readonly #end: number;
  #position: number;
  #closed: Promise<void> | undefined;

  constructor(handle: FileHandle, range: ByteRange = { start: 0, end: Number.POSITIVE_INFINITY }) {
    this.#handle = handle;
    this.#position = range.start;
    this.#end = range.end + 1;
    abandoned.register(this, handle, this);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const wanted = Math.min(CHUNK_BYTES, this.#end - this.#position);
    if (this.#closed || wanted <= 0) return this.return();
    try {
      const { bytesRead, buffer } = await this.#handle.read(Buffer.allocUnsafeSlow(wanted), 0, wanted, this.#position);
      this.#position += bytesRead;
      if (bytesRead > 0) return { done: false, value: buffer.subarray(0, bytesRead) };
    } catch (error) {
      await this.return();
      throw error;
    }
    return this.return();
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    abandoned.unregister(this);
    this.#closed ??= this.#handle.close();
    await this.#closed;
    return { done: true, value: undefined };
  }
}
