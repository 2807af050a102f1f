import { createHash, type Hash } from "node:crypto";
import { type ByteStream, collect, watched, wholeBytes } from "../../core/bytes.ts";
import { type ChecksumKind, checksumKind, isChecksum, toBase64 } from "../../core/checksum.ts";
import type { Digest } from "../../core/crc.ts";
import { type ChunkVerifier, decodeAwsChunked } from "./aws-chunked.ts";
import {
  badChecksum,
  invalidContentMd5,
  invalidTrailer,
  missingDecodedLength,
  missingTrailer,
  wrongContentMd5,
  wrongContentSha256,
  wrongLength,
} from "./body-faults.ts";
import { type Expectation, readExpectation } from "./expectation.ts";

type Headers = Readonly<Record<string, string>>;

export interface VerifiedBody {
  /** The object's bytes. Throws at their end when anything that the request said of them is not so. */
  readonly bytes: ByteStream;
  /** The checksum that held; undefined until the bytes have been read, and where none was given. */
  checksum(): { readonly member: string; readonly value: string } | undefined;
  /** Where none was given: that of the kind which was asked for instead. */
  computed(): { readonly algorithm: string; readonly value: string } | undefined;
}

export interface BodyOptions {
  readonly headers: Headers;
  /** Whether a checksum in the headers is the body's own. */
  readonly checksums: boolean;
  /** What to work out where the headers say no checksum: `CRC64NVME`. */
  readonly sumsUp?: string | undefined;
  /** Where chunks' signatures are to be verified. */
  readonly verifier?: ChunkVerifier | undefined;
}

/** Whether a body has AWS's own framing around it. */
export function isAwsChunked(headers: Headers): boolean {
  return (
    headers["x-amz-content-sha256"]?.startsWith("STREAMING-") === true ||
    headers["content-encoding"]?.split(",").some((one) => one.trim().toLowerCase() === "aws-chunked") === true
  );
}

/** A body of any size, checked as it passes: framing, length, checksum, SHA-256. Who stores it forgets it when it throws. */
export function verifiedBody(source: ByteStream, options: BodyOptions): VerifiedBody {
  const { headers, verifier, checksums, sumsUp } = options;
  const expectation = readExpectation(headers, checksums);
  const { checksum } = expectation;
  const framed = isAwsChunked(headers);
  if (checksum?.value === "trailer" && !framed) throw missingTrailer();
  const length = framed ? decodedLength(headers) : undefined;
  const { bytes, trailers } = framed ? decodeAwsChunked(source, verifier) : { bytes: source, trailers: NO_TRAILERS };
  const kind = checksum || sumsUp === undefined ? undefined : checksumKind(`x-amz-checksum-${sumsUp.toLowerCase()}`);
  const instead = kind && { name: kind.name, digest: kind.create() };
  const body = verified(bytes, expectation, {
    length,
    instead: instead?.digest,
    trailer: (name) => trailers.get(name),
  });
  let value: string | undefined;
  const computed = () => {
    if (!instead) return undefined;
    value ??= toBase64(instead.digest.digest());
    return { algorithm: instead.name, value };
  };
  return { ...body, computed };
}

const NO_TRAILERS: ReadonlyMap<string, string> = new Map();

/** The same for a body that is held whole, and its Content-MD5 too. Without framing there is nothing to stream through. */
export async function verifyBytes(bytes: Uint8Array, options: BodyOptions): Promise<Uint8Array> {
  const { headers, checksums } = options;
  if (isAwsChunked(headers)) {
    const whole = await collect(verifiedBody(wholeBytes(bytes), options).bytes);
    verifyContentMd5(whole, headers["content-md5"]);
    return whole;
  }
  const { checksum, contentSha256 } = readExpectation(headers, checksums);
  if (checksum?.value === "trailer") throw missingTrailer();
  if (contentSha256 !== undefined) checkSha256(createHash("sha256").update(bytes), contentSha256);
  if (checksum) {
    const digest = checksum.kind.create();
    digest.update(bytes);
    checkSum(checksum.kind, checksum.value, digest);
  }
  verifyContentMd5(bytes, headers["content-md5"]);
  return bytes;
}

/** The length of the object itself, where a client has announced it. */
export function announcedLength(headers: Headers): number | undefined {
  const name = isAwsChunked(headers) ? "x-amz-decoded-content-length" : "content-length";
  const text = headers[name];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function decodedLength(headers: Headers): number {
  const length = announcedLength(headers);
  if (length === undefined) throw missingDecodedLength();
  return length;
}

interface PassTools {
  readonly length: number | undefined;
  /** Sums up besides. */
  readonly instead: Digest | undefined;
  trailer(name: string): string | undefined;
}

function verified(
  source: ByteStream,
  { checksum, contentSha256 }: Expectation,
  { length, instead, trailer }: PassTools,
): Omit<VerifiedBody, "computed"> {
  const digest = checksum?.kind.create();
  const sha256 = contentSha256 === undefined ? undefined : createHash("sha256");
  let held: { member: string; value: string } | undefined;
  let size = 0;
  const see = (chunk: Uint8Array): void => {
    size += chunk.length;
    digest?.update(chunk);
    instead?.update(chunk);
    sha256?.update(chunk);
  };
  const end = (): void => {
    if (length !== undefined && size !== length) throw wrongLength(length, size);
    if (sha256 && contentSha256 !== undefined) checkSha256(sha256, contentSha256);
    if (!checksum || !digest) return;
    const value = checksum.value === "trailer" ? trailer(checksum.kind.header) : checksum.value;
    if (value === undefined) throw missingTrailer();
    if (!isChecksum(checksum.kind, value)) throw invalidTrailer(checksum.kind);
    checkSum(checksum.kind, value, digest);
    held = { member: checksum.kind.member, value };
  };
  return { bytes: watched(source, see, end), checksum: () => held };
}

function checkSha256(computing: Hash, expected: string): void {
  const computed = computing.digest("hex");
  if (computed !== expected) throw wrongContentSha256(expected, computed);
}

function checkSum(kind: ChecksumKind, expected: string, digest: Digest): void {
  if (toBase64(digest.digest()) !== expected) throw badChecksum(kind);
}

function verifyContentMd5(bytes: Uint8Array, expected: string | undefined): void {
  if (expected === undefined) return;
  const decoded = Buffer.from(expected, "base64");
  if (decoded.length !== 16 || decoded.toString("base64") !== expected) throw invalidContentMd5(expected);
  const computed = createHash("md5").update(bytes).digest("base64");
  if (computed !== expected) throw wrongContentMd5(expected, computed);
}
