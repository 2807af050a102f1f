import type { Value } from "../../shared/core/json.ts";
import type { Delete, Expectation, Key, Put, Row, TableStore } from "../../shared/ports/table-store.ts";

export const PLAIN = { table: "plain", partition: "default.1/buckets" } as const;
export const TIMED = { table: "timed", partition: "default.1/queues/orders/0" } as const;

export function plain(sort: string): Key {
  return { ...PLAIN, sort };
}

export function timed(sort: string): Key {
  return { ...TIMED, sort };
}

export function put(key: Key, value: Value = null, more: Pick<Put, "dueAt" | "tag" | "expect"> = {}): Put {
  return { kind: "put", key, value, ...more };
}

export function remove(key: Key, expect?: Expectation): Delete {
  return { kind: "delete", key, ...(expect === undefined ? {} : { expect }) };
}

/** Puts rows that fall due at the given instants, in as many transactions as it takes. */
export async function putDue(store: TableStore, rows: readonly (readonly [sort: string, dueAt: number])[]) {
  const puts = rows.map(([sort, dueAt]) => put(timed(sort), sort, { dueAt }));
  const pages = Array.from({ length: Math.ceil(puts.length / 100) }, (_, page) =>
    puts.slice(page * 100, page * 100 + 100),
  );
  await Promise.all(pages.map((page) => store.transact(page)));
}

export function sorts(rows: readonly Row[]): string[] {
  return rows.map(({ sort }) => sort);
}
