import { expect, test } from "vitest";
import { headerText } from "../../../shared/core/header-text.ts";

const latin = (text: string) => Buffer.from(text, "utf8").toString("latin1");

test.each([
  ["plain", "plain"],
  [latin("é — 😀"), "é — 😀"],
  // Sent as Latin-1: no UTF-8.
  ["é", "é"],
  ["caf\u00e9 \u00e2\u0080", "caf\u00e9 \u00e2\u0080"],
  // Not a header's at all.
  ["—é", "—é"],
])("%j is read as %j", (sent, text) => {
  expect(headerText(sent)).toBe(text);
});
