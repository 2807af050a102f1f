import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Value } from "../../core/json.ts";
import { rejoinBytes, separateBytes } from "../../core/separate-bytes.ts";

/**
 * A value as one attribute of JSON, which a person can read in the console, and one of the bytes that JSON cannot hold. Not
 * DynamoDB's own maps: they nest 32 deep, keep 38 digits, and the SDK's reader trips over a member called `__proto__`.
 */
export function encodeValue(value: Value): { v: AttributeValue.SMember; b?: AttributeValue.BMember } {
  const { plain, chunks, marked } = separateBytes(value);
  const v = { S: JSON.stringify(plain) };
  // An empty `b` still says that some texts stand for something else.
  return marked ? { v, b: { B: Buffer.concat(chunks) } } : { v };
}

export function decodeValue(json: string, bytes: Uint8Array | undefined): Value {
  const value: Value = JSON.parse(json);
  return bytes ? rejoinBytes(value, bytes) : value;
}
