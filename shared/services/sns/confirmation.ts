import type { Outside, RequestContext } from "../service.ts";
import { endpointPost } from "./endpoint-post.ts";
import { confirmation } from "./envelope.ts";
import { confirmationLetter, farewellLetter, jsonLetter } from "./letters.ts";
import { confirmLink, subscribeUrl } from "./links.ts";
import type { Subscription, Topic } from "./model.ts";
import { deliverMessage } from "./queue-message.ts";
import { subscriptionArn, topicArn } from "./topic-address.ts";

/** A question to an endpoint's owner, or a farewell with a way back. */
export interface Question {
  /** The same at every try; it is the message's id, too. */
  readonly id: string;
  /** 1 at first. */
  readonly attempt: number;
  readonly type: "SubscriptionConfirmation" | "UnsubscribeConfirmation";
  readonly topic: Topic;
  readonly subscription: Subscription;
}

/** AWS's subjects. */
const SUBJECTS: Readonly<Record<Question["type"], string>> = {
  SubscriptionConfirmation: "AWS Notification - Subscription Confirmation",
  UnsubscribeConfirmation: "AWS Notification - Unsubscribe Confirmation",
};

/** Puts the question where the endpoint's owner finds it. Throws what the other side says. Tells how, in words. */
export async function ask(question: Question, outside: Outside, context: RequestContext): Promise<string> {
  switch (question.subscription.protocol) {
    case "http":
    case "https":
      return post(question, outside, context);
    case "sqs":
      return putIntoQueue(question, outside, context);
    case "email":
    case "email-json":
    case "sms":
    case "application":
      return mail(question, outside, context);
  }
}

async function post(question: Question, outside: Outside, context: RequestContext): Promise<string> {
  const { id, type, topic, subscription } = question;
  const body = await json(question, outside, context);
  const { status, statusCode } = await outside.deliveries.deliver(
    endpointPost(topic, subscription, { type, messageId: id, body }, question, context),
  );
  return status === "kept" ? "kept in the inbox" : `answered ${statusCode ?? "nothing"}`;
}

/** Another account's queue is asked, too: who can read from it can confirm. */
async function putIntoQueue(question: Question, outside: Outside, context: RequestContext): Promise<string> {
  const { id, topic, subscription } = question;
  const MessageBody = await json(question, outside, context);
  const input = { QueueArn: subscription.endpoint, MessageBody, DeliveryId: id, SentAt: context.now };
  const sourceArn = topicArn(topic);
  await outside.call(deliverMessage, input, { kind: "service", service: "sns.amazonaws.com", sourceArn });
  return "as a message that its owner can receive";
}

async function mail(question: Question, outside: Outside, context: RequestContext): Promise<string> {
  const { id, attempt, topic, subscription } = question;
  const link = confirmLink(topic, subscription);
  await outside.deliveries.deliver({
    id,
    attempt,
    root: context.root,
    kind: "email",
    to: subscription.endpoint,
    ...(await letter(question, link, outside, context)),
    ...(link === undefined ? {} : { link }),
    source: topicArn(topic),
    traceId: context.traceId,
    at: context.now,
  });
  return "it is in the inbox";
}

async function letter(question: Question, link: string | undefined, outside: Outside, context: RequestContext) {
  const { type, topic, subscription } = question;
  const subject = SUBJECTS[type];
  if (subscription.protocol === "email-json")
    return jsonLetter(topic, { subject }, await json(question, outside, context));
  return type === "SubscriptionConfirmation"
    ? confirmationLetter(topic, subscription, subject, link)
    : farewellLetter(topic, subscription, subject, link);
}

function json({ id, type, topic, subscription }: Question, { signer }: Outside, { now }: RequestContext) {
  return confirmation({
    type,
    messageId: id,
    text: type === "SubscriptionConfirmation" ? welcome(topic) : farewell(topic, subscription),
    token: subscription.token,
    topicArn: topicArn(topic),
    subscribeUrl: subscribeUrl(topic, subscription),
    at: now,
    topic,
    subscription,
    signer,
  });
}

/** AWS's words. */
function welcome(topic: Topic): string {
  return `You have chosen to subscribe to the topic ${topicArn(topic)}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`;
}

function farewell(topic: Topic, { id }: Subscription): string {
  return `You have chosen to deactivate subscription ${subscriptionArn(topic, id)}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`;
}
