import { createHash } from "node:crypto";
import type { CompletedPart, CompleteMultipartUploadRequest } from "@aws-sdk/client-s3";
import type { ReadTools } from "../service.ts";
import { invalidRequest } from "./errors.ts";
import { entityTooSmall, invalidPart, invalidPartOrder, wrongChecksum } from "./errors-multipart.ts";
import { MAX_LIST_PARTS, MAX_PART_NUMBER, MIN_PART_BYTES } from "./limits.ts";
import type { Upload, UploadedPart } from "./model.ts";
import { givenChecksum } from "./object-checksum.ts";
import type { StoredUpload } from "./stored-upload.ts";
import { PARTS_END, partFromRow, uploadPartition } from "./table.ts";

/** The parts that a client wants its object to be made of, held against those that were uploaded, in AWS's order of checks. */
export async function chosenParts(
  input: CompleteMultipartUploadRequest,
  stored: StoredUpload,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<readonly UploadedPart[]> {
  const { upload } = stored;
  const wanted = input.MultipartUpload?.Parts ?? [];
  if (wanted.length === 0) throw invalidRequest("You must specify at least one part", "multipart-upload");
  checkOrder(wanted, upload.id);
  const uploaded = await readParts(stored, tools);
  const parts = wanted.map((part) => findPart(part, uploaded, upload));
  for (const part of parts.slice(0, -1)) {
    if (part.body.size < MIN_PART_BYTES) throw entityTooSmall(part.body.size, part.number, part.body.md5);
  }
  checkSize(input.MpuObjectSize, parts);
  return parts;
}

function checkOrder(wanted: readonly CompletedPart[], upload: string): void {
  let last = 0;
  for (const { PartNumber = 0 } of wanted) {
    if (PartNumber <= last) throw invalidPartOrder(upload);
    last = PartNumber;
  }
}

async function readParts(
  { bucket, upload }: StoredUpload,
  { store, context }: Pick<ReadTools, "store" | "context">,
): Promise<ReadonlyMap<number, UploadedPart>> {
  const partition = uploadPartition(context, bucket, upload.id);
  const parts = new Map<number, UploadedPart>();
  let after: string | undefined;
  while (parts.size < MAX_PART_NUMBER) {
    const page = { before: PARTS_END, limit: MAX_LIST_PARTS, ...(after === undefined ? {} : { after }) };
    const rows = await store.query({ ...partition, ...page });
    for (const part of rows.map(partFromRow)) parts.set(part.number, part);
    if (rows.length < MAX_LIST_PARTS) break;
    after = rows.at(-1)?.sort;
  }
  return parts;
}

function findPart(wanted: CompletedPart, uploaded: ReadonlyMap<number, UploadedPart>, upload: Upload): UploadedPart {
  const { PartNumber = 0, ETag = "" } = wanted;
  const etag = ETag.replaceAll('"', "");
  const part = uploaded.get(PartNumber);
  if (!part || part.body.md5 !== etag) throw invalidPart(upload.id, PartNumber, etag);
  const given = givenChecksum(wanted);
  if (!given) return part;
  if (!upload.checksum || given.algorithm !== upload.checksum.algorithm) {
    // AWS looks for a part with such a sum, and there is none.
    if (upload.checksum?.type !== "COMPOSITE") throw invalidPart(upload.id, PartNumber, etag);
  } else if (part.checksum === undefined || part.checksum === given.value) return part;
  const message = `The ${given.algorithm.toLowerCase()} you specified for part ${PartNumber} did not match what we received.`;
  throw wrongChecksum(message);
}

function checkSize(announced: number | undefined, parts: readonly UploadedPart[]): void {
  const size = parts.reduce((sum, { body }) => sum + body.size, 0);
  if (announced === undefined || announced === size) return;
  const message = `The provided 'x-amz-mp-object-size' header value ${announced} does not match what was computed: ${size}`;
  throw invalidRequest(message, "multipart-upload");
}

/** The MD5 of the parts' MD5s, and how many there are: what tells an object in parts from others. */
export function multipartETag(parts: readonly UploadedPart[]): string {
  const hash = createHash("md5");
  for (const { body } of parts) hash.update(Buffer.from(body.md5, "hex"));
  return `${hash.digest("hex")}-${parts.length}`;
}
