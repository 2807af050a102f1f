import type { Tag } from "@aws-sdk/client-s3";
import { ServiceError } from "../../core/errors.ts";
import { invalidArgument, malformedXml } from "./errors.ts";
import { MAX_BUCKET_TAGS, MAX_TAG_KEY_LENGTH, MAX_TAG_VALUE_LENGTH } from "./limits.ts";

/** Letters, spaces and numbers of any script, and `+ - = . _ : / @`. */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Checks tags of a bucket: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export function checkTags(tags: readonly Tag[]): readonly Tag[] {
  return checkAll(tags, (key) => invalidTag("System tags cannot be added/updated by requester", { TagKey: key }));
}

/** As above, for CreateBucket, which says one thing in other words. */
export function checkNewTags(tags: readonly Tag[]): readonly Tag[] {
  const message =
    'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.';
  return checkAll(tags, () => invalidTag(message, {}));
}

function checkAll(tags: readonly Tag[], reserved: (key: string) => ServiceError): readonly Tag[] {
  if (tags.length > MAX_BUCKET_TAGS) {
    throw invalidArgument(`Bucket tag count cannot be greater than ${MAX_BUCKET_TAGS}`, undefined, "bucket-tags");
  }
  const seen = new Set<string>();
  for (const { Key: key, Value: value } of tags) {
    if (key === undefined || value === undefined) throw malformedXml();
    if (seen.has(key)) throw invalidTag("Cannot provide multiple Tags with the same key", { TagKey: key });
    seen.add(key);
    if (key.startsWith("aws:")) throw reserved(key);
    if (key === "" || key.length > MAX_TAG_KEY_LENGTH || !TAG_TEXT.test(key)) {
      throw invalidTag("The TagKey you have provided is invalid", { TagKey: key });
    }
    if (value.length > MAX_TAG_VALUE_LENGTH || !TAG_TEXT.test(value)) {
      throw invalidTag("The TagValue you have provided is invalid", { TagKey: key, TagValue: value });
    }
  }
  return tags.map(({ Key, Value }) => ({ Key, Value }));
}

function invalidTag(message: string, details: Readonly<Record<string, string>>): ServiceError {
  return new ServiceError("InvalidTag", message, { docs: "bucket-tags", details });
}
