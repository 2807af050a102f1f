import type { UploadPartCopyOutput, UploadPartCopyRequest } from "@aws-sdk/client-s3";
import type { RequestContext } from "../../../core/context.ts";
import { assert } from "../../../core/errors.ts";
import type { Row } from "../../../ports/table-store.ts";
import { type Done, LookAgain, operation } from "../../service.ts";
import { type Summing, summing } from "../body-sum.ts";
import { readSource } from "../copied-object.ts";
import { invalidArgument } from "../errors.ts";
import { INLINE_BODY_BYTES, MAX_PUT_BYTES } from "../limits.ts";
import { sumMember } from "../object-checksum.ts";
import { checkEncryption, encryptionMembers } from "../object-encryption.ts";
import { storePart } from "../store-part.ts";
import { checkPartNumber, readUpload, type StoredUpload } from "../stored-upload.ts";
import { partKey } from "../table.ts";
import { refuseUnbuilt } from "../unbuilt.ts";
import { summedBy } from "../upload-checksum.ts";

interface PartCopy {
  readonly stored: StoredUpload;
  readonly number: number;
  readonly present: Row | undefined;
  readonly summed: Summing;
  /** Of the source, where it has one. */
  readonly versionId: string | undefined;
}

/** Copies an object, or a range of it, into a part. https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const uploadPartCopy = operation<UploadPartCopyRequest, UploadPartCopyOutput>()({
  service: "s3",
  name: "UploadPartCopy",

  async prefetch(input, tools): Promise<PartCopy> {
    const number = checkPartNumber(input.PartNumber);
    refuseUnbuilt(input);
    const stored = await readUpload(input, tools, "s3:PutObject");
    checkEncryption(input, stored.upload);
    const { object } = await readSource(input, tools);
    const range = copyRange(input.CopySourceRange, object.body.size);
    const present = await tools.store.get(partKey(tools.context, stored.bucket, stored.upload.id, number));
    // Last: a stream that is opened holds a file.
    const stream = await tools.bodies.open(object.body, range);
    if (!stream) throw new LookAgain();
    const summed = summing(stream, summedBy(stored.upload).algorithm);
    return { stored, number, present, summed, versionId: object.versionId };
  },

  commit(copy, _input, context) {
    const limits = { root: context.root, maxBytes: MAX_PUT_BYTES, inlineBytes: INLINE_BODY_BYTES };
    return {
      async call({ bodies }): Promise<Done<UploadPartCopyOutput>> {
        const body = await bodies.store(copy.summed.bytes, limits);
        assert(body.kind !== "parts", "bodies are stored whole");
        return finish(copy, body, context);
      },
    };
  },
});

function finish(
  { stored: { bucket, upload }, number, present, summed, versionId }: PartCopy,
  body: Parameters<typeof storePart>[0]["body"],
  context: RequestContext,
): Done<UploadPartCopyOutput> {
  const checksum = summed.sum();
  const part = { bucket, upload, number, body, checksum, present };
  const sum = upload.checksum ? sumMember(upload.checksum.algorithm, checksum) : {};
  const CopyPartResult = { ETag: `"${body.md5}"`, LastModified: new Date(context.now), ...sum };
  const source = versionId === undefined ? {} : { CopySourceVersionId: versionId };
  return {
    ...storePart(part, context),
    output: { CopyPartResult, ...encryptionMembers(upload.encryption), ...source },
  };
}

/** `bytes=0-9`, both ends given and within the object; anything else is refused. */
function copyRange(text: string | undefined, size: number): { start: number; end: number } | undefined {
  if (text === undefined) return undefined;
  const match = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(text);
  const argument = { name: "x-amz-copy-source-range", value: text };
  if (!match) {
    const message =
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy";
    throw invalidArgument(message, argument, "multipart-upload");
  }
  const [start, end] = [Number(match[1]), Number(match[2])];
  if (start <= end && end < size) return { start, end };
  const message = `Range specified is not valid for source object of size: ${size}`;
  throw invalidArgument(message, argument, "multipart-upload");
}
