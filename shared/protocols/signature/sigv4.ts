import { createHash, createHmac } from "node:crypto";
import { headerText } from "../../core/header-text.ts";
import { decodePercent, decodeQueryText } from "../rest/percent.ts";
import type { WireRequest } from "../wire-message.ts";
import { ALGORITHM, type SigV4 } from "./credentials.ts";

/*
 * AWS Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */

type Scope = Pick<SigV4, "date" | "region" | "service">;

export function scopeText({ date, region, service }: Scope): string {
  return `${date}/${region}/${service}/aws4_request`;
}

export interface CanonicalOptions {
  readonly signedHeaders: readonly string[];
  /** Hexadecimal SHA-256, or what stands for it: `UNSIGNED-PAYLOAD`. */
  readonly payload: string;
  /** S3 encodes the path once, everybody else what has been encoded already. */
  readonly s3: boolean;
}

export function canonicalRequest(
  { method, path, query, headers }: Pick<WireRequest, "method" | "path" | "query" | "headers">,
  { signedHeaders, payload, s3 }: CanonicalOptions,
): string {
  const names = [...signedHeaders].sort();
  const canonicalHeaders = names.map(
    (name) =>
      `${name}:${headerText(headers[name] ?? "")
        .trim()
        .replace(/ +/g, " ")}\n`,
  );
  return [
    method,
    canonicalPath(path, s3),
    canonicalQuery(query),
    canonicalHeaders.join(""),
    names.join(";"),
    payload,
  ].join("\n");
}

function canonicalPath(path: string, s3: boolean): string {
  // A client may have sent fewer characters encoded than it signed: each part is brought to one form.
  if (s3) return path.split("/").map(reencode).join("/");
  return path.split("/").map(uriEncode).join("/");
}

function reencode(part: string): string {
  const decoded = decodePercent(part);
  return decoded === undefined ? part : uriEncode(decoded);
}

function canonicalQuery(query: WireRequest["query"]): string {
  const pairs: string[] = [];
  for (const name in query) {
    if (name === "X-Amz-Signature") continue;
    for (const value of query[name] ?? []) pairs.push(`${reencodeQuery(name)}=${reencodeQuery(value)}`);
  }
  return pairs.sort().join("&");
}

function reencodeQuery(text: string): string {
  const decoded = decodeQueryText(text);
  return decoded === undefined ? text : uriEncode(decoded);
}

/** Everything but unreserved characters (RFC 3986), in capitals. */
function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function stringToSign(signedAt: string, scope: string, canonical: string): string {
  return [ALGORITHM, signedAt, scope, sha256Hex(canonical)].join("\n");
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

export function hmacHex(key: Uint8Array, text: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}

/** Keys are good for a day: clients sign thousands of requests with one. */
const MAX_KEYS = 100;

/** Derives signing keys and remembers the last ones: a derivation is four HMACs. */
export class SigningKeys {
  readonly #keys = new Map<string, Buffer>();

  key(secret: string, { date, region, service }: Scope): Buffer {
    const name = `${date}/${region}/${service}/${secret}`;
    const known = this.#keys.get(name);
    if (known) return known;
    const words = [date, region, service, "aws4_request"];
    const key = words.reduce<Buffer>(
      (last, word) => createHmac("sha256", last).update(word).digest(),
      Buffer.from(`AWS4${secret}`),
    );
    if (this.#keys.size >= MAX_KEYS) this.#keys.clear();
    this.#keys.set(name, key);
    return key;
  }
}
