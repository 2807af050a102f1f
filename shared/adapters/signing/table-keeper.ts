import type { Key, TableStore } from "../../ports/table-store.ts";
import type { KeptKey, KeyKeeper } from "./rsa-signer.ts";

/** Belongs to the whole deployment and not to a playground: a reset must not make old signatures worthless. */
const KEY: Key = { table: "plain", partition: "signing-key", sort: "rsa" };

/** Keeps the key in a row, where every function of a deployment finds it; the table is encrypted at rest. */
export function tableKeeper(store: TableStore): KeyKeeper {
  const load = async () => (await store.get(KEY))?.value as KeptKey | undefined;
  return {
    load,
    async keep(key) {
      const { ok } = await store.transact([{ kind: "put", key: KEY, value: { ...key }, expect: "absent" }]);
      return ok ? key : ((await load()) ?? key);
    },
  };
}
