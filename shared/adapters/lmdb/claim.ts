import { assertWrites } from "../../ports/table-rules.ts";
import type { Claimed, ClaimRequest, Row } from "../../ports/table-store.ts";
import type { Environment } from "./environment.ts";
import { behind, dueKey, entries, positionOfDue, prefixRange, type Range, rowKey } from "./keys.ts";
import { decodeRow, type Versions } from "./row-codec.ts";
import { commit, prepare } from "./transaction.ts";

/** Rows examined in one write transaction: other writers get their turn, and the event loop its own. */
const EXAMINED_PER_TRANSACTION = 256;
/** Candidates read beyond what is still to be taken, for those that are passed over. */
const SPARE = 8;

/**
 * Claims choose and rewrite inside LMDB's write transaction, which has them to itself: two claimers cannot choose the same row,
 * however many there are.
 */
export class DueClaim<Taken> {
  readonly #request: ClaimRequest<Taken>;
  readonly #environment: Environment;
  readonly #versions: Versions;
  readonly #taken: Taken[] = [];
  readonly #noted: Taken[] = [];
  /** A row whose new instant has come already, such as one taken with no visibility timeout, is not taken again here. */
  readonly #examined = new Set<string>();
  readonly #partitionBytes: number;
  #conflicts = 0;
  #range: Range;
  #exhausted = false;
  #last = false;
  #nextDueAt: number | undefined;

  constructor(request: ClaimRequest<Taken>, environment: Environment, versions: Versions) {
    const { partition, dueUntil } = request;
    this.#request = request;
    this.#environment = environment;
    this.#versions = versions;
    this.#partitionBytes = Buffer.byteLength(partition, "utf8");
    this.#range = { start: dueKey(partition, 0, ""), end: behindInstant(partition, dueUntil) };
  }

  async run(): Promise<Claimed<Taken>> {
    // Most polls of most queues find nothing: one look at the head tells, and costs no write transaction.
    const headAt = this.#firstDueAt(dueKey(this.#request.partition, 0, ""));
    if (headAt === undefined || headAt > this.#request.dueUntil) this.#finish(headAt);
    while (!this.#done) await this.#environment.write(() => this.#step());
    return {
      taken: this.#taken,
      noted: this.#noted,
      conflicts: this.#conflicts,
      ...(this.#nextDueAt === undefined ? {} : { nextDueAt: this.#nextDueAt }),
    };
  }

  get #done(): boolean {
    return this.#exhausted || this.#enough;
  }

  get #enough(): boolean {
    return this.#full || this.#examined.size >= (this.#request.maxExamined ?? Number.POSITIVE_INFINITY);
  }

  get #full(): boolean {
    return this.#last || this.#taken.length >= this.#request.limit;
  }

  /** One write transaction's worth of looking. */
  #step(): void {
    const until = this.#examined.size + EXAMINED_PER_TRANSACTION;
    while (!this.#done && this.#examined.size < until) this.#page();
    if (this.#done && !this.#full) this.#finish(this.#firstDueAt(this.#range.end));
  }

  #finish(nextDueAt: number | undefined): void {
    this.#exhausted = true;
    this.#nextDueAt = nextDueAt;
  }

  #page(): void {
    const size = Math.max(0, this.#request.limit - this.#taken.length) + SPARE;
    const page = this.#candidates(size);
    for (const key of page) {
      if (this.#enough) return;
      this.#examine(key);
    }
    const last = page.at(-1);
    if (last) this.#range = { ...this.#range, start: behind(last) };
    this.#exhausted = page.length < size;
  }

  #candidates(limit: number): Buffer[] {
    return Array.from(entries(this.#environment.due, this.#range, { limit }), ({ key }) => key);
  }

  #examine(due: Buffer): void {
    const { table, partition, rewrite } = this.#request;
    const { dueAt, sort } = positionOfDue(due, this.#partitionBytes);
    if (this.#examined.has(sort)) return;
    const bytes = this.#environment.rows[table].getBinaryFast(rowKey({ partition, sort }));
    if (!bytes) return;
    const row: Row = { table, partition, sort, ...decodeRow(bytes) };
    if (row.dueAt !== dueAt) return;
    this.#examined.add(sort);
    const result = rewrite(row, this.#taken.length);
    if (result === "skip") return;
    assertWrites(result.writes);
    if (commit(prepare(result.writes, this.#versions), this.#environment)) this.#conflicts += 1;
    else if ("take" in result) {
      this.#taken.push(result.take);
      this.#last = result.last ?? false;
    } else if (result.note !== undefined) this.#noted.push(result.note);
  }

  #firstDueAt(start: Buffer): number | undefined {
    const { end } = prefixRange(`${this.#request.partition}\0`);
    for (const { key } of entries(this.#environment.due, { start, end }, { limit: 1 })) {
      return positionOfDue(key, this.#partitionBytes).dueAt;
    }
    return undefined;
  }
}

/** The first key behind every row that is due at the instant. No sort key begins with the byte 0xff. */
export function behindInstant(partition: string, instant: number): Buffer {
  if (instant < 0) return dueKey(partition, 0, "");
  return Buffer.concat([dueKey(partition, instant, ""), Buffer.of(0xff)]);
}
