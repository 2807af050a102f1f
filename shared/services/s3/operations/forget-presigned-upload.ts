import { operation } from "../../service.ts";
import { presignedKey } from "../presigned-upload.ts";
import type { BucketPlace } from "../table.ts";

interface ForgetPresignedUploadInput {
  readonly Bucket: BucketPlace;
  readonly UploadId: string;
}

/** An upload that nobody completed. What its client put into the store of bytes is an orphan, which the sweep removes. */
export const forgetPresignedUpload = operation<ForgetPresignedUploadInput, Record<string, never>>()({
  service: "s3",
  name: "ForgetPresignedUpload",
  internal: true,

  prefetch: async () => undefined,

  commit(_state, { Bucket, UploadId }, context) {
    return { output: {}, writes: [{ kind: "delete", key: presignedKey(context, Bucket, UploadId) }] };
  },
});
