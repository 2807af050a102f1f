import { createHash } from "node:crypto";
import type { CompletedPart, CompleteMultipartUploadOutput } from "@aws-sdk/client-s3";
import type { Put } from "../../ports/table-store.ts";
import type { ReadTools } from "../service.ts";
import type { Bucket } from "./model.ts";
import { writeNeed } from "./need.ts";
import { checkKey } from "./object-key.ts";
import { readBucket } from "./stored-bucket.ts";
import { isUploadId, type UploadInput } from "./stored-upload.ts";
import { completionKey } from "./table.ts";

/*
 * A client that lost the answer to its completion asks again. The upload is over, so for a while its answer is kept.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */

export interface KeptAnswer {
  readonly key: string;
  /** What the client was told, but for the address that it used. */
  readonly output: Omit<CompleteMultipartUploadOutput, "Location">;
}

export function keepAnswer(
  scope: Pick<ReadTools["context"], "root">,
  bucket: Bucket,
  upload: string,
  answer: KeptAnswer,
): Put {
  return { kind: "put", key: completionKey(scope, bucket, upload), value: JSON.parse(JSON.stringify(answer)) };
}

/** What was answered to the completion of an upload that is no more, when the same parts are named again. */
export async function keptAnswer(
  input: UploadInput & {
    readonly MultipartUpload?: { readonly Parts?: readonly CompletedPart[] | undefined } | undefined;
  },
  tools: Pick<ReadTools, "store" | "context">,
): Promise<{ readonly bucket: Bucket; readonly answer: KeptAnswer } | undefined> {
  const { bucket } = await readBucket(input, tools, writeNeed("s3:PutObject", input.Key, true));
  const key = checkKey(input.Key);
  const id = input.UploadId ?? "";
  const row = isUploadId(id) ? await tools.store.get(completionKey(tools.context, bucket, id)) : undefined;
  const answer = row?.value as unknown as KeptAnswer | undefined;
  if (!answer || answer.key !== key) return undefined;
  return answer.output.ETag === namedETag(input.MultipartUpload?.Parts ?? []) ? { bucket, answer } : undefined;
}

function namedETag(parts: readonly CompletedPart[]): string {
  const hash = createHash("md5");
  for (const { ETag = "" } of parts) hash.update(Buffer.from(ETag.replaceAll('"', ""), "hex"));
  return `"${hash.digest("hex")}-${parts.length}"`;
}
