import type { CompleteMultipartUploadOutput, CompleteMultipartUploadRequest } from "@aws-sdk/client-s3";
import type { PartedBody } from "../../../core/body.ts";
import type { RequestContext } from "../../../core/context.ts";
import { assert } from "../../../core/errors.ts";
import { writeManifest } from "../../../core/manifest.ts";
import type { Row } from "../../../ports/table-store.ts";
import { type Done, operation } from "../../service.ts";
import { chosenParts, multipartETag } from "../chosen-parts.ts";
import { keepAnswer, keptAnswer } from "../completed-upload.ts";
import { checkWrite } from "../conditions.ts";
import { endUpload } from "../end-upload.ts";
import { conditionalConflict } from "../errors.ts";
import { expirationMember, type Lifecycle, readLifecycle } from "../lifecycle-header.ts";
import { MAX_OBJECT_BYTES } from "../limits.ts";
import type { ObjectChecksum, StoredObject, UploadedPart } from "../model.ts";
import { checksumMembers } from "../object-checksum.ts";
import { encryptionMembers } from "../object-encryption.ts";
import { etagOf, metadataIn } from "../object-metadata.ts";
import { forgetCompletion, forgetUpload } from "../parts.ts";
import { newVersionId, storeObject } from "../store-object.ts";
import { readSlot, type Slot } from "../stored-object.ts";
import { readKeyUploads, readUpload, type StoredUpload } from "../stored-upload.ts";
import { refuseUnbuilt } from "../unbuilt.ts";
import { checkCompleted, objectChecksum, summedBy } from "../upload-checksum.ts";
import { urlEncodeKey } from "../url-encoding.ts";

type Kept = NonNullable<Awaited<ReturnType<typeof keptAnswer>>>;

interface Completion {
  readonly stored: StoredUpload;
  readonly slot: Slot;
  readonly listed: Row | undefined;
  readonly parts: readonly UploadedPart[];
  readonly checksum: ObjectChecksum | undefined;
  readonly lifecycle: Lifecycle;
}

/**
 * Makes an object of an upload's parts. No byte is copied: the object names the parts, in their order.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export const completeMultipartUpload = operation<CompleteMultipartUploadRequest, CompleteMultipartUploadOutput>()({
  service: "s3",
  name: "CompleteMultipartUpload",

  async prefetch(input, tools): Promise<Completion | { readonly kept: Kept }> {
    refuseUnbuilt(input);
    const kept = await keptAnswer(input, tools);
    if (kept) return { kept };
    const stored = await readUpload(input, tools, "s3:PutObject", true);
    const parts = await chosenParts(input, stored, tools);
    const checksum = objectChecksum(summedBy(stored.upload), parts);
    checkCompleted(input, stored.upload.checksum, checksum);
    const slot = await readSlot(input, tools, "s3:PutObject");
    // Whoever wrote the object while the parts came in has made the client's If-Match worthless, whatever the ETag.
    if (input.IfMatch !== undefined && slot.present && slot.present.modifiedAt > stored.upload.startedAt) {
      throw conditionalConflict("If-Match", slot.key);
    }
    checkWrite(input, slot.present, slot.key);
    const lifecycle = await readLifecycle(slot.bucket, tools);
    return { stored, slot, listed: await readKeyUploads(stored, tools), parts, checksum, lifecycle };
  },

  commit(completion, _input, context) {
    if ("kept" in completion) {
      const { bucket, answer } = completion.kept;
      return { output: { Location: location(bucket.name, answer.key, context), ...answer.output } };
    }
    const { parts } = completion;
    const limits = { root: context.root, maxBytes: MAX_OBJECT_BYTES, inlineBytes: 0 };
    return {
      async call({ bodies }) {
        const manifest = await bodies.store(once(writeManifest(parts.map(manifestPart))), limits);
        assert(manifest.kind === "blob", "a manifest is never empty");
        const size = parts.reduce((sum, { body }) => sum + body.size, 0);
        const body: PartedBody = { kind: "parts", manifest: manifest.blob, size, md5: multipartETag(parts) };
        return finish(completion, body, context);
      },
    };
  },
});

function manifestPart({ body, checksum }: UploadedPart) {
  return checksum === undefined ? body : { ...body, checksum };
}

function finish(
  { stored, slot, listed, checksum, lifecycle }: Completion,
  body: PartedBody,
  context: RequestContext,
): Done<CompleteMultipartUploadOutput> {
  const { bucket, upload } = stored;
  const { key } = upload;
  const content = { ...metadataIn(upload), body, ...(checksum ? { checksum } : {}) };
  const { object, ...done } = storeObject(slot, content, "ObjectCreated:CompleteMultipartUpload", context);
  const output = {
    Bucket: bucket.name,
    Key: key,
    ETag: etagOf(object),
    ...completedEncryption(object),
    ...newVersionId(object),
    ...checksumMembers(checksum),
    ...expirationMember(lifecycle, key, object),
  };
  return {
    ...done,
    writes: [
      ...(done.writes ?? []),
      ...endUpload(stored, listed, context),
      keepAnswer(context, bucket, upload.id, { key, output }),
    ],
    effects: [
      ...(done.effects ?? []),
      forgetUpload(bucket, upload.id, body.manifest),
      forgetCompletion(bucket, upload.id, context),
    ],
    output: { Location: location(bucket.name, key, context), ...output },
  };
}

/** Of a key of the client's own a completion tells nothing. */
function completedEncryption(object: StoredObject) {
  return object.encryption?.kind === "customer" ? {} : encryptionMembers(object.encryption);
}

function location(bucket: string, key: string, { baseUrl }: RequestContext): string {
  return `${baseUrl}/${bucket}/${urlEncodeKey(key).replaceAll("+", "%20")}`;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
