import type {
  Claimed,
  ClaimRequest,
  DueQuery,
  Key,
  Partition,
  Query,
  Row,
  TableStore,
  TransactResult,
  Write,
} from "../../shared/ports/table-store.ts";

export interface RowCounts {
  /** Requests to the store, whatever they ask. */
  readonly requests: number;
  /** Rows looked up by their key, there or not, and totals. */
  readonly gets: number;
  /** Rows that queries came back with. */
  readonly queried: number;
  /** Writes of transactions, checks and totals included. */
  readonly writes: number;
  /** Rows that claims looked at. */
  readonly examined: number;
}

const NONE: RowCounts = { requests: 0, gets: 0, queried: 0, writes: 0, examined: 0 };

/** A store that counts the rows it is asked for: what is flat in a small store is flat in a large one. */
export class CountingTableStore implements TableStore {
  readonly #store: TableStore;
  #counts: RowCounts = NONE;

  constructor(store: TableStore) {
    this.#store = store;
  }

  /** What some work costs. */
  async cost(work: () => Promise<unknown>): Promise<RowCounts> {
    this.#counts = NONE;
    await work();
    return this.#counts;
  }

  get(key: Key): Promise<Row | undefined> {
    this.#count({ gets: 1 });
    return this.#store.get(key);
  }

  getMany(keys: readonly Key[]): Promise<readonly (Row | undefined)[]> {
    this.#count({ gets: keys.length });
    return this.#store.getMany(keys);
  }

  async query(query: Query): Promise<readonly Row[]> {
    const rows = await this.#store.query(query);
    this.#count({ queried: rows.length });
    return rows;
  }

  async due(query: DueQuery): Promise<readonly Row[]> {
    const rows = await this.#store.due(query);
    this.#count({ queried: rows.length });
    return rows;
  }

  countDue(partition: Partition, after: number): Promise<Readonly<Record<string, number>>> {
    this.#count({});
    return this.#store.countDue(partition, after);
  }

  transact(writes: readonly Write[]): Promise<TransactResult> {
    this.#count({ writes: writes.length });
    return this.#store.transact(writes);
  }

  claim<Taken>(request: ClaimRequest<Taken>): Promise<Claimed<Taken>> {
    this.#count({});
    const rewrite = (row: Row, index: number) => {
      this.#add({ examined: 1 });
      const rewritten = request.rewrite(row, index);
      if (rewritten !== "skip") this.#add({ writes: rewritten.writes.length });
      return rewritten;
    };
    return this.#store.claim({ ...request, rewrite });
  }

  totals(key: Key): Promise<Readonly<Record<string, number>>> {
    this.#count({ gets: 1 });
    return this.#store.totals(key);
  }

  drop(partitionPrefix: string, limit: number): Promise<boolean> {
    return this.#store.drop(partitionPrefix, limit);
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  #count(by: Partial<RowCounts>): void {
    this.#add({ ...by, requests: 1 });
  }

  #add(by: Partial<RowCounts>): void {
    const sums = Object.entries(this.#counts).map(([name, count]) => [
      name,
      count + (by[name as keyof RowCounts] ?? 0),
    ]);
    this.#counts = Object.fromEntries(sums) as RowCounts;
  }
}
