import type { TableStore, Write } from "../../../shared/ports/table-store.ts";

/** A store that runs a step of the test's just before the next transaction that the test waits for. */
export function interruptible() {
  let armed: { when: (writes: readonly Write[]) => boolean; run: () => Promise<unknown> } | undefined;
  return {
    wrapStore: (store: TableStore): TableStore =>
      new Proxy(store, {
        get(target, name, receiver) {
          if (name !== "transact") {
            const member = Reflect.get(target, name, receiver);
            return typeof member === "function" ? member.bind(target) : member;
          }
          return async (writes: readonly Write[]) => {
            if (armed?.when(writes)) {
              const { run } = armed;
              armed = undefined;
              await run();
            }
            return target.transact(writes);
          };
        },
      }),
    before(when: (writes: readonly Write[]) => boolean, run: () => Promise<unknown>) {
      armed = { when, run };
    },
  };
}
