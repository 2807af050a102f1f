import type { AbortMultipartUploadOutput, AbortMultipartUploadRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { endUpload } from "../end-upload.ts";
import { forgetUpload } from "../parts.ts";
import { readKeyUploads, readUpload } from "../stored-upload.ts";
import { bucketArn } from "../table.ts";
import { refuseUnbuilt } from "../unbuilt.ts";

/** Gives an upload up: its parts are removed. https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload = operation<AbortMultipartUploadRequest, AbortMultipartUploadOutput>()({
  service: "s3",
  name: "AbortMultipartUpload",

  async prefetch(input, tools) {
    refuseUnbuilt(input);
    const stored = await readUpload(input, tools, "s3:AbortMultipartUpload");
    return { stored, listed: await readKeyUploads(stored, tools) };
  },

  commit({ stored, listed }, _input, context) {
    const { bucket, upload } = stored;
    return {
      output: {},
      writes: endUpload(stored, listed, context),
      effects: [forgetUpload(bucket, upload.id)],
      events: [
        {
          type: "multipart.aborted",
          resource: bucketArn(bucket.name),
          text: `multipart upload of ${upload.key} in ${bucket.name} aborted: its parts are gone`,
          detail: { key: upload.key, uploadId: upload.id },
        },
      ],
    };
  },
});
