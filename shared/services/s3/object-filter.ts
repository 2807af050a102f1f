import type { Tag } from "@aws-sdk/client-s3";
import { ServiceError } from "../../core/errors.ts";
import { invalidRequest, malformedXml } from "./errors.ts";
import { MAX_PREFIX_LENGTH, MAX_TAG_KEY_LENGTH, MAX_TAG_VALUE_LENGTH } from "./limits.ts";

/** Which objects a configuration or a replication rule is about: one of these members. */
export interface ObjectFilter {
  readonly Prefix?: string | undefined;
  readonly Tag?: Tag | undefined;
  readonly AccessPointArn?: string | undefined;
  readonly And?: {
    readonly Prefix?: string | undefined;
    readonly Tags?: readonly Tag[] | undefined;
    readonly AccessPointArn?: string | undefined;
  };
}

/** One condition, or two and more within And. */
export function checkObjectFilter({ Prefix, Tag, AccessPointArn, And }: ObjectFilter, docs: string): void {
  const given = [Prefix, Tag, AccessPointArn, And].filter((member) => member !== undefined);
  if (given.length !== 1) throw malformedXml();
  const tags = And?.Tags ?? (Tag ? [Tag] : []);
  if (And) {
    const alone = [And.Prefix, And.AccessPointArn].filter((member) => member !== undefined);
    if (alone.length + tags.length < 2) throw malformedXml();
  }
  checkPrefix(And?.Prefix ?? Prefix, docs);
  checkFilterTags(tags, docs);
}

export function checkPrefix(prefix: string | undefined, docs: string): void {
  if (prefix === undefined || prefix.length <= MAX_PREFIX_LENGTH) return;
  throw invalidRequest(`The maximum size of a prefix is ${MAX_PREFIX_LENGTH}.`, docs);
}

function checkFilterTags(tags: readonly Tag[], docs: string): void {
  for (const { Key, Value } of tags) {
    if (Key === undefined || Value === undefined) throw malformedXml();
    if (Key === "" || Key.length > MAX_TAG_KEY_LENGTH)
      throw invalidTag("The TagKey you have provided is invalid", docs);
    if (Value.length > MAX_TAG_VALUE_LENGTH) throw invalidTag("The TagValue you have provided is invalid", docs);
  }
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    throw invalidRequest("Duplicate Tag Keys are not allowed.", docs);
  }
}

function invalidTag(message: string, docs: string): ServiceError {
  return new ServiceError("InvalidTag", message, { docs });
}
