import { ServiceError } from "../../core/errors.ts";
import type { StoredObject } from "./model.ts";
import { isArchive, restorationOf } from "./restoration.ts";

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

/** As another configuration names one: STANDARD too. */
export function isStorageClass(name: string): boolean {
  return CLASSES.includes(name);
}

/** An archived object has metadata, but its bytes are out of reach until it is restored. */
export function checkReadable(object: StoredObject, now: number): void {
  const { storageClass } = object;
  if (!isArchive(storageClass) || restorationOf(object, now)?.isReady) return;
  throw new ServiceError("InvalidObjectState", "The operation is not valid for the object's storage class", {
    status: 403,
    docs: "storage-class",
    details: { StorageClass: storageClass },
  });
}
