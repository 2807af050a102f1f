import type { Tag } from "@aws-sdk/client-ecs";
import { invalidParameter } from "./errors.ts";
import { MAX_TAG_KEY_LENGTH, MAX_TAG_VALUE_LENGTH, MAX_TAGS } from "./limits.ts";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html */
const TAG_CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const RESERVED = /^aws:/i;

/** The tags that a request gives, each with a value; throws for those that no resource may have. */
export function readTags(given: readonly Tag[] = []): readonly Tag[] {
  const tags = given.map(({ key = "", value = "" }) => ({ key, value }));
  for (const { key, value } of tags) checkTag(key, value);
  if (new Set(tags.map(({ key }) => key)).size < tags.length) {
    throw invalidParameter("Duplicate tag keys are not allowed.");
  }
  checkTagCount(tags);
  return tags;
}

function checkTag(key: string, value: string): void {
  if (key === "") throw invalidParameter("Tag keys cannot be empty.");
  if (key.length > MAX_TAG_KEY_LENGTH) {
    throw invalidParameter(`Tag keys can be at most ${MAX_TAG_KEY_LENGTH} characters long.`);
  }
  if (value.length > MAX_TAG_VALUE_LENGTH) {
    throw invalidParameter(`Tag values can be at most ${MAX_TAG_VALUE_LENGTH} characters long.`);
  }
  if (RESERVED.test(key) || RESERVED.test(value)) {
    throw invalidParameter("Tag keys and values cannot begin with aws:, which is reserved.");
  }
  if (!TAG_CHARACTERS.test(key) || !TAG_CHARACTERS.test(value)) {
    throw invalidParameter("Tags can have letters, numbers, spaces and + - = . _ : / @ only.");
  }
}

/** ECS's own tags are beyond the limit. */
function checkTagCount(tags: readonly Tag[]): void {
  const own = tags.filter(({ key = "" }) => !RESERVED.test(key));
  if (own.length > MAX_TAGS) throw invalidParameter(`The maximum number of tags is ${MAX_TAGS}.`);
}

/** A key that is there gets the new value. */
export function addTags(tags: readonly Tag[], given: readonly Tag[]): readonly Tag[] {
  const all = new Map([...tags, ...given].map((tag) => [tag.key, tag]));
  const added = [...all.values()];
  checkTagCount(added);
  return added;
}

export function removeTags(tags: readonly Tag[], keys: readonly string[]): readonly Tag[] {
  if (keys.some((key) => RESERVED.test(key))) throw invalidParameter("Tags that begin with aws: cannot be removed.");
  return tags.filter(({ key = "" }) => !keys.includes(key));
}

/** What ECS tags tasks with where it is asked to. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html */
export function managedTags(cluster: string, service?: string): readonly Tag[] {
  return [
    { key: "aws:ecs:clusterName", value: cluster },
    ...(service === undefined ? [] : [{ key: "aws:ecs:serviceName", value: service }]),
  ];
}
