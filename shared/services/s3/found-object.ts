import { ServiceError } from "../../core/errors.ts";
import type { Conditions } from "../../core/policy/decide.ts";
import type { ReadTools } from "../service.ts";
import { authorityOf, type Need } from "./authorise.ts";
import { ALL_USERS } from "./canned-acl.ts";
import { deleteMarkerRead, noSuchKey, noSuchVersion } from "./errors.ts";
import type { Bucket, StoredObject, Tags } from "./model.ts";
import { checkKey } from "./object-key.ts";
import type { Rights } from "./object-rights.ts";
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
  /** What is needed besides. */
  readonly also?: VersionNeed;
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
  const { bucket } = await namedBucket(input, tools, need);
  const authority = await authorityOf(bucket, tools);
  const hold = (more: Partial<Need> = {}) => {
    for (const { action, versionAction } of need.also ? [need, need.also] : [need]) {
      const asked = { action: input.VersionId === undefined ? action : versionAction, key: input.Key };
      const refused = authority.refusal({ ...asked, ...more }, input);
      if (refused) throw refused;
    }
  };
  // An object's tags and list say something only where somebody asks for them; then the object is read first.
  const looksFirst = authority.asksForTags || authority.asksForLists;
  if (!looksFirst) hold();
  const key = checkKey(input.Key);
  const found = await findObject(bucket, key, input.VersionId, tools, need.method).catch((error: unknown) => {
    if (!isMissing(error)) {
      hold();
      throw error;
    }
    // A list that nobody can look at may have let anybody in.
    hold(authority.asksForLists ? { rights: OPEN } : {});
    // Who may not list a bucket may not learn either what is not in it.
    throw authority.refusal({ action: "s3:ListBucket" }) ?? error;
  });
  const rights = await authority.rights(found.object);
  if (looksFirst || rights) hold({ conditions: existingTags(found.object.tags), rights });
  return found;
}

const OPEN: Rights = {
  owner: "",
  grants: [{ Grantee: { Type: "Group", URI: ALL_USERS }, Permission: "FULL_CONTROL" }],
};

function isMissing(error: unknown): boolean {
  return error instanceof ServiceError && (error.code === "NoSuchKey" || error.code === "NoSuchVersion");
}

export function existingTags(tags: Tags = []): Conditions {
  return Object.fromEntries(tags.map(([key, value]) => [`s3:ExistingObjectTag/${key}`, [value]]));
}

async function findObject(
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
