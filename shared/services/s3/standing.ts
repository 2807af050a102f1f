import type { Key, Row } from "../../ports/table-store.ts";
import type { ReadTools } from "../service.ts";
import { invalidArgument } from "./errors.ts";
import type { Bucket, StoredObject, Version } from "./model.ts";
import { deletedKey, objectKey, versionFromRow, versionKey } from "./table.ts";
import { NULL_VERSION, sequencerOf } from "./version-id.ts";

type Reader = Pick<ReadTools, "store" | "context">;

/** A version and the row in which it stands. */
export interface Standing<Kind extends Version = Version> {
  readonly value: Kind;
  readonly key: Key;
  /** Of the row. */
  readonly version: string;
}

export function standing(row: Row): Standing {
  const { table, partition, sort, version } = row;
  return { value: versionFromRow(row), key: { table, partition, sort }, version };
}

export function isObject(found: Standing | undefined): found is Standing<StoredObject> {
  return found !== undefined && !found.value.marker;
}

/** How a version is named in answers. */
export function shownId({ versionId }: Pick<Version, "versionId">): string {
  return versionId ?? NULL_VERSION;
}

/** The current version of a key: an object or a delete marker. Never both have a row. */
export async function readCurrent(bucket: Bucket, key: string, tools: Reader): Promise<Standing | undefined> {
  const [row] = (await tools.store.getMany(currentKeys(bucket, key, tools))).filter((one) => one !== undefined);
  return row && standing(row);
}

/** Where the current version of a key may stand. A bucket that never had versioning has no delete markers. */
function currentKeys(bucket: Bucket, key: string, { context }: Pick<ReadTools, "context">): readonly Key[] {
  const object = objectKey(context, bucket, key);
  return bucket.versioning ? [object, deletedKey(context, bucket, key)] : [object];
}

/** A version of a key by its id, current or not. */
export async function readVersion(
  bucket: Bucket,
  key: string,
  versionId: string,
  tools: Reader,
): Promise<{ readonly found: Standing | undefined; readonly current: Standing | undefined }> {
  const sequencer = checkVersionId(versionId);
  const current = await readCurrent(bucket, key, tools);
  if (current && shownId(current.value) === versionId) return { found: current, current };
  const sort = sequencer === undefined ? current?.value.history?.nullSort : versionSort(sequencer, versionId);
  if (!current || sort === undefined) return { found: undefined, current };
  const row = await tools.store.get(versionKey(tools.context, bucket, key, sort));
  return { found: row && standing(row), current };
}

/** The sequencer that an id carries; undefined for "null". */
export function checkVersionId(versionId: string, name = "versionId"): string | undefined {
  if (versionId === NULL_VERSION) return undefined;
  const sequencer = sequencerOf(versionId);
  if (sequencer !== undefined) return sequencer;
  throw invalidArgument("Invalid version id specified", { name, value: versionId }, "versioning");
}

const GREATEST_ORDER = (1n << 64n) - 1n;

/** Where a noncurrent version stands among those of its key: the newest first, because that is how AWS lists them. */
export function versionSort(sequencer: string, versionId: string): string {
  const order = (GREATEST_ORDER - BigInt(`0x${sequencer}`)).toString(16).padStart(16, "0");
  return `${order} ${versionId}`;
}

export function sortOf(version: Version): string {
  return versionSort(version.sequencer, shownId(version));
}
