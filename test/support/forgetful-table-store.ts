import type { TableStore } from "../../shared/ports/table-store.ts";

/**
 * A store that loses what is added to totals while `lose` is on, as a process does on DynamoDB that ends between its transaction and
 * what is added beside it.
 */
export function forgetful() {
  const state = { lose: false };
  const wrapStore = (store: TableStore): TableStore =>
    new Proxy(store, {
      get(target, name) {
        const member = Reflect.get(target, name);
        if (name !== "transact") return typeof member === "function" ? member.bind(target) : member;
        return (writes: Parameters<TableStore["transact"]>[0]) =>
          target.transact(state.lose ? writes.filter(({ kind }) => kind !== "add") : writes);
      },
    });
  return { state, wrapStore };
}
