import { createHash } from "node:crypto";
import { Crc32, Crc32c, Crc64Nvme, type Digest } from "./crc.ts";

/** How S3 sums up bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
export interface ChecksumKind {
  /** As AWS spells it: `CRC32C`. */
  readonly name: string;
  /** Lower case. */
  readonly header: string;
  /** The member of AWS's shapes that carries it. */
  readonly member: string;
  readonly bytes: number;
  create(): Digest;
}

export const CHECKSUM_KINDS: readonly ChecksumKind[] = [
  kind("CRC32", 4, () => new Crc32()),
  kind("CRC32C", 4, () => new Crc32c()),
  kind("CRC64NVME", 8, () => new Crc64Nvme()),
  kind("SHA1", 20, () => createHash("sha1")),
  kind("SHA256", 32, () => createHash("sha256")),
  kind("SHA512", 64, () => createHash("sha512")),
  kind("MD5", 16, () => createHash("md5")),
];

function kind(name: string, bytes: number, create: () => Digest): ChecksumKind {
  return { name, header: `x-amz-checksum-${name.toLowerCase()}`, member: `Checksum${name}`, bytes, create };
}

export function checksumKind(header: string): ChecksumKind | undefined {
  return CHECKSUM_KINDS.find((one) => one.header === header);
}

/** Base64 of exactly the bytes that the kind has. */
export function isChecksum({ bytes }: ChecksumKind, text: string): boolean {
  const decoded = Buffer.from(text, "base64");
  return decoded.length === bytes && decoded.toString("base64") === text;
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
