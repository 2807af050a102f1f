import { createHmac, timingSafeEqual } from "node:crypto";

/** What a session token says. It is in the clear: nothing of it is secret, and the signature keeps it as it is. */
export interface Session {
  readonly accessKeyId: string;
  readonly account: string;
  /** Of the role's session or the federated user; absent for the account's root user. */
  readonly arn?: string;
  /** Wall time, epoch milliseconds. */
  readonly expiresAt: number;
}

/** What all tokens begin with, and so tells them from those of AWS's own STS, which people have in their environment. */
const MARK = Buffer.from("skyground");
const SIGNATURE_BYTES = 32;
/** AWS's secrets have 40 characters. */
const SECRET_CHARACTERS = 40;

export function writeToken(key: Uint8Array, session: Session): string {
  const text = Buffer.from(JSON.stringify(session));
  return Buffer.concat([MARK, sign(key, text), text]).toString("base64");
}

/** Whether a token is one of this playground's kind, be it good or not. */
export function isOurs(token: string): boolean {
  return token.startsWith(MARK.toString("base64"));
}

/** The session of a token; undefined when the key did not sign it. */
export function readToken(key: Uint8Array, token: string): Session | undefined {
  const bytes = Buffer.from(token, "base64");
  // Base64 can be written in several ways, and only one of them was handed out.
  if (!isOurs(token) || bytes.toString("base64") !== token) return undefined;
  const signature = bytes.subarray(MARK.length, MARK.length + SIGNATURE_BYTES);
  const text = bytes.subarray(MARK.length + SIGNATURE_BYTES);
  if (signature.length < SIGNATURE_BYTES || !timingSafeEqual(signature, sign(key, text))) return undefined;
  return JSON.parse(text.toString("utf8")) as Session;
}

/** The secret of a session's access key follows from the key, so that nobody has to keep it. */
export function secretOf(key: Uint8Array, accessKeyId: string): string {
  return hmac(key, `secret ${accessKeyId}`).toString("base64").slice(0, SECRET_CHARACTERS);
}

function sign(key: Uint8Array, text: Uint8Array): Buffer {
  return hmac(key, Buffer.concat([Buffer.from("token "), text]));
}

function hmac(key: Uint8Array, text: string | Uint8Array): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
