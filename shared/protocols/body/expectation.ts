import { type ChecksumKind, checksumKind, isChecksum } from "../../core/checksum.ts";
import { ServiceError } from "../../core/errors.ts";

type Headers = Readonly<Record<string, string>>;

/** What a request says that its body sums up to. */
export interface Expectation {
  /** Of the bytes as they are stored, in a header or, after them, in a trailer. */
  readonly checksum?: { readonly kind: ChecksumKind; readonly value: string | "trailer" };
  /** Hexadecimal SHA-256 of the body as it is sent, where it is sent as it is. */
  readonly contentSha256?: string;
}

const PREFIX = "x-amz-checksum-";
/** Headers of that prefix that say something else. */
const NO_CHECKSUMS = new Set(["x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type"]);
const HEX_SHA256 = /^[0-9a-f]{64}$/;

/**
 * Reads what is to be checked. A sum that can't be checked is refused: to take it unread would be a promise that nobody keeps.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export function readExpectation(headers: Headers, checksums: boolean): Expectation {
  const checksum = checksums ? readChecksum(headers) : undefined;
  const sha256 = headers["x-amz-content-sha256"];
  return {
    ...(checksum ? { checksum } : {}),
    ...(sha256 !== undefined && HEX_SHA256.test(sha256) ? { contentSha256: sha256 } : {}),
  };
}

function readChecksum(headers: Headers): Expectation["checksum"] {
  const names = Object.keys(headers).filter((name) => name.startsWith(PREFIX) && !NO_CHECKSUMS.has(name));
  const trailer = headers["x-amz-trailer"]?.trim().toLowerCase();
  if (names.length + (trailer === undefined ? 0 : 1) > 1) {
    throw invalid("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
  }
  const [name] = names;
  if (name !== undefined) {
    const value = headers[name] ?? "";
    const kind = knownKind(name);
    if (!isChecksum(kind, value)) throw invalid(`Value for ${name} header is invalid.`);
    return { kind, value };
  }
  if (trailer !== undefined) {
    if (!trailer.startsWith(PREFIX)) throw invalid("The value specified in the x-amz-trailer header is not supported");
    return { kind: knownKind(trailer), value: "trailer" };
  }
  if (headers["x-amz-sdk-checksum-algorithm"] !== undefined) {
    throw invalid(
      "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
    );
  }
  return undefined;
}

function knownKind(header: string): ChecksumKind {
  const kind = checksumKind(header);
  if (kind) return kind;
  const message = `Skyground can't compute ${header} yet, and a checksum that is not checked is worth nothing. Use CRC32, CRC32C, CRC64NVME, SHA1 or SHA256.`;
  throw new ServiceError("NotImplemented", message, { status: 501, details: { Header: header } });
}

function invalid(message: string): ServiceError {
  return new ServiceError("InvalidRequest", message);
}
