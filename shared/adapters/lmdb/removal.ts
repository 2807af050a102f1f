import type { Bytes, Environment } from "./environment.ts";
import { entries, type Range } from "./keys.ts";

/** Entries removed per transaction: enough to be quick, few enough that other writers get their turn. */
const PAGE = 1000;

/** Removes a range page by page. */
export async function removeRange(environment: Environment, tree: Bytes, range: Range): Promise<void> {
  while ((await environment.write(() => removeFirst(tree, range, PAGE))) === PAGE);
}

/** Inside a write transaction: removes the first entries of a range and tells how many there were. */
export function removeFirst(tree: Bytes, range: Range, limit: number): number {
  const keys = Array.from(entries(tree, range, { limit }), ({ key }) => key);
  for (const key of keys) tree.remove(key);
  return keys.length;
}
