import type { ReadTools } from "../service.ts";
import { checkCopySource } from "./conditions.ts";
import { parseCopySource } from "./copy-source.ts";
import { noSuchKey } from "./errors.ts";
import type { Bucket } from "./model.ts";
import { checkKey, checkVersion } from "./object-key.ts";
import { readBucket } from "./stored-bucket.ts";
import { type PresentObject, presentObject } from "./stored-object.ts";
import { objectKey } from "./table.ts";

/** What CopyObject and UploadPartCopy say of where the bytes come from. */
export interface CopySourceInput {
  readonly CopySource?: string | undefined;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

/** The object to copy from, when its conditions hold. */
export async function readSource(
  input: CopySourceInput,
  tools: ReadTools,
): Promise<{ bucket: Bucket; key: string; object: PresentObject }> {
  const source = parseCopySource(input.CopySource);
  const owner = input.ExpectedSourceBucketOwner;
  const { bucket } = await readBucket({ Bucket: source.bucket, ExpectedBucketOwner: owner }, tools, {
    action: "s3:GetObject",
    key: source.key,
  });
  const key = checkKey(source.key);
  checkVersion(key, source.version);
  const object = presentObject(await tools.store.get(objectKey(tools.context, bucket, key)));
  if (!object) throw noSuchKey(key);
  const conditions = {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  };
  checkCopySource(conditions, object, tools.now);
  return { bucket, key, object };
}
