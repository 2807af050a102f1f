import type { ChecksumAlgorithm, ObjectStorageClass } from "@aws-sdk/client-s3";
import type { Entry } from "./listing.ts";
import type { StoredObject } from "./model.ts";
import { etagOf } from "./object-metadata.ts";
import { restoreStatus } from "./restoration.ts";
import { DEFAULT_CLASS } from "./storage-class.ts";
import { objectFromRow } from "./table.ts";

/** An object as lists show it. */
export function listedObject(
  entry: Extract<Entry, { kind: "object" }>,
  encode: (text: string) => string,
  asked: Asked,
) {
  const { StorageClass, ...summary } = objectSummary(encode(entry.row.sort), objectFromRow(entry.row), asked);
  return { ...summary, StorageClass: StorageClass as ObjectStorageClass };
}

/** What lists show to who asks for it, and when. */
export interface Asked {
  readonly restoredAt: number | undefined;
}

export function askedOf(
  { OptionalObjectAttributes }: { readonly OptionalObjectAttributes?: readonly string[] | undefined },
  { now }: { readonly now: number },
): Asked {
  return { restoredAt: OptionalObjectAttributes?.includes("RestoreStatus") ? now : undefined };
}

export function objectSummary(Key: string, object: StoredObject, { restoredAt }: Asked) {
  const { checksum } = object;
  return {
    Key,
    LastModified: new Date(object.modifiedAt),
    ETag: etagOf(object),
    ...(checksum ? { ChecksumAlgorithm: [checksum.algorithm as ChecksumAlgorithm], ChecksumType: checksum.type } : {}),
    Size: object.body.size,
    StorageClass: (object.storageClass ?? DEFAULT_CLASS) as "STANDARD",
    ...(restoredAt === undefined ? {} : restoreStatus(object, restoredAt)),
  };
}
