/*
 * Texts beyond ASCII in headers, as RFC 2047 writes them. S3 decodes such words of metadata before it stores them, and encodes
 * what it answers: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata
 */

/** Of an encoded word, what stands around its content left out: RFC 2047 allows 75 characters. */
const MAX_CONTENT = 63;

/** A text as a header can carry it: as it is where it is ASCII, else in encoded words, of the kind that is the more readable. */
export function encodeHeaderWords(text: string): string {
  const others = [...text].filter((character) => !isPlain(character)).length;
  if (others === 0) return text;
  const quoted = [...text].length - others > others;
  return encode(text, quoted ? quotedWord : base64Word).join(" ");
}

/** Undoes {@link encodeHeaderWords}, whoever did it; what is no encoded word stays. */
export function decodeHeaderWords(text: string): string {
  if (!text.includes("=?")) return text;
  // White space between two encoded words is no part of the text.
  return text.replace(/(\?=)[ \t]+(?==\?)/g, "$1").replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (word, kind, content) => {
    const bytes = kind.toLowerCase() === "b" ? Buffer.from(content, "base64") : unquote(content);
    const decoded = bytes.toString("utf8");
    return decoded.includes("\ufffd") ? word : decoded;
  });
}

function isPlain(character: string): boolean {
  return /^[\t\x20-\x7e]$/.test(character);
}

/** Halves what is too long, as AWS's library does, never within a character. */
function encode(text: string, word: (text: string) => string): readonly string[] {
  const characters = [...text];
  const encoded = word(text);
  if (encoded.length - word("").length <= MAX_CONTENT || characters.length === 1) return [encoded];
  const middle = Math.floor(characters.length / 2);
  const halves = [characters.slice(0, middle), characters.slice(middle)];
  return halves.flatMap((half) => encode(half.join(""), word));
}

function base64Word(text: string): string {
  return `=?UTF-8?B?${Buffer.from(text, "utf8").toString("base64")}?=`;
}

function quotedWord(text: string): string {
  const bytes = [...Buffer.from(text, "utf8")].map((byte) => {
    if (byte === 0x20) return "_";
    const character = String.fromCharCode(byte);
    if (byte > 0x20 && byte < 0x7f && !"=_?".includes(character)) return character;
    return `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  });
  return `=?UTF-8?Q?${bytes.join("")}?=`;
}

function unquote(content: string): Buffer {
  const text = content
    .replaceAll("_", " ")
    .replace(/=([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, "latin1");
}
