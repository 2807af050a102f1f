import { decodeToken, encodeToken } from "../../core/page.ts";
import { invalidArgument } from "./errors.ts";
import { checkKeyPart } from "./object-key.ts";

/** Where a page of a list ended: behind a key, or behind everything under a common prefix. */
export type Position = { readonly key: string } | { readonly prefix: string };

export function encodePosition(position: Position): string {
  return encodeToken(position);
}

export function decodePosition(token: string): Position {
  const invalid = () => {
    const argument = { name: "continuation-token", value: token };
    return invalidArgument("The continuation token provided is incorrect", argument);
  };
  const position = decodeToken(token, invalid);
  if (typeof position !== "object" || position === null) throw invalid();
  if ("key" in position && isPart(position.key)) return { key: position.key };
  if ("prefix" in position && isPart(position.prefix)) return { prefix: position.prefix };
  throw invalid();
}

function isPart(part: unknown): part is string {
  return typeof part === "string" && checkKeyPart(part) !== undefined;
}
