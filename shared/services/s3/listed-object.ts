import type { Entry } from "./listing.ts";
import { etagOf } from "./object-metadata.ts";
import { objectFromRow } from "./table.ts";

/** An object as lists show it. */
export function listedObject(entry: Extract<Entry, { kind: "object" }>, encode: (text: string) => string) {
  const object = objectFromRow(entry.row);
  return {
    Key: encode(entry.row.sort),
    LastModified: new Date(object.modifiedAt),
    ETag: etagOf(object),
    Size: object.body.size,
    StorageClass: "STANDARD" as const,
  };
}
