import { operation } from "../../service.ts";
import { readObject } from "../found-object.ts";
import { checkReadable } from "../storage-class.ts";

export interface PresignDownloadInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly ExpiresInSeconds: number;
}

export interface PresignDownloadOutput {
  readonly Region: string;
  /** Wall time, from which the URL's life counts. */
  readonly Now: Date;
  /** Where the bytes are; absent where S3's own protocol gives them, at this very server. */
  readonly Url?: string;
}

/** Ours, behind `POST /v1/buckets/{bucket}/presign` with the method GET: lets a client read an object's bytes past this API. */
export const presignDownload = operation<PresignDownloadInput, PresignDownloadOutput>()({
  service: "s3",
  name: "PresignDownload",

  async prefetch(input, tools) {
    const need = { action: "s3:GetObject", versionAction: "s3:GetObjectVersion" } as const;
    const found = await readObject(input, tools, need);
    // Whoever has the link asks nobody any more.
    checkReadable(found.object, tools.now);
    return { ...found, Now: new Date(tools.wallNow) };
  },

  commit({ bucket, object, Now }, { ExpiresInSeconds }) {
    const output = { Region: bucket.region, Now };
    return {
      async call({ bodies }) {
        const { contentType } = object.system;
        const Url = await bodies.locate?.(object.body, { expiresInSeconds: ExpiresInSeconds, contentType });
        return { output: { ...output, ...(Url === undefined ? {} : { Url }) } };
      },
    };
  },
});
