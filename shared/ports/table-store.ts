import type { Value } from "../core/json.ts";

/**
 * Which of the two tables a row lives in. `timed` rows may have a due instant and can be claimed; on DynamoDB that is a
 * table with a local secondary index, which caps a partition at 10 GB. `plain` rows can't, and their partitions have no cap.
 */
export type TableName = "timed" | "plain";

export interface Partition {
  readonly table: TableName;
  /** At most {@link MAX_PARTITION_BYTES} bytes of UTF-8, without NUL. */
  readonly partition: string;
}

export interface Key extends Partition {
  /** At most {@link MAX_SORT_BYTES} bytes of UTF-8, any characters; rows are ordered by its bytes. Never empty. */
  readonly sort: string;
}

/** DynamoDB's limit for a sort key, which is S3's for an object key. */
export const MAX_SORT_BYTES = 1024;
/** lmdb's whole key is at most 1,978 bytes: this leaves room for the sort key, the due instant and separators. */
export const MAX_PARTITION_BYTES = 900;

export interface Row extends Key {
  readonly value: Value;
  /** Changes with every write of the row and never comes back, so that an equal version means an unchanged row. */
  readonly version: string;
  readonly dueAt?: number;
  readonly tag?: string;
}

/** What must hold when the transaction commits: there is no row, there is one, or it still has this version. */
export type Expectation = "absent" | "present" | { readonly version: string };

export interface Put {
  readonly kind: "put";
  readonly key: Key;
  readonly value: Value;
  /** Places the row in its partition's due ordering; only in the `timed` table. */
  readonly dueAt?: number;
  /** A short word that stands in the due ordering beside the instant, so that {@link TableStore.countDue} can tell kinds apart. */
  readonly tag?: string;
  readonly expect?: Expectation;
}

export interface Delete {
  readonly kind: "delete";
  readonly key: Key;
  readonly expect?: Expectation;
}

/** Holds the transaction to a condition on a row that it doesn't write. */
export interface Check {
  readonly kind: "check";
  readonly key: Key;
  readonly expect: Expectation;
}

/**
 * Adds to named totals under a key. Unconditional and commutative, so it never conflicts. Totals are no rows: read them
 * with {@link TableStore.totals}; a {@link Delete} of the key that expects nothing removes them. One that expects something is about
 * a row: on DynamoDB every delete of a message would otherwise look for totals that were never there.
 */
export interface Add {
  readonly kind: "add";
  readonly key: Key;
  readonly by: Readonly<Record<string, number>>;
}

export type Write = Put | Delete | Check | Add;

/** DynamoDB's limit for TransactWriteItems, kept on every adapter so that what works here works there. */
export const MAX_TRANSACTION_WRITES = 100;

export interface Query extends Partition {
  /** Only sort keys that begin with it. */
  readonly prefix?: string;
  /** Exclusive: resume behind (or, when reversed, before) this sort key. It need not be a row. */
  readonly after?: string;
  /** Exclusive: stop before (or, when reversed, behind) this sort key. */
  readonly before?: string;
  readonly reverse?: boolean;
  readonly limit: number;
}

/** Rows with a due instant, soonest first; equal instants by sort key. */
export interface DueQuery extends Partition {
  /** Inclusive. */
  readonly from?: number;
  /** Inclusive. */
  readonly until?: number;
  readonly limit: number;
  /** Exclusive: the last row of the page before. */
  readonly after?: { readonly dueAt: number; readonly sort: string };
}

export type Rewrite<Taken> =
  /** Do these writes (of this row and, together with it, of others) and count the row as taken; the claim ends with the `last`. */
  | { readonly take: Taken; readonly writes: readonly Write[]; readonly last?: boolean }
  /** Do these writes but go on looking: an expired message is dropped, one received too often is moved. `note` tells the claimer. */
  | { readonly note?: Taken; readonly writes: readonly Write[] }
  /** Leave the row alone and go on looking. */
  | "skip";

export interface ClaimRequest<Taken> extends Partition {
  /** Rows with `dueAt <= dueUntil` are candidates, soonest first. */
  readonly dueUntil: number;
  readonly limit: number;
  /** Look at no more rows than this in one claim, so that rows which are only passed over can't hold everybody up. */
  readonly maxExamined?: number;
  /** Synchronous and pure: it may run again on a conflict. `index` counts the rows taken so far in this claim. */
  rewrite(row: Row, index: number): Rewrite<Taken>;
}

export interface Claimed<Taken> {
  readonly taken: readonly Taken[];
  /** What the rewrites noted besides, in order. */
  readonly noted: readonly Taken[];
  /** When fewer than `limit` were taken: the instant at which the next row comes due, if there is one. */
  readonly nextDueAt?: number;
  /** Conditional writes that lost against another claimer. */
  readonly conflicts: number;
}

export type TransactResult = { readonly ok: true } | { readonly ok: false; readonly conflict: Key };

/**
 * Rows in partitions, ordered by key bytes. One contract, several technologies: test/ports/table-store.ts says what
 * every adapter does.
 */
export interface TableStore {
  get(key: Key): Promise<Row | undefined>;
  /** Rows in the order of the keys; a key without a row gives undefined. */
  getMany(keys: readonly Key[]): Promise<readonly (Row | undefined)[]>;
  query(query: Query): Promise<readonly Row[]>;
  due(query: DueQuery): Promise<readonly Row[]>;
  /** How many rows are due strictly after the instant, by tag (rows without one under ""). Reads the ordering, not the rows. */
  countDue(partition: Partition, after: number): Promise<Readonly<Record<string, number>>>;
  /**
   * All or nothing: at most {@link MAX_TRANSACTION_WRITES} writes, each of another key. When a condition doesn't hold, nothing
   * is written and the first key that failed is told. Resolves once the writes survive the death of the process.
   */
  transact(writes: readonly Write[]): Promise<TransactResult>;
  /**
   * Takes up to `limit` due rows of a partition, each alone: a row is rewritten together with its own writes, by condition
   * on its version. Two claimers never take the same row of the same version.
   */
  claim<Taken>(request: ClaimRequest<Taken>): Promise<Claimed<Taken>>;
  totals(key: Key): Promise<Readonly<Record<string, number>>>;
  /** Removes rows and totals of every partition that begins with the prefix, at most about `limit` of them; true while more are left. */
  drop(partitionPrefix: string, limit: number): Promise<boolean>;
  close(): Promise<void>;
}
