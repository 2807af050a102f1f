import { ServiceError } from "../../core/errors.ts";
import type { ReadTools } from "../service.ts";
import { checkCopySource } from "./conditions.ts";
import { parseCopySource } from "./copy-source.ts";
import { sourceKey } from "./customer-key.ts";
import { invalidRequest } from "./errors.ts";
import { type FoundObject, readObject } from "./found-object.ts";
import { checkEncryption } from "./object-encryption.ts";
import { checkReadable } from "./storage-class.ts";

/** What CopyObject and UploadPartCopy say of where the bytes come from. */
export interface CopySourceInput {
  readonly CopySource?: string | undefined;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

const READ = { action: "s3:GetObject", versionAction: "s3:GetObjectVersion", anyRegion: true } as const;

/** The object to copy from, when its conditions hold. */
export async function readSource(input: CopySourceInput, tools: ReadTools): Promise<FoundObject> {
  const { bucket, key, version } = parseCopySource(input.CopySource);
  const named = { Bucket: bucket, Key: key, VersionId: version, ExpectedBucketOwner: input.ExpectedSourceBucketOwner };
  const source = await readObject(named, tools, READ).catch(restateMarker);
  const conditions = {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  };
  checkEncryption(sourceKey(input), source.object);
  checkCopySource(conditions, source.object, tools.now);
  checkReadable(source.object, tools.now);
  return source;
}

/** A delete marker that is named by its version can be read by nobody, but here AWS calls it a bad request. */
function restateMarker(error: unknown): never {
  if (!(error instanceof ServiceError && error.code === "MethodNotAllowed")) throw error;
  throw invalidRequest(
    "The source of a copy request may not specifically refer to a delete marker by version id.",
    "copy-object",
  );
}
