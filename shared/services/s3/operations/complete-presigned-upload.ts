import { ServiceError } from "../../../core/errors.ts";
import { type Done, type Outside, operation, type RequestContext } from "../../service.ts";
import { noSuchUpload } from "../errors-multipart.ts";
import { deletePresigned, presignedFromRow, presignedKey, type StoredPresignedUpload } from "../presigned-upload.ts";
import { readBucket } from "../stored-bucket.ts";
import { headObject } from "./head-object.ts";
import { putObject } from "./put-object.ts";
import { takePresignedUpload } from "./take-presigned-upload.ts";

export interface CompletePresignedUploadInput {
  readonly Bucket: string;
  readonly UploadId: string;
}

export interface CompletePresignedUploadOutput {
  readonly Key: string;
  readonly ETag: string;
  readonly Size: number;
}

/** Ours, behind `POST /v1/buckets/{bucket}/complete`: the bytes are there, now they are an object. */
export const completePresignedUpload = operation<CompletePresignedUploadInput, CompletePresignedUploadOutput>()({
  service: "s3",
  name: "CompletePresignedUpload",

  async prefetch(input, tools) {
    const { bucket } = await readBucket(input, tools, { action: "s3:PutObject" });
    const row = await tools.store.get(presignedKey(tools.context, bucket, input.UploadId));
    if (!row) throw noSuchUpload(input.UploadId);
    return { bucket, stored: presignedFromRow(row) };
  },

  commit({ bucket, stored }, { Bucket }, context) {
    const { blob } = stored.upload;
    if (blob !== undefined) return { call: (outside) => makeObject(stored, blob, Bucket, outside, context) };
    return {
      async call(outside) {
        const output = await seeObject(stored, Bucket, outside, context);
        return { output, writes: [deletePresigned(context, bucket, stored)] };
      },
    };
  },
});

/** The upload goes first: made twice of one blob, the second object would take the first one's bytes away when it replaces it. */
async function makeObject(
  stored: StoredPresignedUpload,
  blob: string,
  Bucket: string,
  outside: Outside,
  { principal }: RequestContext,
): Promise<Done<CompletePresignedUploadOutput>> {
  const { id, key: Key, put } = stored.upload;
  const offered = await outside.bodies.offered?.(blob);
  if (!offered) throw notUploaded(Key);
  const { body, checksum: ComputedChecksum } = offered;
  await outside.call(takePresignedUpload, { Bucket, UploadId: id, Version: stored.version }, principal);
  const object = { Bucket, Key, ...put, Body: body, ...(ComputedChecksum ? { ComputedChecksum } : {}) };
  const { ETag = "" } = await outside.call(putObject, object, principal);
  return { output: { Key, ETag, Size: body.size } };
}

/** S3's own PUT has made the object already. */
async function seeObject(
  { upload: { key: Key, createdAt } }: StoredPresignedUpload,
  Bucket: string,
  outside: Outside,
  { principal }: RequestContext,
): Promise<CompletePresignedUploadOutput> {
  const object = await outside.call(headObject, { Bucket, Key }, principal).catch((error) => {
    if (error instanceof ServiceError && error.status === 404) throw notUploaded(Key);
    throw error;
  });
  // S3 tells whole seconds.
  const modifiedAt = object.LastModified?.getTime() ?? 0;
  if (modifiedAt < Math.floor(createdAt / 1000) * 1000) throw notUploaded(Key);
  return { Key, ETag: object.ETag ?? "", Size: object.ContentLength ?? 0 };
}

function notUploaded(key: string): ServiceError {
  const message = `Nothing has been uploaded for ${key} yet. PUT the bytes to the URL of the presign first, with the headers that it names.`;
  return new ServiceError("InvalidRequest", message, { status: 400, restStatus: 409, docs: "presigned-url" });
}
