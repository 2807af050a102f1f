import { compareUtf8, utf8Length } from "../../core/bytes.ts";
import { MAX_SORT_BYTES, type Query } from "../../ports/table-store.ts";

/** Sort keys from `low` to `high`, both inclusive: the one condition on the sort key that DynamoDB allows. */
export interface SortRange {
  readonly low: string;
  readonly high: string;
}

/** The greatest characters of 4, 3, 2 and 1 bytes. */
const FILLERS = ["\u{10ffff}", "\uffff", "\u07ff", "\u007f"];

/**
 * A range that holds every key which the query wants, and at most one more at either end: {@link isWanted} tells. Undefined
 * when nothing can be wanted. Bounds may be longer than any key, which DynamoDB refuses: they are cut.
 */
export function sortRange({ prefix = "", after, before, reverse = false }: Query): SortRange | undefined {
  const [above, below] = reverse ? [before, after] : [after, before];
  const low = above !== undefined && compareUtf8(above, prefix) > 0 ? cut(above) : cut(prefix);
  const end = greatest(prefix);
  const high = below !== undefined && compareUtf8(below, end) < 0 ? upTo(below) : end;
  return compareUtf8(low, high) > 0 ? undefined : { low, high };
}

export function isWanted(sort: string, { prefix = "", after, before, reverse = false }: Query): boolean {
  const [above, below] = reverse ? [before, after] : [after, before];
  if (!sort.startsWith(prefix)) return false;
  if (above !== undefined && compareUtf8(sort, above) <= 0) return false;
  return below === undefined || compareUtf8(sort, below) < 0;
}

function upTo(bound: string): string {
  return utf8Length(bound) <= MAX_SORT_BYTES ? bound : greatest(bound);
}

/** The greatest key that begins with the prefix. */
function greatest(prefix: string): string {
  let key = cut(prefix);
  let left = MAX_SORT_BYTES - utf8Length(key);
  for (const filler of FILLERS) {
    const bytes = utf8Length(filler);
    key += filler.repeat(Math.floor(left / bytes));
    left %= bytes;
  }
  return key;
}

/** As many whole characters as fit into a key. */
function cut(text: string): string {
  if (utf8Length(text) <= MAX_SORT_BYTES) return text;
  return new TextDecoder().decode(Buffer.from(text, "utf8").subarray(0, MAX_SORT_BYTES), { stream: true });
}
