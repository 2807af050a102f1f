import { copyValue } from "../../core/copy-value.ts";
import type { Value } from "../../core/json.ts";

const NUL = "\0";
const LENGTH_BYTES = 4;
/** In the length: some texts of the JSON stand for something else. */
const MARKED = 0x80000000;

/**
 * The length of the JSON, the JSON, and behind it the bytes that JSON cannot hold. JSON because it keeps every member's name
 * as it is (msgpack decoders rename `__proto__`), can be read by any tool, and is as fast as they are. A text that begins
 * with NUL stands for bytes; a real one gets a second NUL.
 */
export function encodeValue(value: Value): Buffer {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let marked = 0;
  const plain = copyValue(value, (leaf) => {
    if (typeof leaf === "string") {
      if (!leaf.startsWith(NUL)) return leaf;
      marked = MARKED;
      return NUL + leaf;
    }
    marked = MARKED;
    chunks.push(leaf);
    size += leaf.length;
    return `${NUL}${size - leaf.length},${size}`;
  });
  const json = Buffer.from(JSON.stringify(plain), "utf8");
  const length = Buffer.allocUnsafe(LENGTH_BYTES);
  length.writeUInt32BE(json.length + marked);
  return Buffer.concat([length, json, ...chunks]);
}

/** The value, sharing nothing with the buffer. */
export function decodeValue(encoded: Buffer, start = 0): Value {
  const length = encoded.readUInt32BE(start);
  const begin = start + LENGTH_BYTES;
  if (length < MARKED) return JSON.parse(encoded.toString("utf8", begin, begin + length));
  const end = begin + length - MARKED;
  const bytes = encoded.subarray(end);
  return copyValue(JSON.parse(encoded.toString("utf8", begin, end)), (leaf) => {
    if (typeof leaf !== "string" || !leaf.startsWith(NUL)) return leaf;
    if (leaf.startsWith(NUL, 1)) return leaf.slice(1);
    const [from, to] = leaf.slice(1).split(",").map(Number);
    return new Uint8Array(bytes.subarray(from, to));
  });
}
