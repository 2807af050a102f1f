import { compareUtf8, utf8Length } from "../../core/bytes.ts";
import type { Partition, Row, TableStore } from "../../ports/table-store.ts";
import { FIRST_LOOK_ROWS, MAX_KEY_BYTES } from "./limits.ts";

export type Entry =
  | { readonly kind: "object"; readonly row: Row }
  /** Stands for every key that begins with it. */
  | { readonly kind: "prefix"; readonly prefix: string };

export interface PageRequest extends Partition {
  readonly prefix: string;
  /** "" lists every key. */
  readonly delimiter: string;
  /** Exclusive. */
  readonly after: string | undefined;
  readonly maxKeys: number;
}

export interface ListedPage {
  readonly entries: readonly Entry[];
  readonly truncated: boolean;
}

/**
 * One page of keys and common prefixes. Keys under a prefix that is listed already are skipped by a seek behind it, never read
 * through: a bucket of a million keys in four folders costs a few rows. How many rows to ask for is learned on the way: fewer
 * where the last ones were mostly of no use, twice as many where they were.
 */
export async function listPage(store: Pick<TableStore, "query">, request: PageRequest): Promise<ListedPage> {
  const { table, partition, prefix, delimiter, maxKeys } = request;
  const entries: Entry[] = [];
  // One more than asked for tells whether there is more.
  const wanted = maxKeys === 0 ? 0 : maxKeys + 1;
  let after = startOf(request);
  let size = delimiter === "" ? wanted : FIRST_LOOK_ROWS;
  while (entries.length < wanted) {
    const limit = Math.min(size, wanted - entries.length);
    const rows = await store.query({ table, partition, prefix, limit, ...(after === undefined ? {} : { after }) });
    const useless = rows.length - addEntries(entries, rows, prefix, delimiter);
    if (rows.length < limit) break;
    after = behind(entries.at(-1));
    size = useless * 2 > rows.length ? Math.ceil(size / 4) : Math.min(size * 2, wanted);
  }
  return { entries: entries.slice(0, maxKeys), truncated: entries.length > maxKeys };
}

/** A place before the prefix says nothing that the prefix doesn't. */
function startOf({ after, prefix }: PageRequest): string | undefined {
  return after === undefined || compareUtf8(after, prefix) < 0 ? undefined : after;
}

/** Returns how many rows gave an entry. */
function addEntries(entries: Entry[], rows: readonly Row[], prefix: string, delimiter: string): number {
  const before = entries.length;
  for (const row of rows) {
    const common = commonPrefix(row.sort, prefix, delimiter);
    const last = entries.at(-1);
    if (common === undefined) entries.push({ kind: "object", row });
    else if (last?.kind !== "prefix" || last.prefix !== common) entries.push({ kind: "prefix", prefix: common });
  }
  return entries.length - before;
}

/** The key up to and with the first delimiter behind the prefix; undefined when there is none. */
function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === "") return undefined;
  const index = key.indexOf(delimiter, prefix.length);
  return index === -1 ? undefined : key.slice(0, index + delimiter.length);
}

function behind(entry: Entry | undefined): string | undefined {
  if (!entry) return undefined;
  return entry.kind === "object" ? entry.row.sort : endOfPrefix(entry.prefix);
}

/** The greatest characters of four, three, two and one bytes of UTF-8. */
const GREATEST = ["\u{10ffff}", "\uffff", "\u07ff", "\u007f"] as const;

/** The last key that there can be with this prefix: filled up to 1,024 bytes with the greatest characters. */
export function endOfPrefix(prefix: string): string {
  let end = prefix;
  let room = MAX_KEY_BYTES - utf8Length(prefix);
  for (const [index, character] of GREATEST.entries()) {
    const bytes = 4 - index;
    end += character.repeat(Math.floor(room / bytes));
    room %= bytes;
  }
  return end;
}
