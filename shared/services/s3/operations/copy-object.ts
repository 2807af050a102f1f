import type { CopyObjectOutput, CopyObjectRequest } from "@aws-sdk/client-s3";
import type { Body } from "../../../core/body.ts";
import type { RequestContext } from "../../../core/context.ts";
import { type Done, LookAgain, operation, type ReadTools } from "../../service.ts";
import { authorise } from "../authorise.ts";
import { DEFAULT_ALGORITHM, readSum, type Summing, summing } from "../body-sum.ts";
import { checkWrite } from "../conditions.ts";
import { readSource } from "../copied-object.ts";
import { checkInPlace, copiedMetadata } from "../copy-directives.ts";
import { parseCopySource } from "../copy-source.ts";
import { invalidRequest } from "../errors.ts";
import { existingTags, type FoundObject, versionMember } from "../found-object.ts";
import { expirationMember, type Lifecycle, readLifecycle } from "../lifecycle-header.ts";
import { INLINE_BODY_BYTES, MAX_PUT_BYTES } from "../limits.ts";
import type { ObjectChecksum, ObjectMetadata } from "../model.ts";
import { newGrants } from "../object-acl.ts";
import { checkAlgorithm, checksumMembers } from "../object-checksum.ts";
import { encryptionMembers, newEncryption } from "../object-encryption.ts";
import { newLock } from "../object-lock.ts";
import { etagOf } from "../object-metadata.ts";
import { storeObject } from "../store-object.ts";
import { readSlot, type Slot } from "../stored-object.ts";
import { refuseUnbuilt } from "../unbuilt.ts";

export interface CopyObjectInput extends Omit<CopyObjectRequest, "Expires"> {
  readonly Expires?: Date | string | undefined;
}

interface Copy {
  readonly slot: Slot;
  readonly source: FoundObject;
  readonly metadata: ObjectMetadata;
  readonly algorithm: string;
  readonly lifecycle: Lifecycle;
  /** The bytes for the copy: as they are, with their sum, or to be stored anew. */
  readonly bytes: { readonly body: Body; readonly sum: string } | Summing;
}

/**
 * Copies an object, large ones byte by byte from blob to blob: sharing the blob would need a count of its owners, a row that
 * every overwrite and deletion of every copy would touch. A copy onto itself, which changes only metadata, keeps its bytes where
 * no version keeps them too. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export const copyObject = operation<CopyObjectInput, CopyObjectOutput>()({
  service: "s3",
  name: "CopyObject",

  async prefetch(input, tools): Promise<Copy> {
    refuseUnbuilt(input);
    if (input.ChecksumAlgorithm !== undefined) checkAlgorithm(input.ChecksumAlgorithm);
    const slot = await readSlot(input, tools, "s3:PutObject");
    const source = await readSource(input, tools);
    if (source.object.body.size > MAX_PUT_BYTES) throw tooLarge();
    await checkTags(input, source, slot, tools);
    checkInPlace(input, source, slot);
    checkWrite(input, slot.present, slot.key);
    const metadata = {
      ...copiedMetadata(input, source.object),
      ...(await newGrants(input, slot.bucket, tools)),
      ...(await newLock(input, slot.bucket, tools)),
      ...(await newEncryption(input, slot.bucket, tools)),
    };
    const algorithm = input.ChecksumAlgorithm ?? source.object.checksum?.algorithm ?? DEFAULT_ALGORITHM;
    const lifecycle = await readLifecycle(slot.bucket, tools);
    // Last: a stream that is opened holds a file.
    return { slot, source, metadata, algorithm, lifecycle, bytes: await copiedBytes(source, slot, algorithm, tools) };
  },

  commit(copy, _input, context) {
    const { bytes, algorithm } = copy;
    if ("body" in bytes) return finish(copy, bytes.body, sumIn(algorithm, bytes.sum), context);
    const limits = { root: context.root, maxBytes: MAX_PUT_BYTES, inlineBytes: INLINE_BODY_BYTES };
    return {
      // Copied again should it meet a conflict; what was stored before is then an orphan, which the sweep removes.
      async call(outside) {
        const body = await outside.bodies.store(bytes.bytes, limits);
        return finish(copy, body, sumIn(algorithm, bytes.sum()), context);
      },
    };
  },
});

/** Tags go along with who may read them there and write them here. */
async function checkTags(
  { TaggingDirective, CopySource }: CopyObjectInput,
  { bucket, key, object: { tags = [] } }: FoundObject,
  slot: Slot,
  tools: ReadTools,
): Promise<void> {
  if (tags.length === 0 || TaggingDirective === "REPLACE") return;
  const { version } = parseCopySource(CopySource);
  const action = version === undefined ? "s3:GetObjectTagging" : "s3:GetObjectVersionTagging";
  await authorise(bucket, { action, key, conditions: existingTags(tags) }, tools, { VersionId: version });
  const Tagging = { TagSet: tags.map(([Key, Value]) => ({ Key, Value })) };
  await authorise(slot.bucket, { action: "s3:PutObjectTagging", key: slot.key }, tools, { Tagging });
}

async function copiedBytes(
  source: FoundObject,
  slot: Slot,
  algorithm: string,
  tools: ReadTools,
): Promise<Copy["bytes"]> {
  const { body, checksum } = source.object;
  // What the copy replaces is the source itself.
  const isReplaced = slot.bucket.versioning !== "Enabled" && source.object.versionId === undefined;
  const keepsBytes = isReplaced && isSameRow(source, slot) && body.kind !== "parts";
  if (keepsBytes || body.kind === "inline") {
    // The bytes are the same, so their sum is.
    const known = checksum?.type === "FULL_OBJECT" && checksum.algorithm === algorithm;
    return { body, sum: known ? checksum.value : await readSum(body, algorithm, tools) };
  }
  const stream = await tools.bodies.open(body);
  if (!stream) throw new LookAgain();
  return summing(stream, algorithm);
}

function isSameRow({ standing }: FoundObject, { current }: Slot): boolean {
  return standing.key.partition === current?.key.partition && standing.key.sort === current.key.sort;
}

function sumIn(algorithm: string, value: string): ObjectChecksum {
  return { algorithm, value, type: "FULL_OBJECT" };
}

function finish(
  { slot, source, metadata, lifecycle }: Copy,
  body: Body,
  checksum: ObjectChecksum,
  context: RequestContext,
): Done<CopyObjectOutput> {
  const content = { ...metadata, body, checksum };
  const { object, ...done } = storeObject(slot, content, "ObjectCreated:Copy", context);
  const sum = checksumMembers(checksum);
  const CopyObjectResult = { ETag: etagOf(object), LastModified: new Date(object.modifiedAt), ...sum };
  const { versionId } = source.object;
  return {
    ...done,
    output: {
      CopyObjectResult,
      ...encryptionMembers(object.encryption),
      ...(versionId === undefined ? {} : { CopySourceVersionId: versionId }),
      ...versionMember(slot.bucket, object),
      ...expirationMember(lifecycle, slot.key, object),
    },
  };
}

function tooLarge() {
  const message = `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_PUT_BYTES}`;
  return invalidRequest(message, "copy-object");
}
