import { ServiceError } from "../../core/errors.ts";
import type { StoredObject } from "./model.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html; those of Outposts, Snow and directory buckets aren't for every bucket. */
const CLASSES: readonly string[] = [
  "STANDARD",
  "REDUCED_REDUNDANCY",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "GLACIER",
  "DEEP_ARCHIVE",
  "GLACIER_IR",
];

/** What must be restored before it can be read, which takes hours. */
const ARCHIVES: readonly string[] = ["GLACIER", "DEEP_ARCHIVE"];

export const DEFAULT_CLASS = "STANDARD";

/** Undefined for the default: lists show it, objects don't carry it. */
export function checkStorageClass(asked: string | undefined): string | undefined {
  if (asked === undefined || asked === DEFAULT_CLASS) return undefined;
  if (CLASSES.includes(asked)) return asked;
  throw new ServiceError("InvalidStorageClass", "The storage class you specified is not valid", {
    docs: "storage-class",
    details: { StorageClassRequested: asked },
  });
}

/** An archived object has metadata, but its bytes are out of reach: RestoreObject is not built. */
export function checkReadable({ storageClass }: StoredObject): void {
  if (storageClass === undefined || !ARCHIVES.includes(storageClass)) return;
  throw new ServiceError("InvalidObjectState", "The operation is not valid for the object's storage class", {
    status: 403,
    docs: "storage-class",
    details: { StorageClass: storageClass },
  });
}
