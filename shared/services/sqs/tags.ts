import { ServiceError } from "../../core/errors.ts";
import { MAX_TAG_KEY_LENGTH, MAX_TAG_VALUE_LENGTH, MAX_TAGS } from "./limits.ts";

type Tags = Readonly<Record<string, string>>;

/** What AWS lets tags consist of: letters, digits and spaces of any language, and some punctuation. */
const LEGAL = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** A queue's tags with more of them. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-tags.html */
export function checkTags(queueName: string, tags: Tags, added: Tags): Tags {
  for (const [key, value] of Object.entries(added)) checkTag(key, value);
  // A key may be called __proto__.
  const all = new Map([...Object.entries(tags), ...Object.entries(added)]);
  if (all.size > MAX_TAGS) throw fault(`Too many tags added for queue ${queueName}.`);
  return Object.fromEntries(all);
}

export function checkTagKey(key: string): void {
  if (key.length < 1 || key.length > MAX_TAG_KEY_LENGTH)
    throw fault(`Tag keys must be between 1 and ${MAX_TAG_KEY_LENGTH} characters in length.`);
}

function checkTag(key: string, value: string): void {
  checkTagKey(key);
  if (/^aws:/i.test(key)) throw fault("Tag keys can't start with aws:, which is reserved.");
  if (value.length > MAX_TAG_VALUE_LENGTH)
    throw fault(`Tag values must be between 0 and ${MAX_TAG_VALUE_LENGTH} characters in length.`);
  if (!LEGAL.test(key) || !LEGAL.test(value))
    throw fault("Tags can only include letters, digits, white space and _ . : / = + - @.");
}

function fault(message: string): ServiceError {
  return new ServiceError("InvalidParameterValue", message, { docs: "queue-tags" });
}
