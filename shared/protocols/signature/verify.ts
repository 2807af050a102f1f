import { timingSafeEqual } from "node:crypto";
import type { ChunkVerifier } from "../body/aws-chunked.ts";
import type { Family } from "../fault.ts";
import type { WireRequest } from "../wire-message.ts";
import { chunkSignatures } from "./chunk-signatures.ts";
import type { Credentials, SigV2, SigV4 } from "./credentials.ts";
import {
  expired,
  notYetValid,
  skewed,
  unknownAccessKey,
  unsigned,
  unsignedHeaders,
  wrongSignature,
} from "./signature-faults.ts";
import { signatureV2, stringToSignV2 } from "./sigv2.ts";
import { canonicalRequest, hmacHex, SigningKeys, scopeText, sha256Hex, stringToSign } from "./sigv4.ts";

/** The secret of an access key; undefined for a key that nobody gave out. */
export type Secrets = (accessKeyId: string) => string | undefined;

export interface VerifyOptions {
  readonly family: Family;
  /** Wall time, epoch milliseconds. */
  readonly now: number;
  /** The SHA-256 of the body in hexadecimal, where the request does not say what was signed for it. */
  payload(): Promise<string>;
  /** Of a key that is not among the verifier's own: a session's. */
  readonly secret?: string | undefined;
  /** The bucket of a request whose host names it. */
  readonly hostBucket: string | undefined;
}

/** AWS tolerates clocks that are a quarter of an hour apart. */
const MAX_SKEW_MILLISECONDS = 15 * 60 * 1000;

/** What S3 signs instead of a body's sum, and what says how the body comes. */
const CHUNKS_ARE_SIGNED = /^STREAMING-AWS4-HMAC-SHA256-PAYLOAD(-TRAILER)?$/;

type Request = Pick<WireRequest, "method" | "path" | "query" | "headers">;

/** A presigned URL is good until its time, whether or not signatures are verified. Wall time: links leave the playground. */
export function checkExpiry(credentials: Credentials, now: number): void {
  const until = expiryOf(credentials);
  if (until === undefined || now < until) return;
  const times = {
    Expires: new Date(until).toISOString().replace(".000Z", "Z"),
    ServerTime: new Date(now).toISOString(),
  };
  const seconds = credentials.kind === "v4" ? { "X-Amz-Expires": credentials.expiresSeconds } : {};
  throw expired({ ...seconds, ...times });
}

function expiryOf(credentials: Credentials): number | undefined {
  if (credentials.kind === "v2") {
    const { expiresAtSeconds } = credentials;
    return expiresAtSeconds === undefined ? undefined : expiresAtSeconds * 1000;
  }
  if (credentials.kind !== "v4" || credentials.expiresSeconds === undefined) return undefined;
  const signedAt = instantOf(credentials.signedAt);
  return Number.isNaN(signedAt) ? 0 : signedAt + credentials.expiresSeconds * 1000;
}

/** Holds requests to their signatures. */
export class SignatureVerifier {
  readonly #secrets: Secrets;
  readonly #keys = new SigningKeys();

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
  }

  /** Throws for whoever did not sign what was sent. Returns what verifies the chunks of a body that comes in signed chunks. */
  async verify(credentials: Credentials, request: Request, options: VerifyOptions): Promise<ChunkVerifier | undefined> {
    if (credentials.kind === "anonymous") throw unsigned(options.family);
    const secret = options.secret ?? this.#secrets(credentials.accessKeyId);
    if (secret === undefined) throw unknownAccessKey(options.family, credentials.accessKeyId);
    if (credentials.kind === "v2") {
      if (options.family !== "s3") throw wrongSignature(options.family, {});
      verifyV2(credentials, request, secret, options);
      return undefined;
    }
    return this.#verifyV4(credentials, request, secret, options);
  }

  async #verifyV4(credentials: SigV4, request: Request, secret: string, options: VerifyOptions) {
    const { family, now } = options;
    const { signedAt, signedHeaders } = credentials;
    checkTime(credentials, now, family);
    const missing = unsignedOf(request.headers, signedHeaders);
    if (missing.length > 0) throw unsignedHeaders(family, missing);
    const payload = await payloadOf(request, options);
    const canonical = canonicalRequest(request, { signedHeaders, payload, s3: family === "s3" });
    const scope = scopeText(credentials);
    const text = stringToSign(signedAt, scope, canonical);
    const key = this.#keys.key(secret, credentials);
    const wrong = () => wrongSignature(family, signatureDetails(credentials, text, canonical));
    if (!sameText(hmacHex(key, text), credentials.signature)) throw wrong();
    if (!CHUNKS_ARE_SIGNED.test(payload)) return undefined;
    return chunkSignatures({ key, signedAt, scope, seed: credentials.signature, wrong });
  }
}

