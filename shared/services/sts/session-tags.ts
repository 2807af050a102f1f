import type { Tag } from "@aws-sdk/client-sts";
import { invalidValue } from "./errors.ts";

/** The model has checked how many and how long they are. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
export function checkTags(tags: readonly Tag[] = [], transitiveKeys: readonly string[] = []): void {
  const keys = tags.map(({ Key }) => (Key ?? "").toLowerCase());
  const reserved = tags.find(({ Key }) => Key?.toLowerCase().startsWith("aws:"));
  if (reserved) throw invalidValue(`Tag keys must not begin with aws:, as ${reserved.Key} does.`);
  if (new Set(keys).size < keys.length) {
    throw invalidValue("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }
  if (transitiveKeys.some((key) => !keys.includes(key.toLowerCase()))) {
    throw invalidValue("The specified transitive tag key must be included in the requested tags.");
  }
}
