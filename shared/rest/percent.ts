import { HttpError } from "./http-error.ts";

/** Percent-decodes a part of a path: UTF-8, byte for byte, `+` stays `+`. */
export function decodePath(text: string): string {
  return text.includes("%") ? decode(text) : text;
}

/** Percent-decodes a name or value of a query, where `+` means a space, as forms and URLSearchParams write it. */
export function decodeQuery(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  return spaced.includes("%") ? decode(spaced) : spaced;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new HttpError(
      400,
      "MalformedUrl",
      `"${text}" is not percent-encoded UTF-8: a % must be followed by two hexadecimal digits, and the bytes must be UTF-8.`,
    );
  }
}
