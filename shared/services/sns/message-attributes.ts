import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import { utf8Length } from "../../core/bytes.ts";
import { invalidAttributeValue } from "./errors.ts";
import { MAX_ATTRIBUTE_NAME_LENGTH } from "./limits.ts";
import type { MessageAttributes } from "./model.ts";

/** Checks message attributes and keeps what counts of them. https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
export function readMessageAttributes(
  attributes: Readonly<Record<string, MessageAttributeValue>> = {},
): MessageAttributes | undefined {
  const entries = Object.entries(attributes).map(([name, value]) => {
    checkName(name);
    return [name, readValue(name, value)] as const;
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** Names with which AWS lets a publisher steer text messages and mobile push. https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
const OF_AWS = /^AWS\.(SNS\.(SMS|MOBILE)|MM\.SMS)\./;

function checkName(name: string): void {
  const legal =
    /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name) &&
    name.length <= MAX_ATTRIBUTE_NAME_LENGTH &&
    (!/^(aws|amazon)\./i.test(name) || OF_AWS.test(name));
  if (legal) return;
  const rule =
    "Names have letters, digits, hyphens, underscores and single periods, up to 256 of them, and don't begin with AWS. or Amazon.";
  throw invalidAttributeValue(`The message attribute name '${name}' is invalid. ${rule}`);
}

function readValue(
  name: string,
  { DataType = "", StringValue, BinaryValue }: MessageAttributeValue,
): MessageAttributeValue {
  if (DataType === "")
    throw invalidAttributeValue(`The message attribute '${name}' must contain non-empty message attribute type.`);
  const kind = /^(String|Number|Binary)(\..+)?$/.exec(DataType)?.[1];
  if (!kind || DataType.length > MAX_ATTRIBUTE_NAME_LENGTH) {
    throw invalidAttributeValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const empty = kind === "Binary" ? !BinaryValue?.length : !StringValue;
  if (empty) {
    throw invalidAttributeValue(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  }
  if (kind === "Binary") return { DataType, BinaryValue };
  if (!StringValue?.isWellFormed() || (kind === "Number" && !DataType.endsWith(".Array") && !isNumber(StringValue)))
    throw invalidAttributeValue(`Could not cast message attribute '${name}' value to ${kind.toLowerCase()}.`);
  return { DataType, StringValue };
}

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);
}

/** What the attributes count towards the message's size: names, types and values. */
export function attributesSize(attributes: MessageAttributes = {}): number {
  let size = 0;
  for (const [name, { DataType = "", StringValue = "", BinaryValue }] of Object.entries(attributes))
    size += utf8Length(name) + utf8Length(DataType) + (BinaryValue?.length ?? utf8Length(StringValue));
  return size;
}
