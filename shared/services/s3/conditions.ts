import { MILLISECONDS_PER_SECOND } from "../../core/time.ts";
import { noSuchKey, notImplemented, notModified, preconditionFailed } from "./errors.ts";
import type { StoredObject } from "./model.ts";
import { etagOf } from "./object-metadata.ts";

/** The conditions that GetObject, HeadObject and (for its source) CopyObject take. */
export interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

/**
 * RFC 9110's order, which is S3's: an ETag decides before a date. Throws PreconditionFailed or, when the client's copy is still
 * good, NotModified. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function checkRead(conditions: ReadConditions, object: StoredObject, now: number): void {
  const failed = failedCondition(conditions, object, now);
  if (failed === undefined) return;
  if (failed === "If-Match" || failed === "If-Unmodified-Since") throw preconditionFailed(failed);
  throw notModified(etagOf(object), new Date(object.modifiedAt));
}

/** A copy has nothing to answer 304 with: whatever does not hold is a failed precondition. */
export function checkCopySource(conditions: ReadConditions, object: StoredObject, now: number): void {
  const failed = failedCondition(conditions, object, now);
  if (failed !== undefined) throw preconditionFailed(`x-amz-copy-source-${failed}`);
}

type Condition = "If-Match" | "If-None-Match" | "If-Modified-Since" | "If-Unmodified-Since";

function failedCondition(conditions: ReadConditions, object: StoredObject, now: number): Condition | undefined {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, object)) return "If-Match";
  } else if (IfUnmodifiedSince && isNewer(object, IfUnmodifiedSince)) return "If-Unmodified-Since";
  if (IfNoneMatch !== undefined) return matches(IfNoneMatch, object) ? "If-None-Match" : undefined;
  // S3 passes over a date in the future.
  if (IfModifiedSince && IfModifiedSince.getTime() <= now && !isNewer(object, IfModifiedSince))
    return "If-Modified-Since";
  return undefined;
}

/** HTTP's dates have whole seconds. */
function isNewer({ modifiedAt }: StoredObject, date: Date): boolean {
  return Math.floor(modifiedAt / MILLISECONDS_PER_SECOND) > Math.floor(date.getTime() / MILLISECONDS_PER_SECOND);
}

/** `"a", "b"`, `a` without its quotes (S3 takes that too), or `*`. */
function matches(etags: string, object: StoredObject): boolean {
  return etags.split(",").some((etag) => {
    const bare = etag.trim().replace(/^W\//, "").replaceAll('"', "");
    return bare === "*" || bare === object.body.md5;
  });
}

/**
 * Conditional writes: `If-None-Match: *` writes only what is not there, `If-Match` only over what the client has seen.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWrite(
  conditions: { readonly IfMatch?: string | undefined; readonly IfNoneMatch?: string | undefined },
  present: StoredObject | undefined,
  key: string,
): void {
  const { IfMatch, IfNoneMatch } = conditions;
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch.trim() !== "*") throw notImplemented("If-None-Match");
    if (present) throw preconditionFailed("If-None-Match");
  }
  if (IfMatch === undefined) return;
  if (!present) throw noSuchKey(key);
  if (!matches(IfMatch, present)) throw preconditionFailed("If-Match");
}
