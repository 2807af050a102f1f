import { compareUtf8 } from "../../core/bytes.ts";
import { copyValue } from "../../core/copy-value.ts";
import { hexId } from "../../core/ids.ts";
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
  Expectation,
  Key,
  Partition,
  Query,
  Row,
  TableName,
  TableStore,
  TransactResult,
  Write,
} from "../../ports/table-store.ts";
import { claimDue } from "./claim.ts";
import { OrderedMap } from "./ordered-map.ts";
import { LAST_SORT, PartitionRows, type StoredRow } from "./partition-rows.ts";

type Table = OrderedMap<string, PartitionRows>;

/** Rows in memory, gone with the process: for tests. A million of them cost what they would elsewhere, a few steps each. */
export class MemoryTableStore implements TableStore {
  readonly #tables: Readonly<Record<TableName, Table>> = {
    plain: new OrderedMap(compareUtf8),
    timed: new OrderedMap(compareUtf8),
  };
  readonly #stamp: string;
  #writes = 0;

  constructor({ random }: { random: Random }) {
    this.#stamp = hexId(random, 12);
  }

  async get(key: Key): Promise<Row | undefined> {
    assertKey(key);
    return this.#row(key);
  }

  async getMany(keys: readonly Key[]): Promise<readonly (Row | undefined)[]> {
    keys.forEach(assertKey);
    return keys.map((key) => this.#row(key));
  }

  async query({ prefix = "", after, before, reverse = false, limit, ...partition }: Query): Promise<readonly Row[]> {
    assertPartition(partition);
    for (const bound of [prefix, after ?? "", before ?? ""]) assertWellFormed(bound);
    const rows = this.#partition(partition)?.rows;
    const found: Row[] = [];
    if (!rows || limit <= 0) return found;
    const entries = reverse ? rows.before(firstOf([after, prefixEnd(prefix)])) : rows.from(lastOf([after, prefix]));
    for (const [sort, row] of entries) {
      if (sort === after) continue;
      if (!sort.startsWith(prefix)) break;
      if (before !== undefined && (reverse ? compareUtf8(sort, before) <= 0 : compareUtf8(sort, before) >= 0)) break;
      found.push(toRow({ ...partition, sort }, row));
      if (found.length >= limit) break;
    }
    return found;
  }

  async due({ from = 0, until = Number.POSITIVE_INFINITY, limit, after, ...partition }: DueQuery): Promise<Row[]> {
    assertPartition(partition);
    const held = this.#partition(partition);
    const found: Row[] = [];
    if (!held || limit <= 0) return found;
    const start = after && after.dueAt >= from ? after : { dueAt: from, sort: "" };
    for (const [{ dueAt, sort }] of held.due.from(start)) {
      if (dueAt > until) break;
      if (dueAt === after?.dueAt && sort === after.sort) continue;
      found.push(toRow({ ...partition, sort }, held.rows.get(sort) as StoredRow));
      if (found.length >= limit) break;
    }
    return found;
  }

  async countDue(partition: Partition, after: number): Promise<Readonly<Record<string, number>>> {
    assertPartition(partition);
    const counts = new Map<string, number>();
    for (const [, tag] of this.#partition(partition)?.due.from({ dueAt: after, sort: LAST_SORT }) ?? []) {
      counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    return Object.fromEntries(counts);
  }

  async transact(writes: readonly Write[]): Promise<TransactResult> {
    return this.#transact(writes);
  }

  async claim<Taken>(request: ClaimRequest<Taken>): Promise<Claimed<Taken>> {
    assertPartition(request);
    const { table, partition } = request;
    return claimDue(request, {
      due: () => this.#partition(request)?.due,
      row: (sort) => this.#row({ table, partition, sort }),
      transact: (writes) => this.#transact(writes).ok,
    });
  }

  async totals(key: Key): Promise<Readonly<Record<string, number>>> {
    assertKey(key);
    return { ...this.#partition(key)?.totals.get(key.sort) };
  }

  async drop(partitionPrefix: string, limit: number): Promise<boolean> {
    assertPartitionPrefix(partitionPrefix);
    let left = limit;
    for (const table of Object.values(this.#tables)) {
      for (;;) {
        const [name, held] = table.from(partitionPrefix).next().value ?? [];
        if (name === undefined || !held || !name.startsWith(partitionPrefix)) break;
        for (const sort of [...take(held.rows, left), ...take(held.totals, left)].slice(0, left)) {
          held.delete(sort);
          left -= 1;
        }
        if (!held.isEmpty) return true;
        table.delete(name);
      }
    }
    return false;
  }

  async close(): Promise<void> {}

  #partition({ table, partition }: Partition): PartitionRows | undefined {
    return this.#tables[table].get(partition);
  }

  #row(key: Key): Row | undefined {
    const row = this.#partition(key)?.rows.get(key.sort);
    return row && toRow(key, row);
  }

  #transact(writes: readonly Write[]): TransactResult {
    assertWrites(writes);
    const failed = writes.find(({ key, ...write }) => "expect" in write && !this.#holds(key, write.expect));
    if (failed) return { ok: false, conflict: failed.key };
    // Copied before anything is written: a value that cannot be kept leaves nothing half-done.
    const rows = writes.map((write) => (write.kind === "put" ? this.#stored(write) : undefined));
    for (const [index, write] of writes.entries()) this.#apply(write, rows[index]);
    return { ok: true };
  }

  #holds(key: Key, expect: Expectation | undefined): boolean {
    if (expect === undefined) return true;
    const row = this.#partition(key)?.rows.get(key.sort);
    if (expect === "absent") return row === undefined;
    return row !== undefined && (expect === "present" || row.version === expect.version);
  }

  #stored({ value, dueAt, tag }: Extract<Write, { kind: "put" }>): StoredRow {
    this.#writes += 1;
    const version = `${this.#stamp}-${this.#writes.toString(36)}`;
    return {
      value: copyValue(value),
      version,
      ...(dueAt === undefined ? {} : { dueAt }),
      ...(tag === undefined ? {} : { tag }),
    };
  }

  #apply({ key, ...write }: Write, row: StoredRow | undefined): void {
    if (write.kind === "check") return;
    const table = this.#tables[key.table];
    const before = table.get(key.partition);
    const held = before ?? new PartitionRows();
    if (row) held.put(key.sort, row);
    else if (write.kind === "add") held.add(key.sort, write.by);
    else if (write.expect === undefined) held.delete(key.sort);
    else held.deleteRow(key.sort);
    if (held.isEmpty) table.delete(key.partition);
    else if (!before) table.set(key.partition, held);
  }
}

function toRow({ table, partition, sort }: Key, row: StoredRow): Row {
  return { table, partition, sort, ...row, value: copyValue(row.value) };
}

function take(map: OrderedMap<string, unknown>, limit: number): string[] {
  return map
    .from()
    .take(limit)
    .map(([sort]) => sort)
    .toArray();
}

function lastOf(bounds: readonly (string | undefined)[]): string | undefined {
  return bounds.filter((bound) => bound !== undefined).reduce((a, b) => (compareUtf8(a, b) < 0 ? b : a));
}

function firstOf(bounds: readonly (string | undefined)[]): string | undefined {
  const given = bounds.filter((bound) => bound !== undefined);
  return given.length === 0 ? undefined : given.reduce((a, b) => (compareUtf8(a, b) < 0 ? a : b));
}

/** The first text behind everything that begins with the prefix; undefined when there is none. */
function prefixEnd(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  // The code points of surrogates are no characters: step over them.
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}
