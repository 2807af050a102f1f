import { hexId } from "../../../core/ids.ts";
import { seconds } from "../../../core/time.ts";
import { operation } from "../../service.ts";
import { invalidArgument } from "../errors.ts";
import { MAX_PRESIGNED_UPLOAD_SECONDS, PRESIGNED_UPLOAD_KEPT_SECONDS } from "../limits.ts";
import { type PresignedUpload, putPresigned } from "../presigned-upload.ts";
import { checkPut, type PutRequest } from "../put-checks.ts";
import { bucketArn } from "../table.ts";

export interface BeginPresignedUploadInput extends Pick<PutRequest, "Bucket" | "Key" | "ContentType" | "Metadata"> {
  readonly ExpiresInSeconds: number;
}

export interface BeginPresignedUploadOutput {
  readonly UploadId: string;
  readonly Region: string;
  /** Wall time, from which the URL's life counts. */
  readonly Now: Date;
  /** Where the client puts the bytes; absent where S3's own protocol takes them, at this very server. */
  readonly Target?: { readonly Url: string; readonly Headers: Readonly<Record<string, string>> };
}

/** Ours, behind `POST /v1/buckets/{bucket}/presign`: lets a client bring an object's bytes past this API. */
export const beginPresignedUpload = operation<BeginPresignedUploadInput, BeginPresignedUploadOutput>()({
  service: "s3",
  name: "BeginPresignedUpload",

  async prefetch(input, tools) {
    const { ExpiresInSeconds } = input;
    if (!(ExpiresInSeconds >= 1 && ExpiresInSeconds <= MAX_PRESIGNED_UPLOAD_SECONDS)) {
      throw invalidArgument(`An upload's URL lasts 1 to ${MAX_PRESIGNED_UPLOAD_SECONDS} seconds.`, {
        name: "ExpiresInSeconds",
        value: String(ExpiresInSeconds),
      });
    }
    const { slot } = await checkPut(input, tools);
    return { slot, id: hexId(tools.random, 32), Now: new Date(tools.wallNow) };
  },

  commit({ slot: { bucket, key }, id, Now }, { ContentType, Metadata, ExpiresInSeconds }, context) {
    return {
      async call({ bodies }) {
        const offer = await bodies.offer?.(context.root, ExpiresInSeconds);
        const put = { ContentType, Metadata };
        const blob = offer ? { blob: offer.blob } : {};
        const upload: PresignedUpload = { id, key, put, createdAt: context.now, ...blob };
        const Target = offer && { Url: offer.url, Headers: offer.headers };
        const { account, region, name } = bucket;
        const place = { account, region, name, id: bucket.id };
        return {
          output: { UploadId: id, Region: region, Now, ...(Target ? { Target } : {}) },
          writes: [putPresigned(context, bucket, upload)],
          effects: [
            {
              target: bucketArn(name),
              operation: "ForgetPresignedUpload",
              input: { Bucket: place, UploadId: id },
              dueAt: context.now + seconds(ExpiresInSeconds + PRESIGNED_UPLOAD_KEPT_SECONDS),
            },
          ],
        };
      },
    };
  },
});
