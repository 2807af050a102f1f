import type { Clock } from "../../ports/clock.ts";
import type { Random } from "../../ports/random.ts";
import { assertWrites } from "../../ports/table-rules.ts";
import type { Claimed, ClaimRequest, Row, TransactResult, Write } from "../../ports/table-store.ts";
import { behindInstant, dueKey, instantOf, rowOf } from "./items.ts";
import { getItems, nameOf, queryItems } from "./read.ts";
import { DUE_INDEX, type DynamoTables, type Item } from "./tables.ts";

export interface ClaimTools {
  readonly tables: DynamoTables;
  /** Rows that a claim of this process looks at now: others pass them by instead of fighting for them. */
  readonly held: Set<string>;
  transact(writes: readonly Write[]): Promise<TransactResult>;
  /** Where to begin in the ordering: 0, or somewhere up to `dueUntil` when others were met here lately. */
  startAt(headAt: number): number;
  /** A conditional write lost: another process claims here too. */
  met(): void;
  /** Whether that was so lately. */
  isContended(): boolean;
  readonly random: Random;
  readonly clock: Pick<Clock, "sleep">;
}

/** Candidates read at a time: as many as are still wanted, and twice as many again while they are only passed over. */
const MAX_PAGE = 100;
const SPARE = 2;
/** A claim that has lost so many rows, or one after it has taken some, leaves the rest to the others. */
const MAX_CONFLICTS = 3;
/** Who has lost a row and has none yet lets the others get on, longer each time: at the end many want the last few. */
const FIRST_PAUSE_MILLISECONDS = 20;

/** Takes rows one at a time, each by a condition on its version: DynamoDB has no lock on the head of a partition. */
export class DueClaim<Taken> {
  readonly #request: ClaimRequest<Taken>;
  readonly #tools: ClaimTools;
  readonly #taken: Taken[] = [];
  readonly #noted: Taken[] = [];
  /** A row whose new instant has come already, such as one taken with no visibility timeout, is not taken again here. */
  readonly #examined = new Set<string>();
  /** What a rewrite of this claim wrote besides its row: read again before it is looked at. */
  readonly #written = new Set<string>();
  readonly #held: string[] = [];
  #conflicts = 0;
  #last = false;
  #crossed = false;
  #page: number;

  constructor(request: ClaimRequest<Taken>, tools: ClaimTools) {
    this.#request = request;
    this.#tools = tools;
    this.#page = Math.max(0, request.limit) + SPARE;
  }

