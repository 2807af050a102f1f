import { assertKey, assertPartition, assertWellFormed } from "../ports/table-rules.ts";
import { type Key, MAX_SORT_BYTES, type Partition, type Row, type TableStore } from "../ports/table-store.ts";

/** What operations may read. */
export type Reads = Pick<TableStore, "get" | "getMany" | "query" | "due" | "countDue" | "totals">;

/**
 * A store's reads, where a key that no store can hold is the key of nothing. Names in requests may be of any length and
 * hold any character: that the thing is not there is the answer to them, and no failed assertion. Writes still assert.
 */
export function readsOf(store: TableStore): Reads {
  const get = async (key: Key): Promise<Row | undefined> => (isKey(key) ? store.get(key) : undefined);
  return {
    get,
    getMany: (keys) => (keys.every(isKey) ? store.getMany(keys) : Promise.all(keys.map(get))),
    query: async (query) => (isPartition(query) && isBound(query) ? store.query(query) : []),
    due: async (query) => (isPartition(query) ? store.due(query) : []),
    countDue: async (partition, after) => (isPartition(partition) ? store.countDue(partition, after) : {}),
    totals: async (key) => (isKey(key) ? store.totals(key) : {}),
  };
}

function isKey(key: Key): boolean {
  return holds(() => assertKey(key));
}

function isPartition(partition: Partition): boolean {
  return holds(() => assertPartition(partition));
}

/** Nothing begins with a prefix, or lies behind a key, that is longer than a key can be. */
function isBound({
  prefix = "",
  after = "",
  before = "",
}: {
  prefix?: string;
  after?: string;
  before?: string;
}): boolean {
  return [prefix, after, before].every(
    (bound) => Buffer.byteLength(bound) <= MAX_SORT_BYTES && holds(() => assertWellFormed(bound)),
  );
}

function holds(assertion: () => void): boolean {
  try {
    assertion();
    return true;
  } catch {
    return false;
  }
}
