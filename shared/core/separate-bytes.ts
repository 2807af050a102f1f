import { copyValue } from "./copy-value.ts";
import type { Value } from "./json.ts";

/** A value as JSON can hold it, and what JSON can't. */
export interface Separated {
  readonly plain: Value;
  /** The bytes of all its leaves, one after the other. */
  readonly chunks: readonly Uint8Array[];
  readonly size: number;
  /** Whether any text of `plain` stands for something else; without, it is the value itself. */
  readonly marked: boolean;
}

const NUL = "\0";

/** A text that begins with NUL stands for bytes, by where they begin and end among all; a real one gets a second NUL. */
export function separateBytes(value: Value): Separated {
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
  return { plain, chunks, size, marked };
}

/** Puts back, in place, what {@link separateBytes} took out: the tree is fresh from the parser. */
export function rejoinBytes(plain: Value, bytes: Uint8Array): Value {
  if (typeof plain === "string") return plain.startsWith(NUL) ? rejoinLeaf(plain, bytes) : plain;
  if (typeof plain !== "object" || plain === null) return plain;
  const members = plain as { [name: string]: Value };
  for (const name of Object.keys(members)) {
    const member = members[name] as Value;
    const restored = rejoinBytes(member, bytes);
    if (restored !== member) members[name] = restored;
  }
  return plain;
}

function rejoinLeaf(text: string, bytes: Uint8Array): Value {
  if (text.startsWith(NUL, 1)) return text.slice(1);
  const comma = text.indexOf(",");
  // A copy: a store may use the bytes again for its next read.
  return new Uint8Array(bytes.subarray(Number(text.slice(1, comma)), Number(text.slice(comma + 1))));
}
