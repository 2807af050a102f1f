import type { CopyObjectOutput, CopyObjectRequest } from "@aws-sdk/client-s3";
import type { Body } from "../../../core/body.ts";
import type { RequestContext } from "../../../core/context.ts";
import { type Done, LookAgain, operation } from "../../service.ts";
import { checkWrite } from "../conditions.ts";
import { readSource } from "../copied-object.ts";
import { invalidRequest, notImplemented } from "../errors.ts";
import { INLINE_BODY_BYTES, MAX_PUT_BYTES } from "../limits.ts";
import type { ObjectChecksum, ObjectMetadata, StoredObject } from "../model.ts";
import { checksumMembers } from "../object-checksum.ts";
import { etagOf, metadataOf } from "../object-metadata.ts";
import { storeObject } from "../store-object.ts";
import { readSlot, type Slot } from "../stored-object.ts";
import { refuseUnbuilt } from "../unbuilt.ts";

export interface CopyObjectInput extends Omit<CopyObjectRequest, "Expires"> {
  readonly Expires?: Date | string | undefined;
}

interface Copy {
  readonly slot: Slot;
  readonly metadata: ObjectMetadata;
  readonly checksum: ObjectChecksum | undefined;
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
    const slot = await readSlot(input, tools, "s3:PutObject");
    const source = await readSource(input, tools);
    const inPlace = source.bucket.id === slot.bucket.id && source.key === slot.key;
    if (inPlace && input.MetadataDirective !== "REPLACE") throw copyOntoItself();
    checkWrite(input, slot.present, slot.key);
    const metadata = input.MetadataDirective === "REPLACE" ? metadataOf(input) : source.object;
    const { body } = source.object;
    const checksum = copiedChecksum(source.object, input, inPlace);
    if (inPlace || body.kind === "inline") return { slot, metadata, checksum, bytes: body };
    // Last: a stream that is opened holds a file.
    const stream = await tools.bodies.open(body);
    if (!stream) throw new LookAgain();
    return { slot, metadata, checksum, bytes: { stream } };
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

/** The bytes are the same, so their sum is; a sum of parts says nothing of a copy, which has none. */
function copiedChecksum(
  { checksum }: StoredObject,
  { ChecksumAlgorithm }: CopyObjectInput,
  inPlace: boolean,
): ObjectChecksum | undefined {
  if (ChecksumAlgorithm !== undefined && ChecksumAlgorithm !== checksum?.algorithm) {
    throw notImplemented("x-amz-checksum-algorithm");
  }
  return inPlace || checksum?.type === "FULL_OBJECT" ? checksum : undefined;
}

function finish({ slot, metadata, checksum }: Copy, body: Body, context: RequestContext): Done<CopyObjectOutput> {
  const { system, user } = metadata;
  const created = { system, user, body, event: "ObjectCreated:Copy", ...(checksum ? { checksum } : {}) } as const;
  const { object, ...done } = storeObject(slot, created, context);
  const sum = checksumMembers(checksum);
  const CopyObjectResult = { ETag: etagOf(object), LastModified: new Date(object.modifiedAt), ...sum };
  return { ...done, output: { CopyObjectResult, ServerSideEncryption: "AES256" } };
}

function copyOntoItself() {
  const message =
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";
  return invalidRequest(message, "copy-object");
}
