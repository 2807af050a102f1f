import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Small chunks are gathered: a write costs a turn of the thread pool, whatever its size. */
const GATHERED_BYTES = 256 * 1024;

/** A file that is still being written, where nobody looks for it. A crash may leave one behind. */
export class IncomingFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;
  #size = 0;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  static async create(folder: string, name: string): Promise<IncomingFile> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, name);
    return new IncomingFile(path, await open(path, "wx"));
  }

  get size(): number {
    return this.#size;
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#gathered.push(chunk);
    this.#gatheredBytes += chunk.length;
    this.#size += chunk.length;
    if (this.#gatheredBytes >= GATHERED_BYTES) await this.#writeGathered();
  }

  /**
   * Gives the file its name, whole. Its bytes go to the disk first: after a power cut a row may be gone with the object it
   * names, but never name one that is empty.
   */
  async finish(path: string): Promise<void> {
    await this.#writeGathered();
    await this.#handle.datasync();
    await this.#handle.close();
    for (let attempt = 0; ; attempt += 1) {
      await mkdir(dirname(path), { recursive: true });
      try {
        return await rename(this.#path, path);
      } catch (error) {
        // Its space was dropped at this very moment.
        if (attempt >= 3 || !isMissing(error)) throw error;
      }
    }
  }

  async discard(): Promise<void> {
    await this.#handle.close().catch(() => {});
    await rm(this.#path, { force: true });
  }

  async #writeGathered(): Promise<void> {
    let left = this.#gathered;
    this.#gathered = [];
    this.#gatheredBytes = 0;
    while (left.length > 0) {
      // No copy: a gigabyte that passes through would leave another one of garbage.
      const { bytesWritten } = await this.#handle.writev(left);
      left = behindBytes(left, bytesWritten);
    }
  }
}

/** What is left of the chunks once so many bytes are written: the disk may take less than it was given. */
function behindBytes(chunks: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let written = bytes;
  return chunks.flatMap((chunk) => {
    const left = chunk.subarray(Math.min(written, chunk.length));
    written -= chunk.length - left.length;
    return left.length > 0 ? [left] : [];
  });
}

/** Removes what crashes left: files that nobody has written to since the instant. One that is still written to is younger. */
export async function removeLeftovers(folder: string, before: number): Promise<void> {
  for (const name of await readFolder(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < before) await rm(path, { force: true });
  }
}

/** The names in a folder; none when there is no such folder. */
export async function readFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
