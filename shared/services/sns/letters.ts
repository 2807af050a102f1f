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
/** AWS's sender of text messages, where the country shows a name. */
export const SMS_SENDER = "NOTICE";

export function confirmationLetter(
  topic: Topic,
  { endpoint }: Subscription,
  subject: string,
  link: string | undefined,
): Letter {
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
  return { from: sender(topic), subject, text: lines.join("\n") };
}

export function farewellLetter(
  topic: Topic,
  { endpoint }: Subscription,
  subject: string,
  link: string | undefined,
): Letter {
  const lines = [
    `${endpoint} gets no more messages of this topic:`,
    topicArn(topic),
    ...(link === undefined ? [] : ["", "If that was not what you wanted, follow this link within two days:", link]),
  ];
  return { from: sender(topic), subject, text: lines.join("\n") };
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

/** For programs that read mail: the envelope is the text. */
export function jsonLetter(topic: Topic, { subject }: Pick<PublishedMessage, "subject">, envelope: string): Letter {
  return { from: sender(topic), subject: subject ?? DEFAULT_SUBJECT, text: envelope };
}

/** A topic's display name stands before its text messages. */
export function shortMessage({ displayName }: Topic, text: string): string {
  return displayName === "" ? text : `${displayName}> ${text}`;
}

function sender({ displayName }: Topic): string {
  return displayName === "" ? `AWS Notifications <${ADDRESS}>` : `${displayName.replace(/[<>"]/g, "")} <${ADDRESS}>`;
}
