import type { Scope } from "../../core/context.ts";
import type { Key, Put } from "../../ports/table-store.ts";

/*
 * Where STS keeps what:
 *   plain  <root>/sts   "signing-key"   the key that session tokens are signed with
 */

export function signingKeyKey({ root }: Pick<Scope, "root">): Key {
  return { table: "plain", partition: `${root}/sts`, sort: "signing-key" };
}

export function putSigningKey(scope: Pick<Scope, "root">, key: Uint8Array): Put {
  return { kind: "put", key: signingKeyKey(scope), value: key, expect: "absent" };
}
