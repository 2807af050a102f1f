import { expect, test } from "vitest";
import { decodeHeaderWords, encodeHeaderWords } from "../../../shared/core/header-words.ts";

test.each([
  ["ASCII as it is", "AMAZON S3 = _?", "AMAZON S3 = _?"],
  // As AWS's documentation has it: bytes that came as Latin-1.
  [
    "mostly other characters in base64",
    "\u00c3\u0084M\u00c3\u0084Z\u00c3\u0095\u00c3\u0091 S3",
    "=?UTF-8?B?w4PChE3Dg8KEWsODwpXDg8KRIFMz?=",
  ],
  // As AWS was recorded to answer.
  ["mostly ASCII quoted", "non-ascii-%E2%80%94_—_é_", "=?UTF-8?Q?non-ascii-%E2%80%94=5F=E2=80=94=5F=C3=A9=5F?="],
])("a header carries %s", (_, text, encoded) => {
  expect(encodeHeaderWords(text)).toBe(encoded);
  expect(decodeHeaderWords(encoded)).toBe(text);
});

test("a long text is several words of 75 characters at the most, and comes back whole", () => {
  const text = `${"snow 😀 ".repeat(30)}end`;
  const encoded = encodeHeaderWords(text);
  const words = encoded.split(" ");
  expect(words.length).toBeGreaterThan(1);
  for (const word of words) expect(word.length).toBeLessThanOrEqual(75);
  expect(decodeHeaderWords(encoded)).toBe(text);
});

test("what only looks like a word stays as it is", () => {
  for (const text of ["=?UTF-8?X?abc?=", "=?UTF-8?B?", "a =?b?= c", "=?UTF-8?Q?=FF?="]) {
    expect(decodeHeaderWords(text)).toBe(text);
  }
});

test("the end of a line is no part of a header, so it is written as a word", () => {
  const encoded = encodeHeaderWords("one\r\ntwo");
  expect(encoded).toMatch(/^=\?UTF-8\?[QB]\?[\x21-\x7e]+\?=$/);
  expect(decodeHeaderWords(encoded)).toBe("one\r\ntwo");
});
