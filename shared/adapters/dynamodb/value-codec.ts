import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { copyValue } from "../../core/copy-value.ts";
import type { Value } from "../../core/json.ts";

const NUL = "\0";

/**
 * A value as one attribute of JSON, which a person can read in the console, and one of the bytes that JSON cannot hold. Not
 * DynamoDB's own maps: they nest 32 deep, keep 38 digits, and the SDK's reader trips over a member called `__proto__`.
 * A text that begins with NUL stands for bytes; a real one gets a second NUL.
 */
export function encodeValue(value: Value): { v: AttributeValue.SMember; b?: AttributeValue.BMember } {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let marked = false;
  const plain = copyValue(value, (leaf) => {
    if (typeof leaf === "string") {
      if (!leaf.startsWith(NUL)) return leaf;
      marked = true;
      return NUL + leaf;
    }
    marked = true;
    chunks.push(leaf);
    size += leaf.length;
    return `${NUL}${size - leaf.length},${size}`;
  });
  const v = { S: JSON.stringify(plain) };
  // An empty `b` still says that some texts stand for something else.
  return marked ? { v, b: { B: Buffer.concat(chunks) } } : { v };
}

export function decodeValue(json: string, bytes: Uint8Array | undefined): Value {
  const value: Value = JSON.parse(json);
  return bytes ? restore(value, bytes) : value;
}

/** Puts back, in place, what {@link encodeValue} marked: the tree is fresh from the parser. */
function restore(value: Value, bytes: Uint8Array): Value {
  if (typeof value === "string") return value.startsWith(NUL) ? restoreLeaf(value, bytes) : value;
  if (typeof value !== "object" || value === null) return value;
  const members = value as { [name: string]: Value };
  for (const name of Object.keys(members)) {
    const member = members[name] as Value;
    const restored = restore(member, bytes);
    if (restored !== member) members[name] = restored;
  }
  return value;
}

function restoreLeaf(text: string, bytes: Uint8Array): Value {
  if (text.startsWith(NUL, 1)) return text.slice(1);
  const [from, to] = text.slice(1).split(",").map(Number);
  return new Uint8Array(bytes.subarray(from, to));
}
