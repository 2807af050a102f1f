import type { Tag } from "@aws-sdk/client-sns";
import { invalidParameter, tagLimitExceeded } from "./errors.ts";
import { MAX_TAGS } from "./limits.ts";
import type { Topic } from "./model.ts";

/** https://docs.aws.amazon.com/sns/latest/dg/sns-tags.html, "Tag naming". */
const TAG_CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Tags by their keys. https://docs.aws.amazon.com/sns/latest/dg/sns-tags.html */
export function readTags(tags: readonly Tag[] = []): Record<string, string> {
  const pairs = tags.map(({ Key = "", Value = "" }) => [Key, Value] as const);
  const result = Object.fromEntries(pairs);
  if (Object.keys(result).length < pairs.length) throw invalidParameter("Duplicated keys are not allowed.", "topic");
  if (pairs.some(([key]) => /^aws:/i.test(key)))
    throw invalidParameter("Tags Reason: The prefix aws: is reserved", "topic");
  if (!pairs.flat().every((text) => TAG_CHARACTERS.test(text)))
    throw invalidParameter("Tags Reason: Tags have letters, digits, spaces and _ . : / = + - @", "topic");
  checkTagCount(result);
  return result;
}

export function checkTagCount(tags: Topic["tags"]): void {
  if (Object.keys(tags).length > MAX_TAGS) throw tagLimitExceeded(MAX_TAGS);
}

export function listTags(tags: Topic["tags"]): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
