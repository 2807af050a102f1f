import type { Value } from "../../core/json.ts";
import { rejoinBytes, separateBytes } from "../../core/separate-bytes.ts";

const LENGTH_BYTES = 4;
/** In the length: some texts of the JSON stand for something else. */
const MARKED = 0x80000000;

/**
 * The length of the JSON, the JSON, and behind it the bytes that JSON cannot hold. JSON because it keeps every member's name
 * as it is (msgpack decoders rename `__proto__`), can be read by any tool, and is as fast as they are. The caller may have some
 * bytes left free before it all.
 */
export function encodeValue(value: Value, headBytes = 0): Buffer {
  const { plain, chunks, size, marked } = separateBytes(value);
  const json = JSON.stringify(plain);
  const jsonBytes = Buffer.byteLength(json, "utf8");
  // One allocation for a row: this is on the path of every request.
  const encoded = Buffer.allocUnsafe(headBytes + LENGTH_BYTES + jsonBytes + size);
  let end = encoded.writeUInt32BE(jsonBytes + (marked ? MARKED : 0), headBytes);
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
  return rejoinBytes(JSON.parse(encoded.toString("utf8", begin, end)), encoded.subarray(end));
}
