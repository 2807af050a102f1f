import type { Tag } from "@aws-sdk/client-s3";
import { ServiceError } from "../../core/errors.ts";
import { invalidArgument, malformedXml } from "./errors.ts";
import { MAX_OBJECT_TAGS, MAX_TAG_KEY_LENGTH, MAX_TAG_VALUE_LENGTH } from "./limits.ts";
import type { Tags } from "./model.ts";

/** Letters, spaces and numbers of any script, and `+ - = . _ : / @`: .../userguide/object-tagging.html */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The tags that a PutObjectTagging gives. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export function checkTagSet(tags: readonly Tag[]): Tags {
  if (tags.length > MAX_OBJECT_TAGS) throw tooManyTags();
  const checked = new Map<string, string>();
  for (const { Key: key, Value: value } of tags) {
    if (key === undefined || value === undefined) throw malformedXml();
    if (checked.has(key)) throw invalidTag("Cannot provide multiple Tags with the same key", { TagKey: key });
    checkTag(key, value);
    checked.set(key, value);
  }
  return sorted(checked);
}

/** The tags in the header x-amz-tagging: `key=value&other=`, as a URL's query has it. */
export function parseTagging(header: string | undefined): Tags | undefined {
  if (header === undefined || header === "") return undefined;
  const tags = new Map<string, string>();
  for (const pair of header.split("&")) {
    if (pair === "") continue;
    const [key = "", ...rest] = pair.split("=");
    // A comma or a second equals sign must be percent-encoded: who sends one has written a list of another kind.
    if (rest.length > 1) throw invalidTagging(header);
    const name = decode(key, header);
    if (tags.has(name)) throw invalidTagging(header);
    tags.set(name, decode(rest[0] ?? "", header));
  }
  if (tags.size > MAX_OBJECT_TAGS) throw tooManyTags();
  for (const [key, value] of tags) checkTag(key, value);
  return tags.size === 0 ? undefined : sorted(tags);
}

function checkTag(key: string, value: string): void {
  if (key.startsWith("aws:")) throw invalidTag("Your TagKey cannot be prefixed with aws:", { TagKey: key });
  if (key === "" || key.length > MAX_TAG_KEY_LENGTH || !TAG_TEXT.test(key)) {
    throw invalidTag("The TagKey you have provided is invalid", { TagKey: key });
  }
  if (value.length > MAX_TAG_VALUE_LENGTH || !TAG_TEXT.test(value)) {
    throw invalidTag("The TagValue you have provided is invalid", { TagKey: key, TagValue: value });
  }
}

function decode(text: string, header: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw invalidTagging(header);
  }
}

/** AWS answers tags in the order of their keys. */
function sorted(tags: ReadonlyMap<string, string>): Tags {
  return [...tags].sort(([left], [right]) => (left < right ? -1 : 1));
}

export function tagSet(tags: Tags | undefined): readonly Required<Tag>[] {
  return (tags ?? []).map(([Key, Value]) => ({ Key, Value }));
}

export function tagCount(tags: Tags | undefined): { readonly TagCount?: number } {
  return tags && tags.length > 0 ? { TagCount: tags.length } : {};
}

function tooManyTags(): ServiceError {
  return new ServiceError("BadRequest", `Object tags cannot be greater than ${MAX_OBJECT_TAGS}`, {
    docs: "object-tagging",
  });
}

function invalidTagging(header: string): ServiceError {
  const message =
    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";
  return invalidArgument(message, { name: "x-amz-tagging", value: header }, "object-tagging");
}

function invalidTag(message: string, details: Readonly<Record<string, string>>): ServiceError {
  return new ServiceError("InvalidTag", message, { docs: "object-tagging", details });
}