  async run(): Promise<Claimed<Taken>> {
    try {
      const headAt = await this.#firstDueAt(Buffer.of(0));
      if (headAt === undefined || headAt > this.#request.dueUntil) return this.#result(headAt);
      await this.#goRound(headAt);
      while (this.#crossed && this.#taken.length === 0 && !this.#enough && this.#conflicts < MAX_CONFLICTS) {
        const { clock, random } = this.#tools;
        await clock.sleep(1 + random.below(FIRST_PAUSE_MILLISECONDS * 2 ** this.#conflicts));
        await this.#goRound(headAt);
      }
      if (this.#full) return this.#result();
      // Others are still at it here: who waits may look again at once.
      if (this.#crossed) return this.#result(headAt);
      return this.#result(await this.#firstDueAt(behindInstant(this.#request.dueUntil)));
    } finally {
      this.#release();
    }
  }

  get #full(): boolean {
    return this.#last || this.#taken.length >= this.#request.limit;
  }

  get #enough(): boolean {
    return this.#full || this.#examined.size >= (this.#request.maxExamined ?? Number.POSITIVE_INFINITY);
  }

  /** From a starting point to the end of what is due, and from the head to that point; less when another claimer is met. */
  async #goRound(headAt: number): Promise<void> {
    this.#crossed = false;
    this.#release();
    const startAt = this.#tools.startAt(headAt);
    await this.#walk(dueKey(startAt, ""), behindInstant(this.#request.dueUntil));
    if (startAt > headAt) await this.#walk(dueKey(headAt, ""), dueKey(startAt, ""));
  }

  async #walk(from: Buffer, until: Buffer): Promise<void> {
    let start = from;
    while (!this.#enough && !this.#crossed) {
      const isContended = this.#tools.isContended();
      const size = isContended ? MAX_PAGE : Math.min(this.#page, MAX_PAGE);
      const page = await this.#places(start, until, size);
      // In order, whoever passes rows that others took would come to the same next one as they do.
      if (isContended) await this.#examineEach(shuffled(page, this.#tools.random));
      else await this.#examinePage(page);
      const last = page.at(-1)?.d?.B;
      if (!last || page.length < size) return;
      // Two rows never share a place but for keys too long to tell apart: those behind the first wait for the next claim.
      start = Buffer.concat([last, Buffer.of(0)]);
      this.#page *= 2;
    }
  }

  async #examinePage(page: readonly Item[]): Promise<void> {
    const { table } = this.#request;
    const mine = page.filter((item) => this.#hold(nameOf(table, item)));
    const items = await this.#read(mine);
    for (const place of mine) {
      if (this.#enough || this.#crossed) return;
      const name = nameOf(table, place);
      await this.#examinePlace(place, this.#written.has(name) ? await this.#read([place]) : items);
    }
  }

  /** Among others a row is read just before it is written: read together, the last would be ten writes old, and often lost. */
  async #examineEach(page: readonly Item[]): Promise<void> {
    for (const place of page) {
      if (this.#enough || this.#crossed) return;
      if (this.#hold(nameOf(this.#request.table, place))) await this.#examinePlace(place, await this.#read([place]));
    }
  }

  async #examinePlace(place: Item, items: ReadonlyMap<string, Item>): Promise<void> {
    const { table } = this.#request;
    const name = nameOf(table, place);
    const item = items.get(name);
    const row = item && rowOf(table, item);
    // Moved or removed since the ordering was read.
    if (row && place.d?.B && row.dueAt === instantOf(place.d.B)) await this.#examine(row, name);
  }

  #read(places: readonly Item[]): Promise<ReadonlyMap<string, Item>> {
    const keys = places.map((place) => this.#key(place.s?.S ?? ""));
    return getItems(this.#tools.tables, keys);
  }

  async #examine(row: Row, name: string): Promise<void> {
    this.#examined.add(name);
    const result = this.#request.rewrite(row, this.#taken.length);
    if (result === "skip") return;
    assertWrites(result.writes);
    const { ok } = await this.#tools.transact(result.writes);
    if (!ok) {
      this.#conflicts += 1;
      // Whoever won the row goes on to the next one as well: side by side, each would lose every other row. Begin elsewhere.
      this.#crossed = true;
      this.#tools.met();
      return;
    }
    for (const { key } of result.writes) this.#written.add(`${key.table}\0${key.partition}\0${key.sort}`);
    if ("take" in result) {
      this.#taken.push(result.take);
      this.#last = result.last ?? false;
    } else if (result.note !== undefined) this.#noted.push(result.note);
  }

  /** False for a row that this or another claim of this process has in hand. */
  #hold(name: string): boolean {
    if (this.#examined.has(name) || this.#tools.held.has(name)) return false;
    this.#tools.held.add(name);
    this.#held.push(name);
    return true;
  }

  #release(): void {
    for (const name of this.#held.splice(0)) this.#tools.held.delete(name);
  }

  #key(sort: string) {
    const { table, partition } = this.#request;
    return { table, partition, sort };
  }

  async #firstDueAt(from: Buffer): Promise<number | undefined> {
    const [place] = await this.#places(from, undefined, 1);
    return place?.d?.B && instantOf(place.d.B);
  }

  /** Places in the ordering, from one inclusive to another exclusive, without their rows. */
  async #places(from: Buffer, until: Buffer | undefined, limit: number): Promise<Item[]> {
    if (until && Buffer.compare(from, until) > 0) return [];
    const places = queryItems(this.#tools.tables, this.#request.table, {
      IndexName: DUE_INDEX,
      KeyConditionExpression: until ? "p = :p AND d BETWEEN :from AND :until" : "p = :p AND d >= :from",
      ExpressionAttributeValues: {
        ":p": { S: this.#request.partition },
        ":from": { B: from },
        ...(until ? { ":until": { B: until } } : {}),
      },
      ProjectionExpression: "p, s, d",
      Limit: limit,
    });
    const found: Item[] = [];
    for await (const place of places) {
      found.push(place);
      if (found.length >= limit) break;
    }
    return found;
  }

  #result(nextDueAt?: number): Claimed<Taken> {
    const claimed = { taken: this.#taken, noted: this.#noted, conflicts: this.#conflicts };
    return nextDueAt === undefined ? claimed : { ...claimed, nextDueAt };
  }
}

function shuffled(places: readonly Item[], random: Random): readonly Item[] {
  return places
    .map((place) => ({ place, at: random.below(2 ** 30) }))
    .toSorted((left, right) => left.at - right.at)
    .map(({ place }) => place);
}
