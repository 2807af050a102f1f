import type { ReplicationRule } from "@aws-sdk/client-s3";
import type { ServiceError } from "../../core/errors.ts";
import type { ReadTools } from "../service.ts";
import { type Authority, authorise, type Need } from "./authorise.ts";
import { readConfiguration } from "./configuration.ts";
import { randomGate } from "./gates.ts";
import type { Bucket, StoredObject } from "./model.ts";
import { writeNeed } from "./need.ts";
import { checkKey } from "./object-key.ts";
import { isObject, readCurrent, type Standing, standing } from "./standing.ts";
import { type BucketInput, namedBucket } from "./stored-bucket.ts";
import { versionKey } from "./table.ts";
import { VERSION_ID_RANDOM_BYTES } from "./version-id.ts";

/** A place for a version: the bucket, a gate to pass, and what stands there already. */
export interface Slot {
  readonly bucket: Bucket;
  /** Of the bucket's row. */
  readonly version: string;
  readonly gate: number;
  readonly key: string;
  /** The current version. */
  readonly current: Standing | undefined;
  /** The current version, where it is an object. */
  readonly present: StoredObject | undefined;
  /** The noncurrent version called "null", where the next one takes its name. */
  readonly oldNull: Standing | undefined;
  /** For the id of the next version. */
  readonly random: Uint8Array;
  /** Where the next version may have to go besides. */
  readonly replication: readonly ReplicationRule[] | undefined;
}

export interface ObjectInput extends BucketInput {
  readonly Key?: string | undefined;
}

type SlotTools = Pick<ReadTools, "store" | "context" | "random">;

export async function readSlot(
  input: ObjectInput,
  tools: SlotTools,
  action: Need["action"],
  creates = true,
): Promise<Slot> {
  const { bucket, version } = await namedBucket(input, tools);
  const need = writeNeed(action, input.Key, creates);
  const authority = await authorise(bucket, need, tools, input);
  const slot = await slotOf({ bucket, version }, checkKey(input.Key), tools);
  const refused = await writeRefusal(authority, need, slot, input);
  if (refused) throw refused;
  return slot;
}

/** Who may write into a bucket because of its list may do so to nobody else's object. */
export async function writeRefusal(
  authority: Authority,
  need: Need,
  { present }: Slot,
  input: object,
): Promise<ServiceError | undefined> {
  if (!authority.asksForLists || !present) return undefined;
  return authority.refusal({ ...need, rights: await authority.rights(present) }, input);
}

export async function slotOf(
  { bucket, version }: { readonly bucket: Bucket; readonly version: string },
  key: string,
  tools: SlotTools,
): Promise<Slot> {
  const current = await readCurrent(bucket, key, tools);
  const replication = await readConfiguration(bucket, "replication", tools);
  return {
    bucket,
    version,
    gate: randomGate(tools.random),
    key,
    current,
    present: isObject(current) ? current.value : undefined,
    oldNull: await readOldNull(bucket, key, current, tools),
    random: tools.random.bytes(VERSION_ID_RANDOM_BYTES),
    replication: replication?.Rules,
  };
}

async function readOldNull(
  bucket: Bucket,
  key: string,
  current: Standing | undefined,
  { store, context }: SlotTools,
): Promise<Standing | undefined> {
  const sort = current?.value.history?.nullSort;
  if (bucket.versioning !== "Suspended" || sort === undefined) return undefined;
  const row = await store.get(versionKey(context, bucket, key, sort));
  return row && standing(row);
}
