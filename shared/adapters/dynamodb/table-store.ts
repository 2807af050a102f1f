import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { hexId } from "../../core/ids.ts";
import { MILLISECONDS_PER_DAY } from "../../core/time.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Random } from "../../ports/random.ts";
import {
  assertKey,
  assertPartition,
  assertPartitionPrefix,
  assertWellFormed,
  assertWrites,
} from "../../ports/table-rules.ts";
import type {
  Add,
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
import { DueClaim } from "./claim.ts";
import { dropItems } from "./drop.ts";
import { behindInstant, dueKey, keyItem, rowOf } from "./items.ts";
import { getItems, nameOf, queryItems } from "./read.ts";
import { isWanted, sortRange } from "./sort-range.ts";
import { DUE_INDEX, type DynamoTables } from "./tables.ts";
import { addTotals, deleteTotals, readTotals } from "./totals.ts";
import { writeRows } from "./transaction.ts";

export interface DynamoDbTableStoreOptions extends DynamoTables {
  readonly random: Random;
  readonly clock: Clock;
  /** Hears of a total that could not be added to after its transaction was committed. */
  onError?(error: unknown): void;
}

/** DynamoDB's own cap on a page; more come page by page. */
const MAX_PAGE = 1000;
/** How long a partition in which another process was met is entered at random. */
const CONTENTION_MILLISECONDS = 30_000;
/** No message waits longer: SQS keeps one for 14 days at most. */
const MAX_SPAN_MILLISECONDS = 14 * MILLISECONDS_PER_DAY;

/** Rows in DynamoDB's two tables. Every read is consistent: who has written reads it at once, from whatever process. */
export class DynamoDbTableStore implements TableStore {
  readonly #tables: DynamoTables;
  readonly #random: Random;
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;
  readonly #stamp: string;
  #writes = 0;
  readonly #held = new Set<string>();
  readonly #contendedUntil = new Map<string, number>();

  constructor({ client, names, random, clock, onError = warn }: DynamoDbTableStoreOptions) {
    this.#tables = { client, names };
    this.#random = random;
    this.#clock = clock;
    this.#onError = onError;
    this.#stamp = hexId(random, 16);
  }

  async get(key: Key): Promise<Row | undefined> {
    assertKey(key);
    const { client, names } = this.#tables;
    const { Item } = await client.send(
      new GetItemCommand({ TableName: names[key.table], Key: keyItem(key), ConsistentRead: true }),
    );
    return Item && rowOf(key.table, Item);
  }

  async getMany(keys: readonly Key[]): Promise<readonly (Row | undefined)[]> {
    keys.forEach(assertKey);
    const items = await getItems(this.#tables, keys);
    return keys.map((key) => {
      const item = items.get(nameOf(key.table, keyItem(key)));
      return item && rowOf(key.table, item);
    });
  }

  async query(query: Query): Promise<readonly Row[]> {
    assertPartition(query);
    const { table, partition, prefix = "", after, before, reverse = false, limit } = query;
    for (const bound of [prefix, after ?? "", before ?? ""]) assertWellFormed(bound);
    const range = sortRange(query);
    const found: Row[] = [];
    if (!range || limit <= 0) return found;
    const isWhole = range.low === "";
    const items = queryItems(this.#tables, table, {
      KeyConditionExpression: isWhole ? "p = :p AND s <= :high" : "p = :p AND s BETWEEN :low AND :high",
      ExpressionAttributeValues: {
        ":p": { S: partition },
        ":high": { S: range.high },
        ...(isWhole ? {} : { ":low": { S: range.low } }),
      },
      ScanIndexForward: !reverse,
      // One more for the bound itself, which is not wanted.
      Limit: Math.min(limit + 1, MAX_PAGE),
    });
    for await (const item of items) {
      if (!isWanted(item.s?.S ?? "", query)) continue;
      found.push(rowOf(table, item));
      if (found.length >= limit) break;
    }
    return found;
  }

  async due({ table, partition, from = 0, until, limit, after }: DueQuery): Promise<readonly Row[]> {
    assertPartition({ partition });
    const low = dueKey(Math.max(from, 0), "");
    const high = behindInstant(until ?? Number.POSITIVE_INFINITY);
    const isBehind = after !== undefined && Buffer.compare(dueKey(after.dueAt, after.sort), low) >= 0;
    const start = isBehind ? dueKey(after.dueAt, after.sort) : low;
    const found: Row[] = [];
    if ((until ?? 0) < 0 || limit <= 0 || Buffer.compare(start, high) > 0) return found;
    const items = queryItems(this.#tables, table, {
      IndexName: DUE_INDEX,
      Select: "ALL_ATTRIBUTES",
      KeyConditionExpression: "p = :p AND d BETWEEN :from AND :until",
      ExpressionAttributeValues: { ":p": { S: partition }, ":from": { B: start }, ":until": { B: high } },
      Limit: Math.min(limit, MAX_PAGE),
      ...(isBehind ? { ExclusiveStartKey: { ...keyItem({ partition, sort: after.sort }), d: { B: start } } } : {}),
    });
    for await (const item of items) {
      found.push(rowOf(table, item));
      if (found.length >= limit) break;
    }
    return found;
  }

  async countDue({ table, partition }: Partition, after: number): Promise<Readonly<Record<string, number>>> {
    assertPartition({ partition });
    const counts = new Map<string, number>();
    const items = queryItems(this.#tables, table, {
      IndexName: DUE_INDEX,
      KeyConditionExpression: "p = :p AND d > :after",
      ExpressionAttributeValues: {
        ":p": { S: partition },
        ":after": { B: after < 0 ? Buffer.of(0) : behindInstant(after) },
      },
      // The tag is in the index: the rows are not read.
      ProjectionExpression: "g",
    });
    for await (const { g } of items) counts.set(g?.S ?? "", (counts.get(g?.S ?? "") ?? 0) + 1);
    return Object.fromEntries(counts);
  }

  async transact(writes: readonly Write[]): Promise<TransactResult> {
    assertWrites(writes);
    const rows = writes.filter((write) => write.kind !== "add");
    const adds = writes.filter((write): write is Add => write.kind === "add");
    const result = await writeRows(rows, {
      ...this.#tables,
      clock: this.#clock,
      random: this.#random,
      nextVersion: () => this.#nextVersion(),
    });
    if (!result.ok) return result;
    const deletes = rows.filter((write) => write.kind === "delete");
    const totals = [
      ...adds.map((add) => addTotals(this.#tables, add, this.#random)),
      ...deletes.map((write) => deleteTotals(this.#tables, write)),
    ];
    // The rows are written: a total that fails now must not make the caller write them again.
    if (rows.length === 0) await Promise.all(totals);
    else for (const { reason } of (await Promise.allSettled(totals)).filter(isRejected)) this.#onError(reason);
    return result;
  }

  async claim<Taken>(request: ClaimRequest<Taken>): Promise<Claimed<Taken>> {
    assertPartition(request);
    const { partition, dueUntil } = request;
    return new DueClaim(request, {
      tables: this.#tables,
      held: this.#held,
      transact: (writes) => this.transact(writes),
      startAt: (headAt) => this.#startAt(partition, headAt, dueUntil),
      met: () => this.#contendedUntil.set(partition, this.#clock.now() + CONTENTION_MILLISECONDS),
      isContended: () => this.#isContended(partition),
      random: this.#random,
      clock: this.#clock,
    }).run();
  }

  async totals(key: Key): Promise<Readonly<Record<string, number>>> {
    assertKey(key);
    return readTotals(this.#tables, key);
  }

  async drop(partitionPrefix: string, limit: number): Promise<boolean> {
    assertPartitionPrefix(partitionPrefix);
    return dropItems(this.#tables, partitionPrefix, limit);
  }

  /** The client is its opener's to close. */
  async close(): Promise<void> {}

  #nextVersion(): string {
    this.#writes += 1;
    return `${this.#stamp}-${this.#writes.toString(36)}`;
  }

  #isContended(partition: string): boolean {
    const until = this.#contendedUntil.get(partition);
    if (until === undefined) return false;
    if (this.#clock.now() < until) return true;
    this.#contendedUntil.delete(partition);
    return false;
  }

  /** At the head, unless other processes were met there lately: then each begins somewhere else. */
  #startAt(partition: string, headAt: number, dueUntil: number): number {
    if (!this.#isContended(partition)) return headAt;
    const span = Math.min(Math.floor(dueUntil - headAt), MAX_SPAN_MILLISECONDS);
    return headAt + this.#random.below(Math.max(1, span));
  }
}

function isRejected(result: PromiseSettledResult<void>): result is PromiseRejectedResult {
  return result.status === "rejected";
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
