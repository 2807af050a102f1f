import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import { iso } from "../../core/time.ts";
import type { MessageAttributes, PublishedMessage } from "./model.ts";
import { type Signature, type Signing, signatureOf } from "./signature.ts";

export interface NotificationOptions extends Signing {
  readonly message: PublishedMessage;
  /** The message's text for the protocol. */
  readonly text: string;
  readonly topicArn: string;
  readonly unsubscribeUrl: string | undefined;
}

/**
 * The JSON that a subscriber gets without raw delivery, laid out as AWS lays it out.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export async function notification({
  message,
  text,
  topicArn,
  unsubscribeUrl,
  ...signing
}: NotificationOptions): Promise<string> {
  const signed = {
    Message: text,
    MessageId: message.id,
    Subject: message.subject,
    Timestamp: iso(message.publishedAt),
    TopicArn: topicArn,
    Type: "Notification",
  };
  // AWS was seen to sign nothing that a FIFO topic sends.
  const signature = message.sequenceNumber === undefined ? await signatureOf(signed, signing) : undefined;
  return block(
    [
      ["Type", signed.Type],
      ["MessageId", signed.MessageId],
      ["SequenceNumber", message.sequenceNumber],
      ["TopicArn", topicArn],
      ["Subject", message.subject],
      ["Message", text],
      ["Timestamp", signed.Timestamp],
      ...signatureMembers(signature),
      ["UnsubscribeURL", unsubscribeUrl],
      ["MessageAttributes", message.attributes && attributes(message.attributes)],
    ],
    "",
  );
}

export interface ConfirmationOptions extends Signing {
  readonly type: "SubscriptionConfirmation" | "UnsubscribeConfirmation";
  readonly messageId: string;
  readonly text: string;
  readonly token: string;
  readonly topicArn: string;
  readonly subscribeUrl: string;
  readonly at: number;
}

/** The JSON that asks an endpoint for its yes, or tells it that its subscription ended. */
export async function confirmation({
  type,
  messageId,
  text,
  token,
  topicArn,
  subscribeUrl,
  at,
  ...signing
}: ConfirmationOptions): Promise<string> {
  const signed = {
    Message: text,
    MessageId: messageId,
    SubscribeURL: subscribeUrl,
    Timestamp: iso(at),
    Token: token,
    TopicArn: topicArn,
    Type: type,
  };
  return block(
    [
      ["Type", type],
      ["MessageId", messageId],
      ["Token", token],
      ["TopicArn", topicArn],
      ["Message", text],
      ["SubscribeURL", subscribeUrl],
      ["Timestamp", signed.Timestamp],
      ...signatureMembers(await signatureOf(signed, signing)),
    ],
    "",
  );
}

/** A text, or JSON that is written already. */
type Member = readonly [name: string, value: string | Raw | undefined];

class Raw {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }
}

function signatureMembers(signature: Signature | undefined): Member[] {
  if (!signature) return [];
  return [
    ["SignatureVersion", signature.version],
    ["Signature", signature.signature],
    ["SigningCertURL", signature.certificateUrl],
  ];
}

function attributes(given: MessageAttributes): Raw {
  const members = Object.entries(given).map(([name, value]): Member => [name, attribute(value)]);
  return new Raw(block(members, "  "));
}

function attribute({ DataType, StringValue = "", BinaryValue }: MessageAttributeValue): Raw {
  const value = BinaryValue ? Buffer.from(BinaryValue).toString("base64") : StringValue;
  return new Raw(JSON.stringify({ Type: DataType, Value: value }));
}

/** Two spaces a level and a space on each side of the colon: AWS's layout. */
function block(members: readonly Member[], indent: string): string {
  const lines = members.flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [`${indent}  ${JSON.stringify(name)} : ${value instanceof Raw ? value.json : JSON.stringify(value)}`];
  });
  return `{\n${lines.join(",\n")}\n${indent}}`;
}
