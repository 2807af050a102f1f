import { ServiceError } from "./errors.ts";

/** Where to go on, as an opaque text: base64url of JSON. */
export function encodeToken(position: unknown): string {
  return Buffer.from(JSON.stringify(position), "utf8").toString("base64url");
}

/** What {@link encodeToken} wrote. A token that nobody gave out is a client's error, never a crash. */
export function decodeToken(token: string, invalid: () => ServiceError = invalidToken): unknown {
  try {
    return JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
  } catch {
    throw invalid();
  }
}

function invalidToken(): ServiceError {
  return new ServiceError(
    "InvalidNextToken",
    "The nextToken is not one that this list gave out. Start again without it.",
  );
}
