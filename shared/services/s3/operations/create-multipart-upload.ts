import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from "@aws-sdk/client-s3";
import { hexId } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { invalidRequest } from "../errors.ts";
import { passGate } from "../gates.ts";
import { abortMembers, readLifecycle } from "../lifecycle-header.ts";
import { MAX_UPLOADS_OF_KEY } from "../limits.ts";
import type { Upload } from "../model.ts";
import { newGrants, newInitiator } from "../object-acl.ts";
import { encryptionMembers, newEncryption } from "../object-encryption.ts";
import { newLock } from "../object-lock.ts";
import { metadataOf } from "../object-metadata.ts";
import { readSlot } from "../stored-object.ts";
import { bucketArn, keyUploads, putUpload, putUploads, uploadsFromRow } from "../table.ts";
import { refuseUnbuilt } from "../unbuilt.ts";
import { uploadChecksum } from "../upload-checksum.ts";

export interface CreateMultipartUploadInput extends Omit<CreateMultipartUploadRequest, "Expires"> {
  readonly Expires?: Date | string | undefined;
}

/** Begins an upload in parts. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload = operation<CreateMultipartUploadInput, CreateMultipartUploadOutput>()({
  service: "s3",
  name: "CreateMultipartUpload",

  async prefetch(input, tools) {
    refuseUnbuilt(input);
    const slot = await readSlot(input, tools, "s3:PutObject", false);
    const metadata = {
      ...metadataOf(input),
      ...(await newGrants(input, slot.bucket, tools)),
      ...(await newLock(input, slot.bucket, tools)),
      ...(await newEncryption(input, slot.bucket, tools)),
    };
    const checksum = uploadChecksum(input);
    const listed = await tools.store.get(keyUploads(tools.context, slot.bucket, slot.key));
    if (uploadsFromRow(listed).length >= MAX_UPLOADS_OF_KEY) throw tooMany();
    const lifecycle = await readLifecycle(slot.bucket, tools);
    const initiator = newInitiator(slot.bucket, tools.context);
    return { slot, metadata, initiator, checksum, listed, lifecycle, id: hexId(tools.random, 32) };
  },

  commit({ slot, metadata, initiator, checksum, listed, lifecycle, id }, _input, context) {
    const { bucket, key } = slot;
    const summed = checksum ? { checksum } : {};
    const { storageClass, owner } = metadata;
    const classed = storageClass === undefined ? {} : { storageClass };
    const begun = { id, startedAt: context.now, ...initiator, ...summed };
    const upload: Upload = { key, ...begun, ...metadata };
    const list = [...uploadsFromRow(listed), { ...begun, ...classed, ...(owner === undefined ? {} : { owner }) }];
    return {
      output: {
        Bucket: bucket.name,
        Key: key,
        UploadId: id,
        ...encryptionMembers(upload.encryption),
        ...abortMembers(lifecycle, upload),
        ...(checksum ? { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type } : {}),
      } as CreateMultipartUploadOutput,
      writes: [
        putUpload(context, bucket, upload),
        putUploads(keyUploads(context, bucket, key), list, listed ? { version: listed.version } : "absent"),
        ...passGate(context, slot),
      ],
      events: [
        {
          type: "multipart.started",
          resource: bucketArn(bucket.name),
          text: `multipart upload of ${key} in ${bucket.name} started: nothing can be read before it is completed`,
          detail: { key, uploadId: id },
        },
      ],
    };
  },
});

/** Ours: AWS has no such limit, but a key with a thousand unfinished uploads is a client's mistake. */
function tooMany() {
  const message = `There are ${MAX_UPLOADS_OF_KEY} multipart uploads of this key already. Complete or abort some.`;
  return invalidRequest(message, "multipart-upload");
}
