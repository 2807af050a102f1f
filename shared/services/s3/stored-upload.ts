import type { Row } from "../../ports/table-store.ts";
import type { ReadTools } from "../service.ts";
import { authorityOf, type Need } from "./authorise.ts";
import { invalidArgument } from "./errors.ts";
import { noSuchUpload } from "./errors-multipart.ts";
import { MAX_PART_NUMBER } from "./limits.ts";
import type { Bucket, Upload } from "./model.ts";
import { writeNeed } from "./need.ts";
import { checkKey } from "./object-key.ts";
import { namedBucket } from "./stored-bucket.ts";
import type { ObjectInput } from "./stored-object.ts";
import { keyUploads, uploadFromRow, uploadKey } from "./table.ts";

export interface UploadInput extends ObjectInput {
  readonly UploadId?: string | undefined;
}

export interface StoredUpload {
  readonly bucket: Bucket;
  readonly upload: Upload;
  /** Of the upload's row. */
  readonly version: string;
}

/** Ids are ours: hexadecimal. */
const UPLOAD_ID = /^[0-9a-f]{32}$/;

export function isUploadId(text: string): boolean {
  return UPLOAD_ID.test(text);
}

/** The upload that a request names, or NoSuchUpload. */
export async function readUpload(
  input: UploadInput,
  tools: Pick<ReadTools, "store" | "context">,
  action: Need["action"],
  creates = false,
): Promise<StoredUpload> {
  const { bucket } = await namedBucket(input, tools);
  const authority = await authorityOf(bucket, tools);
  const need = writeNeed(action, input.Key, creates);
  const refused = authority.refusal(need, input);
  const key = checkKey(input.Key);
  const id = input.UploadId ?? "";
  const row = isUploadId(id) ? await tools.store.get(uploadKey(tools.context, bucket, id)) : undefined;
  const upload = row && uploadFromRow(row);
  const initiator = upload?.initiator;
  const isOwn =
    initiator !== undefined &&
    authority.refusal({ ...need, rights: { owner: initiator, grants: [] } }, input) === undefined;
  if (refused && !isOwn) throw refused;
  if (!row || upload?.key !== key) throw noSuchUpload(id);
  return { bucket, upload, version: row.version };
}

/** The row that lists the uploads of a key. */
export function readKeyUploads(
  { bucket, upload }: Pick<StoredUpload, "bucket" | "upload">,
  { store, context }: Pick<ReadTools, "store" | "context">,
): Promise<Row | undefined> {
  return store.get(keyUploads(context, bucket, upload.key));
}

export function checkPartNumber(number: number | undefined): number {
  if (number !== undefined && Number.isInteger(number) && number >= 1 && number <= MAX_PART_NUMBER) return number;
  const message = `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`;
  throw invalidArgument(message, { name: "partNumber", value: String(number ?? "") }, "multipart-upload");
}
