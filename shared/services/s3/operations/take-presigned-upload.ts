import { operation } from "../../service.ts";
import { noSuchUpload } from "../errors-multipart.ts";
import { deletePresigned, presignedFromRow, presignedKey } from "../presigned-upload.ts";
import { readBucket } from "../stored-bucket.ts";

interface TakePresignedUploadInput {
  readonly Bucket: string;
  readonly UploadId: string;
  readonly Version: string;
}

/** Of two who complete the same upload at once, one gets it. */
export const takePresignedUpload = operation<TakePresignedUploadInput, Record<string, never>>()({
  service: "s3",
  name: "TakePresignedUpload",
  internal: true,

  async prefetch({ Bucket, UploadId, Version }, tools) {
    const { bucket } = await readBucket({ Bucket }, tools, { action: "s3:PutObject" });
    const row = await tools.store.get(presignedKey(tools.context, bucket, UploadId));
    if (row?.version !== Version) throw noSuchUpload(UploadId);
    return { bucket, stored: presignedFromRow(row) };
  },

  commit: ({ bucket, stored }, _input, context) => ({
    output: {},
    writes: [deletePresigned(context, bucket, stored)],
  }),
});
