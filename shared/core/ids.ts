/** Chance as an input: what draws an id needs no more than this. */
export interface ByteSource {
  bytes(count: number): Uint8Array;
}

/** A version 4 UUID (RFC 9562), as AWS uses for message and request ids. */
export function uuid(random: ByteSource): string {
  const { buffer, byteOffset, length } = random.bytes(16);
  const bytes = Buffer.from(buffer, byteOffset, length);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** `length` hexadecimal digits: ECS's task ids (32), trace ids. */
export function hexId(random: ByteSource, length: number): string {
  return Buffer.from(random.bytes(Math.ceil(length / 2)))
    .toString("hex")
    .slice(0, length);
}

const INSTANT_DIGITS = 14;

/** An instant as text that sorts as the number does, for keys. */
export function sortableInstant(instant: number): string {
  return String(Math.max(0, Math.trunc(instant))).padStart(INSTANT_DIGITS, "0");
}
