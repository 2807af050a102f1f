import { setImmediate as nextTurn } from "node:timers/promises";
import type { Random } from "../../ports/random.ts";
import {
  assertKey,
  assertPartition,
  assertPartitionPrefix,
  assertWellFormed,
  assertWrites,
} from "../../ports/table-rules.ts";
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
} from "../../ports/table-store.ts";
import { behindInstant, DueClaim } from "./claim.ts";
import type { Environment } from "./environment.ts";
import { behind, dueKey, entries, positionOfDue, prefixRange, queryRange, rowKey, sortOfRow } from "./keys.ts";
import { decodeRow, Versions } from "./row-codec.ts";
import { commit, decodeTotals, prepare } from "./transaction.ts";

/** Index entries counted before others get their turn: a few milliseconds. */
const COUNTED_AT_ONCE = 4096;

export interface LmdbTableStoreOptions {
  readonly environment: Environment;
  readonly random: Random;
}

/** Rows in LMDB: reads are synchronous looks into mapped memory, writes come in one at a time and share commits. */
export class LmdbTableStore implements TableStore {
  readonly #environment: Environment;
  readonly #versions: Versions;

  constructor({ environment, random }: LmdbTableStoreOptions) {
    this.#environment = environment;
    this.#versions = new Versions(random.bytes(6));
  }

  async get(key: Key): Promise<Row | undefined> {
    return this.#read(key);
  }

  async getMany(keys: readonly Key[]): Promise<readonly (Row | undefined)[]> {
    return keys.map((key) => this.#read(key));
  }

  async query(query: Query): Promise<readonly Row[]> {
    assertPartition(query);
    const { table, partition, prefix = "", after = "", before = "", limit, reverse = false } = query;
    for (const bound of [prefix, after, before]) assertWellFormed(bound);
    const partitionBytes = Buffer.byteLength(partition, "utf8");
    return Array.from(
      entries(this.#environment.rows[table], queryRange(query), { limit, reverse }),
      ({ key, value }): Row => ({ table, partition, sort: sortOfRow(key, partitionBytes), ...decodeRow(value) }),
    );
  }

  async due({ table, partition, from = 0, until, limit, after }: DueQuery): Promise<readonly Row[]> {
    assertPartition({ partition });
    const start =
      after && after.dueAt >= from ? behind(dueKey(partition, after.dueAt, after.sort)) : dueKey(partition, from, "");
    const end = until === undefined ? prefixRange(`${partition}\0`).end : behindInstant(partition, until);
    const partitionBytes = Buffer.byteLength(partition, "utf8");
    const keys = Array.from(entries(this.#environment.due, { start, end }, { limit }), ({ key }) => key);
    return keys.flatMap((key) => {
      const { sort } = positionOfDue(key, partitionBytes);
      return this.#read({ table, partition, sort }) ?? [];
    });
  }

  async countDue({ partition }: Partition, after: number): Promise<Readonly<Record<string, number>>> {
    assertPartition({ partition });
    const counts = new Map<string, number>();
    let range = { start: behindInstant(partition, after), end: prefixRange(`${partition}\0`).end };
    for (;;) {
      let counted = 0;
      let last: Buffer | undefined;
      for (const { key, value } of entries(this.#environment.due, range, { limit: COUNTED_AT_ONCE })) {
        const tag = value.toString("utf8");
        counts.set(tag, (counts.get(tag) ?? 0) + 1);
        counted += 1;
        last = key;
      }
      if (!last || counted < COUNTED_AT_ONCE) return Object.fromEntries(counts);
      range = { ...range, start: behind(last) };
      await nextTurn();
    }
  }

  async transact(writes: readonly Write[]): Promise<TransactResult> {
    assertWrites(writes);
    if (writes.length === 0) return { ok: true };
    const prepared = prepare(writes, this.#versions);
    const conflict = await this.#environment.write(() => commit(prepared, this.#environment));
    return conflict ? { ok: false, conflict } : { ok: true };
  }

  async claim<Taken>(request: ClaimRequest<Taken>): Promise<Claimed<Taken>> {
    assertPartition(request);
    return new DueClaim(request, this.#environment, this.#versions).run();
  }

  async totals(key: Key): Promise<Readonly<Record<string, number>>> {
    assertKey(key);
    return decodeTotals(this.#environment.totals.getBinary(rowKey(key)));
  }

  async drop(partitionPrefix: string, limit: number): Promise<boolean> {
    assertPartitionPrefix(partitionPrefix);
    const { rows, due, totals } = this.#environment;
    const range = prefixRange(partitionPrefix);
    return this.#environment.write(() => {
      let left = limit;
      // The ordering first: a row that is still there without its place in it is only not due any more.
      for (const tree of [due, rows.timed, rows.plain, totals]) {
        for (const key of Array.from(entries(tree, range, { limit: left }), (entry) => entry.key)) {
          tree.remove(key);
          left -= 1;
        }
        if (left <= 0) return true;
      }
      return false;
    });
  }

  /** The environment is its opener's to close: other adapters use it too. */
  async close(): Promise<void> {}

  #read(key: Key): Row | undefined {
    assertKey(key);
    const bytes = this.#environment.rows[key.table].getBinaryFast(rowKey(key));
    const { table, partition, sort } = key;
    return bytes && { table, partition, sort, ...decodeRow(bytes) };
  }
}