function checkTime({ signedAt, date, expiresSeconds }: SigV4, now: number, family: Family): void {
  const instant = instantOf(signedAt);
  const serverTime = new Date(now);
  const isSkewed = Number.isNaN(instant) || !signedAt.startsWith(date) || instant - now > MAX_SKEW_MILLISECONDS;
  if (expiresSeconds !== undefined) {
    // How old a presigned URL may be, its own expiry says.
    if (isSkewed) throw notYetValid({ "X-Amz-Expires": expiresSeconds, ServerTime: serverTime.toISOString() });
    return;
  }
  if (isSkewed || now - instant > MAX_SKEW_MILLISECONDS) {
    throw skewed(family, { signedAt, serverTime, maxMilliseconds: MAX_SKEW_MILLISECONDS });
  }
}

/** Whoever changes the host or one of AWS's own headers changes what a request does: they must be signed. */
function unsignedOf(headers: Request["headers"], signed: readonly string[]): string[] {
  return Object.keys(headers).filter(
    (name) => (name === "host" || name.startsWith("x-amz-")) && !signed.includes(name),
  );
}

async function payloadOf({ headers }: Request, options: VerifyOptions): Promise<string> {
  const said = headers["x-amz-content-sha256"];
  if (options.family === "s3") return said ?? "UNSIGNED-PAYLOAD";
  const actual = await options.payload();
  // What a header says of the body is only worth something when the body is so.
  if (said !== undefined && said !== actual) throw wrongSignature(options.family, {});
  return actual;
}

function verifyV2(
  credentials: SigV2,
  request: Request,
  secret: string,
  { family, now, hostBucket }: VerifyOptions,
): void {
  if (credentials.expiresAtSeconds === undefined) {
    const signedAt = request.headers["x-amz-date"] ?? request.headers.date ?? "";
    const instant = Date.parse(signedAt);
    if (!(Math.abs(instant - now) <= MAX_SKEW_MILLISECONDS)) {
      throw skewed(family, { signedAt, serverTime: new Date(now), maxMilliseconds: MAX_SKEW_MILLISECONDS });
    }
  }
  const text = stringToSignV2(request, credentials, hostBucket);
  if (sameText(signatureV2(secret, text), credentials.signature)) return;
  throw wrongSignature(family, signatureDetails(credentials, text));
}

function signatureDetails({ accessKeyId, signature }: SigV2 | SigV4, text: string, canonical?: string) {
  return {
    AWSAccessKeyId: accessKeyId,
    StringToSign: text,
    SignatureProvided: signature,
    StringToSignBytes: spacedHex(text),
    ...(canonical === undefined ? {} : { CanonicalRequest: canonical, CanonicalRequestBytes: spacedHex(canonical) }),
  };
}

function spacedHex(text: string): string {
  return Buffer.from(text, "utf8")
    .toString("hex")
    .replace(/(..)(?=.)/g, "$1 ");
}

function sameText(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(sha256Hex(left)), Buffer.from(sha256Hex(right))];
  return timingSafeEqual(one, other);
}

/** `20260131T120000Z` as epoch milliseconds; NaN when it is none. */
function instantOf(signedAt: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(signedAt);
  if (!match) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
