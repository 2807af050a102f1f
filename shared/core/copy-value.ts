import { assert } from "./errors.ts";
import type { Value } from "./json.ts";

/** What to keep of a text or of bytes. */
export type Leaf = (leaf: string | Uint8Array) => Value;

/**
 * A copy that shares nothing with the original, so that a store's rows change only by writes. Members that are undefined
 * are left out, as JSON does; what a store could not keep (a Date, NaN, a class of one's own) is a bug and said so.
 */
export function copyValue(value: Value, leaf: Leaf = copyLeaf): Value {
  if (typeof value === "string") return leaf(value);
  if (typeof value === "boolean" || value === null) return value;
  if (typeof value === "number") {
    assert(Number.isFinite(value), `a row cannot hold ${value}`);
    return value;
  }
  if (value instanceof Uint8Array) return leaf(value);
  if (Array.isArray(value)) return value.map((element) => copyValue(element, leaf));
  assert(isPlainObject(value), `a row cannot hold ${nameOf(value)}`);
  const copy: { [name: string]: Value } = {};
  // Not Object.entries, which makes an array for every member: each row passes here.
  for (const name in value) {
    const member = value[name];
    if (member === undefined) continue;
    // A learner may name an attribute so; an assignment would set the prototype instead.
    if (name === "__proto__") Object.defineProperty(copy, name, { value: copyValue(member, leaf), ...OPEN });
    else copy[name] = copyValue(member, leaf);
  }
  return copy;
}

const OPEN = { configurable: true, enumerable: true, writable: true };

function copyLeaf(leaf: string | Uint8Array): Value {
  return typeof leaf === "string" ? leaf : new Uint8Array(leaf);
}

function isPlainObject(value: unknown): value is { readonly [name: string]: Value } {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function nameOf(value: unknown): string {
  return typeof value === "object" ? `an instance of ${value?.constructor?.name}` : `a ${typeof value}`;
}
