import { invalidArgument } from "./errors.ts";
import { MAX_KEYS_ARGUMENT } from "./limits.ts";
import { urlEncodeKey } from "./url-encoding.ts";

/** How many a page may hold: what a client asks for, and never more than AWS's most. */
export function checkListLimit(name: string, asked: number | undefined, most: number): number {
  const limit = asked ?? most;
  if (Number.isInteger(limit) && limit >= 0 && limit <= MAX_KEYS_ARGUMENT) return Math.min(limit, most);
  const message = `Argument ${name} must be an integer between 0 and ${MAX_KEYS_ARGUMENT}`;
  throw invalidArgument(message, { name, value: String(asked) });
}

export function checkEncoding(encoding: string | undefined): (text: string) => string {
  if (encoding === undefined) return (text) => text;
  if (encoding === "url") return urlEncodeKey;
  const argument = { name: "encoding-type", value: encoding || null };
  throw invalidArgument("Invalid Encoding Method specified in Request", argument);
}
