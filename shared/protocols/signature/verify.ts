import { timingSafeEqual } from "node:crypto";
import type { ChunkVerifier } from "../body/aws-chunked.ts";
import type { Family } from "../fault.ts";
import type { WireRequest } from "../wire-message.ts";
import { chunkSignatures } from "./chunk-signatures.ts";
import type { Credentials, SigV2, SigV4 } from "./credentials.ts";
import { checkSkew, checkTime } from "./request-time.ts";
import {
  incompleteHeader,
  inFamily,
  invalidContentSha256,
  missingContentSha256,
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

/** What S3 signs instead of a body's sum, and what says how the body comes. */
const CHUNKS_ARE_SIGNED = /^STREAMING-AWS4-HMAC-SHA256-PAYLOAD(-TRAILER)?$/;

/** What S3 takes for a body's sum. */
const CONTENT_SHA256 =
  /^(?:UNSIGNED-PAYLOAD|STREAMING-(?:UNSIGNED-PAYLOAD-TRAILER|AWS4-(?:HMAC-SHA256|ECDSA-P256-SHA256)-PAYLOAD(?:-TRAILER)?)|[0-9a-fA-F]{64})$/;

type Request = Pick<WireRequest, "method" | "path" | "query" | "headers">;

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

  /** Throws for a form whose policy its maker did not sign. */
  verifyForm(credentials: Credentials, policy: string, session?: string): void {
    if (credentials.kind === "anonymous") throw unsigned("s3");
    const secret = session ?? this.#secrets(credentials.accessKeyId);
    if (secret === undefined) throw unknownAccessKey("s3", credentials.accessKeyId);
    const signature =
      credentials.kind === "v2" ? signatureV2(secret, policy) : hmacHex(this.#keys.key(secret, credentials), policy);
    if (!sameText(signature, credentials.signature)) {
      throw wrongSignature("s3", signatureDetails(credentials, policy));
    }
  }

  async #verifyV4(credentials: SigV4, request: Request, secret: string, options: VerifyOptions) {
    const { family, now } = options;
    const { signedAt, signedHeaders } = credentials;
    checkComplete(credentials, family);
    checkTime(credentials, now, family);
    const missing = unsignedOf(request.headers, signedHeaders);
    if (missing.length > 0) throw unsignedHeaders(family, missing);
    const payload = await payloadOf(request, credentials, options);
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

/** Whoever changes the host or one of AWS's own headers changes what a request does: they must be signed. */
function unsignedOf(headers: Request["headers"], signed: readonly string[]): string[] {
  return Object.keys(headers).filter(
    (name) => (name === "host" || name.startsWith("x-amz-")) && !signed.includes(name),
  );
}

/** A presigned URL has been looked at already. */
function checkComplete({ signature, signedHeaders }: SigV4, family: Family): void {
  const missing = [
    ...(signature === "" ? ["Signature"] : []),
    ...(signedHeaders.length === 0 ? ["SignedHeaders"] : []),
  ];
  if (missing.length > 0) throw inFamily(incompleteHeader(missing), family);
}

async function payloadOf({ headers }: Request, { expiresSeconds }: SigV4, options: VerifyOptions): Promise<string> {
  const said = headers["x-amz-content-sha256"];
  if (options.family === "s3") {
    if (said === undefined && expiresSeconds === undefined) throw missingContentSha256();
    if (said !== undefined && !CONTENT_SHA256.test(said)) throw invalidContentSha256(said);
    return said ?? "UNSIGNED-PAYLOAD";
  }
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
    checkSkew(request.headers["x-amz-date"] ?? request.headers.date ?? "", now, family);
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
