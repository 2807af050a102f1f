import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import { iso } from "../../core/time.ts";
import type { MessageAttributes, PublishedMessage } from "./model.ts";

/**
 * The JSON that a queue gets without raw delivery, laid out as AWS lays it out.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 *
 * Deviation: SignatureVersion, Signature and SigningCertURL are left out, as AWS leaves them out for FIFO topics. There is no
 * key to sign with yet, and a made-up signature would pass for a real one until somebody checks it.
 */
export function notification({
  message,
  text,
  topicArn,
  unsubscribeUrl,
}: {
  readonly message: PublishedMessage;
  /** The message's text for the queue. */
  readonly text: string;
  readonly topicArn: string;
  readonly unsubscribeUrl: string | undefined;
}): string {
  const members: (readonly [name: string, json: string])[] = [
    ["Type", quoted("Notification")],
    ["MessageId", quoted(message.id)],
    ["TopicArn", quoted(topicArn)],
  ];
  if (message.subject !== undefined) members.push(["Subject", quoted(message.subject)]);
  members.push(["Message", quoted(text)], ["Timestamp", quoted(iso(message.publishedAt))]);
  if (unsubscribeUrl !== undefined) members.push(["UnsubscribeURL", quoted(unsubscribeUrl)]);
  if (message.attributes) members.push(["MessageAttributes", attributes(message.attributes)]);
  return block(members, "");
}

function attributes(given: MessageAttributes): string {
  return block(
    Object.entries(given).map(([name, value]) => [name, attribute(value)]),
    "  ",
  );
}

function attribute({ DataType, StringValue = "", BinaryValue }: MessageAttributeValue): string {
  const value = BinaryValue ? Buffer.from(BinaryValue).toString("base64") : StringValue;
  return JSON.stringify({ Type: DataType, Value: value });
}

/** Two spaces a level and a space on each side of the colon: AWS's layout. */
function block(members: readonly (readonly [name: string, json: string])[], indent: string): string {
  const lines = members.map(([name, json]) => `${indent}  ${quoted(name)} : ${json}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
