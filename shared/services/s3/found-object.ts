import type { ReadTools } from "../service.ts";
import type { Need } from "./authorise.ts";
import { deleteMarkerRead, noSuchKey, noSuchVersion } from "./errors.ts";
import type { Bucket, StoredObject } from "./model.ts";
import { checkKey } from "./object-key.ts";
import { isObject, readCurrent, readVersion, type Standing, shownId } from "./standing.ts";
import { readBucket } from "./stored-bucket.ts";
import type { ObjectInput } from "./stored-object.ts";

export interface VersionInput extends ObjectInput {
  readonly VersionId?: string | undefined;
}

export interface FoundObject {
  readonly bucket: Bucket;
  readonly key: string;
  readonly object: StoredObject;
  /** The row in which it stands. */
  readonly standing: Standing<StoredObject>;
}

/** The actions that reading the current version and reading one by its id need. */
export interface VersionNeed {
  readonly action: Need["action"];
  readonly versionAction: Need["action"];
}

/** The object that a request names, or the version of it; NoSuchKey, NoSuchVersion, or what is said of a delete marker. */
export async function readObject(
  input: VersionInput,
  tools: Pick<ReadTools, "store" | "context">,
  need: VersionNeed,
): Promise<FoundObject> {
  const action = input.VersionId === undefined ? need.action : need.versionAction;
  const { bucket } = await readBucket(input, tools, { action, key: input.Key });
  const key = checkKey(input.Key);
  return findObject(bucket, key, input.VersionId, tools);
}

export async function findObject(
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<FoundObject> {
  const found = await (versionId === undefined
    ? readCurrent(bucket, key, tools)
    : readVersion(bucket, key, versionId, tools).then((read) => read.found));
  if (isObject(found)) return { bucket, key, object: found.value, standing: found };
  if (versionId === undefined) throw noSuchKey(key, found && { versionId: shownId(found.value) });
  if (!found) throw noSuchVersion(key, versionId);
  throw deleteMarkerRead(versionId, new Date(found.value.modifiedAt));
}

/** Which version an answer tells of: none in a bucket that never had versioning. */
export function versionMember(bucket: Bucket, version: StoredObject): { readonly VersionId?: string } {
  return bucket.versioning ? { VersionId: shownId(version) } : {};
}
