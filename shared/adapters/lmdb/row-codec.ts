import { assert } from "../../core/errors.ts";
import type { Put, Row } from "../../ports/table-store.ts";
import { decodeValue, type EncodedValue, encodeValue } from "./value-codec.ts";

/** What a transaction needs to know of a stored row: cheaper than its value. */
export interface RowHead {
  readonly version: string;
  readonly dueAt?: number;
  readonly tag?: string;
}

const VERSION_BYTES = 12;
const HAS_DUE = 1;
const HAS_TAG = 2;
const HAS_BYTES = 4;
const MAX_TAG_BYTES = 255;

/** Flags, version, due instant, tag, length of the JSON where bytes follow it, JSON, bytes. */
export function encodeRow({ value, dueAt, tag }: Pick<Put, "value" | "dueAt" | "tag">, version: Buffer): Buffer {
  const encoded = encodeValue(value);
  const tagBytes = Buffer.from(tag ?? "", "utf8");
  assert(tagBytes.length <= MAX_TAG_BYTES, "a tag is a short word");
  const flags =
    (dueAt === undefined ? 0 : HAS_DUE) | (tag === undefined ? 0 : HAS_TAG) | (encoded.bytes ? HAS_BYTES : 0);
  const head = Buffer.alloc(1 + VERSION_BYTES + 8 + 1 + MAX_TAG_BYTES + 4);
  let end = head.writeUInt8(flags);
  end += version.copy(head, end);
  if (dueAt !== undefined) end = head.writeDoubleBE(dueAt, end);
  if (tag !== undefined) {
    end = head.writeUInt8(tagBytes.length, end);
    end += tagBytes.copy(head, end);
  }
  if (!encoded.bytes) return Buffer.concat([head.subarray(0, end), encoded.json]);
  end = head.writeUInt32BE(encoded.json.length, end);
  return Buffer.concat([head.subarray(0, end), encoded.json, encoded.bytes]);
}

export function decodeHead(bytes: Buffer): RowHead {
  return readHead(bytes).head;
}

export function decodeRow(bytes: Buffer): RowHead & Pick<Row, "value"> {
  const { head, flags, end } = readHead(bytes);
  return { ...head, value: decodeValue(readValue(bytes, flags, end)) };
}

function readHead(bytes: Buffer): { head: RowHead; flags: number; end: number } {
  const flags = bytes.readUInt8();
  let end = 1 + VERSION_BYTES;
  const head: { version: string; dueAt?: number; tag?: string } = {
    version: bytes.toString("base64url", 1, end),
  };
  if (flags & HAS_DUE) {
    head.dueAt = bytes.readDoubleBE(end);
    end += 8;
  }
  if (flags & HAS_TAG) {
    const start = end + 1;
    end = start + bytes.readUInt8(end);
    head.tag = bytes.toString("utf8", start, end);
  }
  return { head, flags, end };
}

function readValue(bytes: Buffer, flags: number, end: number): EncodedValue {
  if (!(flags & HAS_BYTES)) return { json: bytes.subarray(end), bytes: undefined };
  const start = end + 4;
  const middle = start + bytes.readUInt32BE(end);
  return { json: bytes.subarray(start, middle), bytes: bytes.subarray(middle) };
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
