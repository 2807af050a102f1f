import type { PublishedMessage, Subscription, Topic } from "./model.ts";
import { topicArn } from "./topic-address.ts";

/* What people are sent, in our own words. */

export interface Letter {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
}

const ADDRESS = "no-reply@sns.amazonaws.com";
/** AWS's own subject when a message has none. */
const DEFAULT_SUBJECT = "AWS Notification Message";
const CONFIRMATION_SUBJECT = "AWS Notification - Subscription Confirmation";
/** AWS's sender of text messages, where the country shows a name. */
export const SMS_SENDER = "NOTICE";

export function confirmationLetter(topic: Topic, { endpoint }: Subscription, link: string | undefined): Letter {
  const lines = [
    `Somebody asked that messages of this topic be sent to ${endpoint}:`,
    topicArn(topic),
    "",
    "If you want them, follow this link within two days:",
    link ??
      "(There is no link, because nobody's address is known. Confirm with the token that ConfirmSubscription takes.)",
    "",
    "If you do not, do nothing: without your yes, nothing more will be sent.",
  ];
  return { from: sender(topic), subject: CONFIRMATION_SUBJECT, text: lines.join("\n") };
}

export function notificationLetter(
  topic: Topic,
  message: Pick<PublishedMessage, "subject">,
  text: string,
  unsubscribeUrl: string | undefined,
): Letter {
  const footer = unsubscribeUrl
    ? [
        "",
        "--",
        `You get this because you confirmed a subscription to ${topicArn(topic)}.`,
        `To end it: ${unsubscribeUrl}`,
      ]
    : [];
  return { from: sender(topic), subject: message.subject ?? DEFAULT_SUBJECT, text: [text, ...footer].join("\n") };
}

/** A topic's display name stands before its text messages. */
export function shortMessage({ displayName }: Topic, text: string): string {
  return displayName === "" ? text : `${displayName}> ${text}`;
}

function sender({ displayName }: Topic): string {
  return displayName === "" ? `AWS Notifications <${ADDRESS}>` : `${displayName.replace(/[<>"]/g, "")} <${ADDRESS}>`;
}
