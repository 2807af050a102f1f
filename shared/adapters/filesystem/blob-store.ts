import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { compareUtf8 } from "../../core/bytes.ts";
import { hexId } from "../../core/ids.ts";
import { assertSpace, type BlobStore, type ByteRange, type StoredBlob } from "../../ports/blob-store.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Random } from "../../ports/random.ts";
import { BlobReader } from "./blob-reader.ts";
import { IncomingFile, isMissing, readFolder, removeLeftovers } from "./incoming-file.ts";

const RANDOM_DIGITS = 20;
const INSTANT_DIGITS = 12;
const ID = /^([A-Za-z0-9._-]+)\/([0-9a-f]{32})$/;

interface ListOptions {
  readonly storedBefore: number;
  readonly after?: string;
  readonly limit: number;
}

/**
 * Bytes in files: `blobs/<space>/<two digits>/<id>`. An id is random digits and then the instant of storing. The file's own
 * time would not do: it costs a look at every file, a copied or restored folder loses it, and it follows the disk's clock
 * instead of the one that this store is given.
 */
export class FileBlobStore implements BlobStore {
  readonly #blobs: string;
  readonly #incoming: string;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(folder: string, { clock, random }: { readonly clock: Clock; readonly random: Random }) {
    this.#blobs = join(folder, "blobs");
    this.#incoming = join(folder, "incoming");
    this.#clock = clock;
    this.#random = random;
  }

  async put(space: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob> {
    assertSpace(space);
    const digits = hexId(this.#random, RANDOM_DIGITS);
    const file = await IncomingFile.create(this.#incoming, `${digits}-${hexId(this.#random, INSTANT_DIGITS)}`);
    try {
      for await (const chunk of bytes) await file.write(chunk);
      // Now, at the end: a blob's age counts from when a row could name it, however long it took to come.
      const id = `${space}/${digits}${this.#clock.now().toString(16).padStart(INSTANT_DIGITS, "0")}`;
      await file.finish(this.#path(id));
      return { id, size: file.size };
    } catch (error) {
      await file.discard();
      throw error;
    }
  }

  async get(id: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined> {
    if (!ID.test(id)) return undefined;
    try {
      return new BlobReader(await open(this.#path(id)), range);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async delete(id: string): Promise<void> {
    if (ID.test(id)) await rm(this.#path(id), { force: true });
  }

  async list(options: ListOptions): Promise<readonly string[]> {
    await removeLeftovers(this.#incoming, options.storedBefore);
    const found: string[] = [];
    for await (const id of this.#ids(options.after ?? "")) {
      if (found.length >= options.limit) break;
      if (instantOf(id) < options.storedBefore) found.push(id);
    }
    return found;
  }

  async drop(space: string): Promise<void> {
    assertSpace(space);
    await rm(join(this.#blobs, folderName(space)), { recursive: true, force: true });
  }

  /** Ids behind the given one, in order, reading a folder at a time. */
  async *#ids(after: string): AsyncGenerator<string> {
    const folders = await readFolder(this.#blobs);
    // Ids are ordered with their slash: `a.b/` comes before `a/`.
    const spaces = folders.map((name) => `${spaceName(name)}/`).sort(compareUtf8);
    for (const space of spaces) {
      if (space < after && !after.startsWith(space)) continue;
      const folder = join(this.#blobs, folderName(space.slice(0, -1)));
      for (const digits of (await readFolder(folder)).sort()) {
        if (`${space}${digits}` < after.slice(0, space.length + 2)) continue;
        for (const name of (await readFolder(join(folder, digits))).sort()) {
          const id = space + name;
          if (id > after && ID.test(id)) yield id;
        }
      }
    }
  }

  #path(id: string): string {
    const [, space = "", name = ""] = ID.exec(id) ?? [];
    return join(this.#blobs, folderName(space), name.slice(0, 2), name);
  }
}

/** Some disks take `A` and `a` for the same: capitals are written `=a`. */
function folderName(space: string): string {
  return space.replace(/[A-Z]/g, (capital) => `=${capital.toLowerCase()}`);
}

function spaceName(folder: string): string {
  return folder.replace(/=([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function instantOf(id: string): number {
  return Number.parseInt(id.slice(-INSTANT_DIGITS), 16);
}
