import { utf8Length } from "../../core/bytes.ts";
import { invalidUri, keyTooLong } from "./errors.ts";
import { MAX_KEY_BYTES } from "./limits.ts";

/** Any text of 1 to 1,024 bytes is a key: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
export function checkKey(key: string | undefined): string {
  // Half of an emoji has no UTF-8, so it cannot have come in a URL; JSON can spell it.
  if (key === undefined || key === "" || !key.isWellFormed()) throw invalidUri(key ?? "");
  return checkLength(key);
}

/** A prefix or a place to start after: what no key can reach is refused as a key would be. */
export function checkKeyPart(part: string | undefined): string | undefined {
  if (part === undefined || part === "") return undefined;
  if (!part.isWellFormed()) throw invalidUri(part);
  return checkLength(part);
}

function checkLength(key: string): string {
  // Each UTF-16 unit is one to three bytes: most keys need no counting.
  if (key.length * 3 <= MAX_KEY_BYTES) return key;
  const bytes = utf8Length(key);
  if (bytes > MAX_KEY_BYTES) throw keyTooLong(bytes);
  return key;
}
