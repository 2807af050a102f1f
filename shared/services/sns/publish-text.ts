import type { PublishInput } from "@aws-sdk/client-sns";
import type { Done, ReadTools, RequestContext } from "../service.ts";
import { phoneNumber } from "./endpoint.ts";
import { invalidParameter } from "./errors.ts";
import { MAX_SMS_LENGTH } from "./limits.ts";
import { readPublication, textFor } from "./publication.ts";
import { optedOutKey } from "./table-sms.ts";
import { refuseOptedOut, type TextMessage, textEffect, textMessagesArn } from "./text-message.ts";

const STANDARD = {};

/** Checks a message to a phone number. https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
export async function readTextMessage(
  input: PublishInput,
  messageId: string,
  { store, context }: Pick<ReadTools, "store" | "context">,
): Promise<Required<Pick<TextMessage, "messageId">> & TextMessage> {
  const to = phoneNumber(input.PhoneNumber ?? "");
  if (!to)
    throw invalidParameter(`PhoneNumber Reason: ${input.PhoneNumber} is not valid to publish to`, "text-messages");
  const text = textFor("sms", readPublication(input, STANDARD));
  if (text.length > MAX_SMS_LENGTH) throw invalidParameter("Message too long", "text-messages");
  if (await store.get(optedOutKey(context, to))) throw refuseOptedOut(to);
  const senderId = input.MessageAttributes?.["AWS.SNS.SMS.SenderID"]?.StringValue;
  return { to, text, messageId, ...(senderId === undefined ? {} : { senderId }) };
}

export function publishText(
  message: Required<Pick<TextMessage, "messageId">> & TextMessage,
  context: RequestContext,
): Done<{ readonly MessageId: string }> {
  const { messageId, to } = message;
  const text = `message ${messageId} published to ${to}, to be sent as a text message`;
  return {
    output: { MessageId: messageId },
    effects: [textEffect(message, context)],
    events: [{ type: "message.published", resource: textMessagesArn(context), text, detail: { messageId } }],
  };
}
