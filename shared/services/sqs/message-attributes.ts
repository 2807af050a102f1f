import { createHash } from "node:crypto";
import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import { utf8Length } from "../../core/bytes.ts";
import type { ServiceError } from "../../core/errors.ts";
import { ServiceError as Fault } from "../../core/errors.ts";
import { invalidCharacter } from "./errors.ts";
import { MAX_ATTRIBUTE_NAME_LENGTH, MAX_MESSAGE_ATTRIBUTES, MAX_NUMBER_DIGITS, NUMBER_EXPONENT } from "./limits.ts";
import type { MessageAttributes } from "./model.ts";

const STRING_TRANSPORT = 1;
const BINARY_TRANSPORT = 2;

/** Checks message attributes in AWS's order. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
export function checkMessageAttributes(attributes: MessageAttributes = {}): void {
  const entries = Object.entries(attributes);
  if (entries.length > MAX_MESSAGE_ATTRIBUTES) {
    throw attributeFault(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [${MAX_MESSAGE_ATTRIBUTES}].`,
    );
  }
  for (const [name, value] of entries) {
    checkName(name);
    checkValue(name, value);
  }
}

function checkName(name: string): void {
  if (name === "") throw attributeFault("The request must contain non-empty message attribute name.");
  const legal =
    /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name) &&
    name.length <= MAX_ATTRIBUTE_NAME_LENGTH &&
    !/^(aws|amazon)\./i.test(name);
  if (!legal) {
    const rule =
      "can contain letters, digits, hyphens, underscores and single periods, up to 256 of them, and must not begin with AWS. or Amazon.";
    throw attributeFault(`Message (user) attribute name '${name}' is invalid: it ${rule}`);
  }
}

function checkValue(name: string, value: MessageAttributeValue): void {
  const type = value.DataType ?? "";
  if (!type)
    throw attributeFault(`Message (user) attribute '${name}' must contain a non-empty message attribute type.`);
  if (!/^(String|Number|Binary)(\..+)?$/.test(type) || type.length > MAX_ATTRIBUTE_NAME_LENGTH) {
    const rule = "You must use only the following supported type prefixes: Binary, Number, String.";
    throw attributeFault(`The type of message (user) attribute '${name}' is invalid. ${rule}`);
  }
  const [kind] = type.split(".");
  const empty = kind === "Binary" ? !value.BinaryValue?.length : !value.StringValue;
  if (empty)
    throw attributeFault(`Message (user) attribute '${name}' must contain a non-empty value of type '${kind}'.`);
  // The other one would be lost, or counted into the MD5 in place of the one that the type means.
  if (kind === "Binary" ? value.StringValue : value.BinaryValue?.length)
    throw attributeFault(`Message (user) attribute '${name}' must contain one value, of type '${kind}'.`);
  checkCharacters(value.StringValue ?? "", `message attribute '${name}' value`);
  if (kind === "Number" && !isNumber(value.StringValue ?? "")) {
    throw attributeFault(`Could not cast message attribute '${name}' value to number.`);
  }
}

/** XML's characters are what SQS accepts. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const ILLEGAL_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

export function checkCharacters(text: string, what: string): void {
  const [character] = ILLEGAL_CHARACTER.exec(text) ?? [];
  if (character !== undefined) throw invalidCharacter(character, what);
}

function isNumber(text: string): boolean {
  const [, whole, fraction = "", exponent = "0"] =
    /^[+-]?(?=\.?\d)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,9}))?$/.exec(text) ?? [];
  if (whole === undefined) return false;
  const digits = `${whole}${fraction}`;
  const significant = digits.replace(/^0+/, "").replace(/0+$/, "");
  if (significant === "") return true;
  const magnitude = whole.length - (digits.length - digits.replace(/^0+/, "").length) - 1 + Number(exponent);
  const { min, max } = NUMBER_EXPONENT;
  return significant.length <= MAX_NUMBER_DIGITS && magnitude >= min && magnitude <= max;
}

/** X-Ray's trace header is the only one that a sender can give. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_MessageSystemAttributeValue.html */
export function checkSystemAttributes(attributes: Readonly<Record<string, unknown>> = {}): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== "AWSTraceHeader") throw attributeFault(`Message (system) attribute name '${name}' is invalid.`);
    const { DataType, StringValue } = (value ?? {}) as MessageAttributeValue;
    if (DataType !== "String")
      throw attributeFault(
        `The type of message (system) attribute '${name}' is invalid. You must use only the following supported type prefixes: String.`,
      );
    if (!StringValue)
      throw attributeFault(`Message (system) attribute '${name}' must contain a non-empty value of type 'String'.`);
  }
}

function attributeFault(message: string): ServiceError {
  return new Fault("InvalidParameterValue", message, { docs: "message-attributes" });
}

/** What the attributes count towards the message's size: names, types and values. */
export function attributesSize(attributes: MessageAttributes = {}): number {
  let size = 0;
  for (const [name, { DataType = "", StringValue, BinaryValue }] of Object.entries(attributes)) {
    size +=
      utf8Length(name) + utf8Length(DataType) + (BinaryValue ? BinaryValue.length : utf8Length(StringValue ?? ""));
  }
  return size;
}

/**
 * The MD5 that SDKs check: every name, type and value with its length before it, in the order of names.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function attributesMd5(attributes: MessageAttributes = {}): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash("md5");
  const add = (bytes: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const { DataType = "", StringValue, BinaryValue } = attributes[name] ?? {};
    add(Buffer.from(name, "utf8"));
    add(Buffer.from(DataType, "utf8"));
    hash.update(Buffer.from([BinaryValue ? BINARY_TRANSPORT : STRING_TRANSPORT]));
    add(BinaryValue ?? Buffer.from(StringValue ?? "", "utf8"));
  }
  return hash.digest("hex");
}
