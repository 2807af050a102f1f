import type { CopyObjectOutput, CopyObjectRequest } from "@aws-sdk/client-s3";
import type { Body } from "../../../core/body.ts";
import type { RequestContext } from "../../../core/context.ts";
import { type Done, LookAgain, operation, type ReadTools } from "../../service.ts";
import { checkCopySource, checkWrite } from "../conditions.ts";
import { parseCopySource } from "../copy-source.ts";
import { invalidRequest, noSuchKey } from "../errors.ts";
import { INLINE_BODY_BYTES, MAX_PUT_BYTES } from "../limits.ts";
import type { Bucket, ObjectMetadata } from "../model.ts";
import { checkKey, checkVersion } from "../object-key.ts";
import { etagOf, metadataOf } from "../object-metadata.ts";
import { storeObject } from "../store-object.ts";
import { readBucket } from "../stored-bucket.ts";
import { type PresentObject, presentObject, readSlot, type Slot } from "../stored-object.ts";
import { objectKey } from "../table.ts";
import { refuseUnbuilt } from "../unbuilt.ts";

export interface CopyObjectInput extends Omit<CopyObjectRequest, "Expires"> {
  readonly Expires?: Date | string | undefined;
}

interface Copy {
  readonly slot: Slot;
  readonly metadata: ObjectMetadata;
  /** The bytes for the copy: as they are, or to be stored anew. */
  readonly bytes: Body | { readonly stream: AsyncIterable<Uint8Array> };
}

/**
 * Copies an object, large ones byte by byte from blob to blob: sharing the blob would need a count of its owners, a row that
 * every overwrite and deletion of every copy would touch. A copy onto itself, which changes only metadata, keeps its bytes.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export const copyObject = operation<CopyObjectInput, CopyObjectOutput>()({
  service: "s3",
  name: "CopyObject",

  async prefetch(input, tools): Promise<Copy> {
    refuseUnbuilt(input);
    const slot = await readSlot(input, tools);
    const source = await readSource(input, tools);
    const inPlace = source.bucket.id === slot.bucket.id && source.key === slot.key;
    if (inPlace && input.MetadataDirective !== "REPLACE") throw copyOntoItself();
    checkWrite(input, slot.present, slot.key);
    const metadata = input.MetadataDirective === "REPLACE" ? metadataOf(input) : source.object;
    const { body } = source.object;
    if (inPlace || body.kind === "inline") return { slot, metadata, bytes: body };
    // Last: a stream that is opened holds a file.
    const stream = await tools.bodies.open(body);
    if (!stream) throw new LookAgain();
    return { slot, metadata, bytes: { stream } };
  },

  commit(copy, _input, context) {
    const { bytes } = copy;
    if (!("stream" in bytes)) return finish(copy, bytes, context);
    const limits = { root: context.root, maxBytes: MAX_PUT_BYTES, inlineBytes: INLINE_BODY_BYTES };
    return {
      // Copied again should it meet a conflict; what was stored before is then an orphan, which the sweep removes.
      call: async (outside) => finish(copy, await outside.bodies.store(bytes.stream, limits), context),
    };
  },
});

async function readSource(
  input: CopyObjectInput,
  tools: ReadTools,
): Promise<{ bucket: Bucket; key: string; object: PresentObject }> {
  const source = parseCopySource(input.CopySource);
  const owner = input.ExpectedSourceBucketOwner;
  const { bucket } = await readBucket({ Bucket: source.bucket, ExpectedBucketOwner: owner }, tools);
  const key = checkKey(source.key);
  checkVersion(key, source.version);
  const object = presentObject(await tools.store.get(objectKey(tools.context, bucket, key)));
  if (!object) throw noSuchKey(key);
  const conditions = {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  };
  checkCopySource(conditions, object, tools.now);
  return { bucket, key, object };
}

function finish({ slot, metadata }: Copy, body: Body, context: RequestContext): Done<CopyObjectOutput> {
  const { system, user } = metadata;
  const { object, ...done } = storeObject(slot, { system, user, body, event: "ObjectCreated:Copy" }, context);
  const CopyObjectResult = { ETag: etagOf(object), LastModified: new Date(object.modifiedAt) };
  return { ...done, output: { CopyObjectResult, ServerSideEncryption: "AES256" } };
}

function copyOntoItself() {
  const message =
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";
  return invalidRequest(message, "copy-object");
}
