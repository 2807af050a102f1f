import type { Row } from "../../ports/table-store.ts";
import type { ReadTools } from "../service.ts";
import type { Need } from "./authorise.ts";
import { randomGate } from "./gates.ts";
import type { Bucket, StoredObject } from "./model.ts";
import { checkKey } from "./object-key.ts";
import { type BucketInput, readBucket } from "./stored-bucket.ts";
import { objectFromRow, objectKey } from "./table.ts";

/** The object of a key as it is now, with its row's version. */
export interface PresentObject extends StoredObject {
  readonly version: string;
}

/** A place for an object: the bucket, a gate to pass, and what stands there already. */
export interface Slot {
  readonly bucket: Bucket;
  /** Of the bucket's row. */
  readonly version: string;
  readonly gate: number;
  readonly key: string;
  readonly present: PresentObject | undefined;
}

export interface ObjectInput extends BucketInput {
  readonly Key?: string | undefined;
}

export async function readSlot(
  input: ObjectInput,
  tools: Pick<ReadTools, "store" | "context" | "random">,
  action: Need["action"],
): Promise<Slot> {
  const { bucket, version } = await readBucket(input, tools, { action, key: input.Key });
  const key = checkKey(input.Key);
  const row = await tools.store.get(objectKey(tools.context, bucket, key));
  return { bucket, version, gate: randomGate(tools.random), key, present: presentObject(row) };
}

export function presentObject(row: Row | undefined): PresentObject | undefined {
  return row && { ...objectFromRow(row), version: row.version };
}
