import { type Operator, positive } from "./operator.ts";

const SAME_TRUTH: Operator["read"] = (text) => {
  const wanted = text.toLowerCase();
  if (wanted !== "true" && wanted !== "false") return undefined;
  return (actual) => actual.toLowerCase() === wanted;
};

/** Base64 on both sides: the same bytes may be padded differently. */
const SAME_BYTES: Operator["read"] = (text) => {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const wanted = Buffer.from(text, "base64");
  return (actual) => wanted.equals(Buffer.from(actual, "base64"));
};

/** Of a Null condition only the truth that it asks for is read. */
export const BOOL: Operator = positive(SAME_TRUTH);

export const SIMPLE_OPERATORS: Readonly<Record<string, Operator>> = {
  Bool: BOOL,
  BinaryEquals: positive(SAME_BYTES),
};
