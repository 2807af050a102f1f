import { expect, test } from "vitest";
import { counted } from "../../../shared/core/counted.ts";

test.each([
  [0, "0 messages"],
  [1, "1 message"],
  [2, "2 messages"],
])("%d is counted as people do", (count, text) => {
  expect(counted(count, "message")).toBe(text);
});
