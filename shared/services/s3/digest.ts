import type { Body } from "../../core/body.ts";
import { badDigest, invalidDigest } from "./errors.ts";

/** Content-MD5: 16 bytes in base64. */
export function checkDigest(digest: string | undefined, body: Body): void {
  if (digest === undefined) return;
  const bytes = Buffer.from(digest, "base64");
  if (bytes.length !== 16 || bytes.toString("base64") !== digest) throw invalidDigest(digest);
  if (bytes.toString("hex") !== body.md5) throw badDigest();
}
