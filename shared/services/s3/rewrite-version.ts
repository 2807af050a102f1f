import type { Put } from "../../ports/table-store.ts";
import type { FoundObject } from "./found-object.ts";
import type { StoredObject } from "./model.ts";
import { putVersionRow } from "./table.ts";

/** Changes what goes with the bytes of a version, in its place: neither its date nor its id change. */
export function rewrite(
  { standing, object }: Pick<FoundObject, "standing" | "object">,
  changed: { readonly [Member in keyof StoredObject]?: StoredObject[Member] | undefined },
): Put {
  const value = Object.fromEntries(Object.entries({ ...object, ...changed }).filter(([, one]) => one !== undefined));
  return putVersionRow(standing.key, value as unknown as StoredObject, { version: standing.version });
}
