import { assert } from "../../core/errors.ts";
import type { Put, Row } from "../../ports/table-store.ts";
import { decodeValue, encodeValue } from "./value-codec.ts";

/** What a transaction needs to know of a stored row: cheaper than its value. */
export interface RowHead {
  readonly version: string;
  readonly dueAt?: number;
  readonly tag?: string;
}

const VERSION_BYTES = 12;
const INSTANT_BYTES = 8;
const HAS_DUE = 1;
const HAS_TAG = 2;
const MAX_TAG_BYTES = 255;

/** Flags, version, due instant, tag, value. */
export function encodeRow({ value, dueAt, tag }: Pick<Put, "value" | "dueAt" | "tag">, version: Buffer): Buffer {
  const tagBytes = Buffer.byteLength(tag ?? "", "utf8");
  assert(tagBytes <= MAX_TAG_BYTES, "a tag is a short word");
  const headBytes =
    1 + VERSION_BYTES + (dueAt === undefined ? 0 : INSTANT_BYTES) + (tag === undefined ? 0 : 1 + tagBytes);
  const row = encodeValue(value, headBytes);
  let end = row.writeUInt8((dueAt === undefined ? 0 : HAS_DUE) | (tag === undefined ? 0 : HAS_TAG));
  end += version.copy(row, end);
  if (dueAt !== undefined) end = row.writeDoubleBE(dueAt, end);
  if (tag !== undefined) row.write(tag, row.writeUInt8(tagBytes, end), "utf8");
  return row;
}

export function decodeHead(bytes: Buffer): RowHead {
  return readHead(bytes).head;
}

export function decodeRow(bytes: Buffer): RowHead & Pick<Row, "value"> {
  const { head, end } = readHead(bytes);
  return { ...head, value: decodeValue(bytes, end) };
}

function readHead(bytes: Buffer): { head: RowHead; end: number } {
  const flags = bytes.readUInt8();
  let end = 1 + VERSION_BYTES;
  const head: { version: string; dueAt?: number; tag?: string } = {
    version: bytes.toString("base64url", 1, end),
  };
  if (flags & HAS_DUE) {
    head.dueAt = bytes.readDoubleBE(end);
    end += INSTANT_BYTES;
  }
  if (flags & HAS_TAG) {
    const start = end + 1;
    end = start + bytes.readUInt8(end);
    head.tag = bytes.toString("utf8", start, end);
  }
  return { head, end };
}

/** Versions that never repeat: a stamp drawn when the store was opened, and a count. */
export class Versions {
  readonly #next: Buffer;

  constructor(stamp: Uint8Array) {
    this.#next = Buffer.alloc(VERSION_BYTES);
    this.#next.set(stamp.subarray(0, 6));
  }

  next(): Buffer {
    this.#next.writeUIntBE(this.#next.readUIntBE(6, 6) + 1, 6, 6);
    return Buffer.from(this.#next);
  }
}
