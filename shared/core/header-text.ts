/**
 * A header's text. Headers reach us byte by byte, as Latin-1; what a client sent as UTF-8 is read so, what isn't UTF-8 stays.
 */
export function headerText(value: string): string {
  if (!BEYOND_ASCII.test(value) || BEYOND_LATIN.test(value)) return value;
  const text = Buffer.from(value, "latin1").toString("utf8");
  return text.includes("\ufffd") ? value : text;
}

const BEYOND_ASCII = /[\x80-\uffff]/;
const BEYOND_LATIN = /[\u0100-\uffff]/;
