import { compareUtf8 } from "../../core/bytes.ts";
import type { Value } from "../../core/json.ts";
import { MAX_SORT_BYTES } from "../../ports/table-store.ts";
import { OrderedMap } from "./ordered-map.ts";

export interface StoredRow {
  readonly value: Value;
  readonly version: string;
  readonly dueAt?: number;
  readonly tag?: string;
}

/** Where a row stands in its partition's due ordering. */
export interface DuePosition {
  readonly dueAt: number;
  readonly sort: string;
}

/** Behind every sort key there can be: the position after all rows of an instant. */
export const LAST_SORT = "\u{10ffff}".repeat(MAX_SORT_BYTES / 4 + 1);

/** One partition: its rows by key, those with a due instant by that too, and its totals. */
export class PartitionRows {
  readonly rows = new OrderedMap<string, StoredRow>(compareUtf8);
  readonly due = new OrderedMap<DuePosition, string>(compareDue);
  readonly totals = new OrderedMap<string, Readonly<Record<string, number>>>(compareUtf8);

  get isEmpty(): boolean {
    return this.rows.size === 0 && this.totals.size === 0;
  }

  put(sort: string, row: StoredRow): void {
    this.#forgetDue(sort, this.rows.set(sort, row));
    if (row.dueAt !== undefined) this.due.set({ dueAt: row.dueAt, sort }, row.tag ?? "");
  }

  deleteRow(sort: string): void {
    this.#forgetDue(sort, this.rows.delete(sort));
  }

  /** The row and the totals of a key. */
  delete(sort: string): void {
    this.deleteRow(sort);
    this.totals.delete(sort);
  }

  add(sort: string, by: Readonly<Record<string, number>>): void {
    const totals = new Map(Object.entries(this.totals.get(sort) ?? {}));
    for (const [name, amount] of Object.entries(by)) totals.set(name, (totals.get(name) ?? 0) + amount);
    this.totals.set(sort, Object.fromEntries(totals));
  }

  #forgetDue(sort: string, row: StoredRow | undefined): void {
    if (row?.dueAt !== undefined) this.due.delete({ dueAt: row.dueAt, sort });
  }
}

function compareDue(left: DuePosition, right: DuePosition): number {
  return left.dueAt - right.dueAt || compareUtf8(left.sort, right.sort);
}
