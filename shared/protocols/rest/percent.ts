/** Percent-decoding as UTF-8, byte for byte. Undefined when the text is not percent-encoded UTF-8. */
export function decodePercent(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** In a query a `+` is a space. */
export function decodeQueryText(text: string): string | undefined {
  return decodePercent(text.includes("+") ? text.replaceAll("+", " ") : text);
}
