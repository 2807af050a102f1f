import { ServiceError } from "../../core/errors.ts";
import type { Conditions } from "../../core/policy/decide.ts";
import type { ReadTools } from "../service.ts";
import { authorityOf, type Need } from "./authorise.ts";
import { deleteMarkerRead, noSuchKey, noSuchVersion } from "./errors.ts";
import type { Bucket, StoredObject, Tags } from "./model.ts";
import { checkKey } from "./object-key.ts";
import { isObject, readCurrent, readVersion, type Standing, shownId } from "./standing.ts";
import { namedBucket } from "./stored-bucket.ts";
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
  readonly anyRegion?: true;
  /** What is said of a delete marker: GET when absent. */
  readonly method?: string;
}

/** The object that a request names, or the version of it; NoSuchKey, NoSuchVersion, or what is said of a delete marker. */
export async function readObject(
  input: VersionInput,
  tools: Pick<ReadTools, "store" | "context">,
  need: VersionNeed,
): Promise<FoundObject> {
  const action = input.VersionId === undefined ? need.action : need.versionAction;
  const { bucket } = await namedBucket(input, tools, need);
  const authority = await authorityOf(bucket, tools);
  const hold = (conditions: Conditions) => {
    const refused = authority.refusal({ action, key: input.Key, conditions }, input);
    if (refused) throw refused;
  };
  // An object's tags say something only where the policy asks for them; then the object is read first.
  if (!authority.asksForTags) hold({});
  const key = checkKey(input.Key);
  const found = await findObject(bucket, key, input.VersionId, tools, need.method).catch((error: unknown) => {
    if (authority.asksForTags) hold({});
    // Who may not list a bucket may not learn either what is not in it.
    const isMissing = error instanceof ServiceError && error.code === "NoSuchKey";
    throw (isMissing && authority.refusal({ action: "s3:ListBucket" })) || error;
  });
  if (authority.asksForTags) hold(existingTags(found.object.tags));
  return found;
}

function existingTags(tags: Tags = []): Conditions {
  return Object.fromEntries(tags.map(([key, value]) => [`s3:ExistingObjectTag/${key}`, [value]]));
}

export async function findObject(
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  tools: Pick<ReadTools, "store" | "context">,
  method?: string,
): Promise<FoundObject> {
  const found = await (versionId === undefined
    ? readCurrent(bucket, key, tools)
    : readVersion(bucket, key, versionId, tools).then((read) => read.found));
  if (isObject(found)) return { bucket, key, object: found.value, standing: found };
  if (versionId === undefined) throw noSuchKey(key, found && { versionId: shownId(found.value) });
  if (!found) throw noSuchVersion(key, versionId);
  throw deleteMarkerRead(versionId, new Date(found.value.modifiedAt), method);
}

/** Which version an answer tells of: none in a bucket that never had versioning. */
export function versionMember(bucket: Bucket, version: StoredObject): { readonly VersionId?: string } {
  return bucket.versioning ? { VersionId: shownId(version) } : {};
}
