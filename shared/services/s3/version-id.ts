import { createHash } from "node:crypto";

/**
 * Version ids look like AWS's: 32 characters that mean nothing to a reader. Ours can be read by us: they carry the sequencer of
 * their version, so that the row of a version is found without looking for it, and a few bytes that tell an id of ours from
 * any other text. What they carry is hidden under the hash of the random bytes, so that nobody comes to rely on their order.
 */
const RANDOM_BYTES = 12;
const ORDER_BYTES = 8;
const CHECK_BYTES = 4;
const ID_PATTERN = /^[A-Za-z0-9._]{32}$/;

/** How a version is named that was stored while versioning was off or suspended. */
export const NULL_VERSION = "null";

/** Of a version whose sequencer has 16 hexadecimal digits. */
export function makeVersionId(sequencer: string, random: Uint8Array): string {
  const salt = Buffer.from(random.subarray(0, RANDOM_BYTES));
  const order = Buffer.from(sequencer, "hex");
  const plain = Buffer.concat([order, digest(salt, order).subarray(0, CHECK_BYTES)]);
  return Buffer.concat([salt, mask(plain, salt)])
    .toString("base64")
    .replaceAll("+", ".")
    .replaceAll("/", "_");
}

/** The sequencer that an id carries; undefined for a text that is none of our ids. */
export function sequencerOf(versionId: string): string | undefined {
  if (!ID_PATTERN.test(versionId)) return undefined;
  const bytes = Buffer.from(versionId.replaceAll(".", "+").replaceAll("_", "/"), "base64");
  const salt = bytes.subarray(0, RANDOM_BYTES);
  const plain = mask(bytes.subarray(RANDOM_BYTES), salt);
  const order = plain.subarray(0, ORDER_BYTES);
  const check = digest(salt, order).subarray(0, CHECK_BYTES);
  return check.equals(plain.subarray(ORDER_BYTES)) ? order.toString("hex").toUpperCase() : undefined;
}

export const VERSION_ID_RANDOM_BYTES = RANDOM_BYTES;

function mask(bytes: Uint8Array, salt: Uint8Array): Buffer {
  const hidden = digest(salt, Buffer.from("version"));
  return Buffer.from(bytes.map((byte, index) => byte ^ (hidden[index] ?? 0)));
}

function digest(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
