import { CHECKSUM_KINDS } from "../../core/checksum.ts";
import { invalidRequest } from "./errors.ts";
import type { ObjectChecksum, StoredObject } from "./model.ts";
import type { Excerpt } from "./object-parts.ts";

/** The members of AWS's shapes that carry checksums: `ChecksumCRC32`, ... */
export type ChecksumMembers = Readonly<Record<string, unknown>>;

/** The sum that an input carries, checked already by whoever read the bytes; undefined when there is none. */
export function givenChecksum(input: object): Pick<ObjectChecksum, "algorithm" | "value"> | undefined {
  for (const { name, member } of CHECKSUM_KINDS) {
    const value = (input as ChecksumMembers)[member];
    if (typeof value === "string") return { algorithm: name, value };
  }
  return undefined;
}

/** As answers carry it. */
export function checksumMembers(checksum: ObjectChecksum | undefined): ChecksumMembers {
  if (!checksum) return {};
  return { ...sumMember(checksum.algorithm, checksum.value), ChecksumType: checksum.type };
}

export function sumMember(algorithm: string, value: string | undefined): ChecksumMembers {
  return value === undefined ? {} : { [`Checksum${algorithm}`]: value };
}

/**
 * What GetObject and HeadObject answer to who asks: of a range S3 tells no sum, because it would not be the range's, unless it is
 * all of the object; of a part its own, where the object's is a sum of those.
 */
export function shownChecksum(
  { ChecksumMode }: { readonly ChecksumMode?: string | undefined },
  { checksum, body: { size } }: Pick<StoredObject, "checksum" | "body">,
  { range, partsCount, partChecksum }: Excerpt,
): ChecksumMembers {
  if (ChecksumMode !== "ENABLED" || !checksum) return {};
  if (partsCount !== undefined) {
    const isOwn = checksum.type === "COMPOSITE" && partChecksum !== undefined;
    return isOwn ? checksumMembers({ ...checksum, value: partChecksum }) : {};
  }
  const isWhole = !range || (range.start === 0 && range.end === size - 1);
  return isWhole ? checksumMembers(checksum) : {};
}

/** AWS's own list, which is what is built too. */
const ALGORITHMS = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"];

export function checkAlgorithm(algorithm: string): void {
  if (ALGORITHMS.includes(algorithm)) return;
  const message = `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${ALGORITHMS.join(", ")}]`;
  throw invalidRequest(message, "multipart-upload");
}
