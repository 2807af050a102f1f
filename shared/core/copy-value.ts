import { assert } from "./errors.ts";
import type { Value } from "./json.ts";

/**
 * A copy that shares nothing with the original, so that a store's rows change only by writes. Members that are undefined
 * are left out, as JSON does; what a store could not keep (a Date, NaN, a class of one's own) is a bug and said so.
 */
export function copyValue(value: Value): Value {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "number") {
    assert(Number.isFinite(value), `a row cannot hold ${value}`);
    return value;
  }
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(copyValue);
  assert(isPlainObject(value), `a row cannot hold ${describe(value)}`);
  // fromEntries defines members, where an assignment to `__proto__` (a learner may name an attribute so) would not.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, copyValue(member)]),
  );
}

function isPlainObject(value: unknown): value is { readonly [name: string]: Value } {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function describe(value: unknown): string {
  return typeof value === "object" ? `an instance of ${value?.constructor?.name}` : `a ${typeof value}`;
}
