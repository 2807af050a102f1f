import { copyValue } from "../../core/copy-value.ts";
import type { Value } from "../../core/json.ts";

/** A value as stored: JSON, and beside it the bytes that JSON cannot hold, one after the other. */
export interface EncodedValue {
  readonly json: Buffer;
  /** Undefined when the JSON is the whole value. */
  readonly bytes: Buffer | undefined;
}

const NUL = "\0";

/**
 * JSON because it keeps every member's name as it is (msgpack decoders rename `__proto__`), is read by any tool, and is as
 * fast as they are. A text that begins with NUL stands for bytes; a real one gets a second NUL.
 */
export function encodeValue(value: Value): EncodedValue {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let marked = false;
  const plain = copyValue(value, (leaf) => {
    if (typeof leaf === "string") {
      if (!leaf.startsWith(NUL)) return leaf;
      marked = true;
      return NUL + leaf;
    }
    marked = true;
    chunks.push(leaf);
    size += leaf.length;
    return `${NUL}${size - leaf.length},${size}`;
  });
  return { json: Buffer.from(JSON.stringify(plain), "utf8"), bytes: marked ? Buffer.concat(chunks) : undefined };
}

/** The value, sharing nothing with the buffers. */
export function decodeValue({ json, bytes }: EncodedValue): Value {
  const value = JSON.parse(json.toString("utf8")) as Value;
  if (!bytes) return value;
  return copyValue(value, (leaf) => {
    if (typeof leaf !== "string" || !leaf.startsWith(NUL)) return leaf as string;
    if (leaf.startsWith(NUL, 1)) return leaf.slice(1);
    const [start, end] = leaf.slice(1).split(",").map(Number);
    return new Uint8Array(bytes.subarray(start, end));
  });
}
