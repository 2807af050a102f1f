/*
 * The little of ASN.1's Distinguished Encoding Rules (ITU-T X.690) that one certificate needs. Each function gives a whole
 * element: tag, length, content.
 */

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const NULL = 0x05;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
/** RFC 5280: dates up to 2049 have two digits for the year. */
const FIRST_YEAR_IN_FULL = 2050;

export function sequence(...elements: readonly Uint8Array[]): Buffer {
  return element(SEQUENCE, Buffer.concat(elements));
}

export function set(...elements: readonly Uint8Array[]): Buffer {
  return element(SET, Buffer.concat(elements));
}

/** A number of any size, given by its bytes, most significant first; never negative. */
export function integer(bytes: Uint8Array): Buffer {
  const negative = ((bytes[0] ?? 0) & 0x80) !== 0;
  return element(INTEGER, negative ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
}

export function nothing(): Buffer {
  return element(NULL, Buffer.alloc(0));
}

export function bits(bytes: Uint8Array): Buffer {
  return element(BIT_STRING, Buffer.concat([Buffer.of(0), bytes]));
}

export function text(value: string): Buffer {
  return element(UTF8_STRING, Buffer.from(value, "utf8"));
}

/** `1.2.840.113549.1.1.11` */
export function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return element(OBJECT_IDENTIFIER, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

export function time(instant: number): Buffer {
  const date = new Date(instant);
  const digits = date.toISOString().replace(/\.\d+/, "").replace(/[-:T]/g, "");
  if (date.getUTCFullYear() >= FIRST_YEAR_IN_FULL) return element(GENERALIZED_TIME, Buffer.from(digits, "latin1"));
  return element(UTC_TIME, Buffer.from(digits.slice(2), "latin1"));
}

export function explicit(tag: number, content: Uint8Array): Buffer {
  return element(0xa0 | tag, content);
}

function element(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(tag), lengthOf(content), content]);
}

function lengthOf({ length }: Uint8Array): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

/** Seven bits a byte; the highest bit says that more follow. */
function base128(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(0x80 | (rest % 128));
  return bytes;
}
