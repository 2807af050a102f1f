import { copyValue } from "../../core/copy-value.ts";
import type { Value } from "../../core/json.ts";

const NUL = "\0";
const LENGTH_BYTES = 4;
/** In the length: some texts of the JSON stand for something else. */
const MARKED = 0x80000000;

/**
 * The length of the JSON, the JSON, and behind it the bytes that JSON cannot hold. JSON because it keeps every member's name
 * as it is (msgpack decoders rename `__proto__`), can be read by any tool, and is as fast as they are. A text that begins
 * with NUL stands for bytes; a real one gets a second NUL. The caller may have some bytes left free before it all.
 */
export function encodeValue(value: Value, headBytes = 0): Buffer {
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
  const json = JSON.stringify(plain);
  const jsonBytes = Buffer.byteLength(json, "utf8");
  // One allocation for a row: this is on the path of every request.
  const encoded = Buffer.allocUnsafe(headBytes + LENGTH_BYTES + jsonBytes + size);
  let end = encoded.writeUInt32BE(jsonBytes + marked, headBytes);
  end += encoded.write(json, end, "utf8");
  for (const chunk of chunks) {
    encoded.set(chunk, end);
    end += chunk.length;
  }
  return encoded;
}

/** The value, which shares nothing with the buffer: lmdb uses that again for its next read. */
export function decodeValue(encoded: Buffer, start = 0): Value {
  const length = encoded.readUInt32BE(start);
  const begin = start + LENGTH_BYTES;
  if (length < MARKED) return JSON.parse(encoded.toString("utf8", begin, begin + length));
  const end = begin + length - MARKED;
  const bytes = Buffer.from(encoded.subarray(end, encoded.length));
  return restore(JSON.parse(encoded.toString("utf8", begin, end)), bytes);
}

/** Puts back, in place, what {@link encodeValue} marked: the tree is fresh from the parser. */
function restore(value: Value, bytes: Buffer): Value {
  if (typeof value === "string") return value.startsWith(NUL) ? restoreLeaf(value, bytes) : value;
  if (typeof value !== "object" || value === null) return value;
  const members = value as { [name: string]: Value };
  for (const name of Object.keys(members)) {
    const member = members[name] as Value;
    const restored = restore(member, bytes);
    if (restored !== member) members[name] = restored;
  }
  return value;
}

function restoreLeaf(text: string, bytes: Buffer): Value {
  if (text.startsWith(NUL, 1)) return text.slice(1);
  const comma = text.indexOf(",");
  const from = Number(text.slice(1, comma));
  const to = Number(text.slice(comma + 1));
  return new Uint8Array(bytes.buffer, bytes.byteOffset + from, to - from);
}
