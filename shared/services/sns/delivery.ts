import type { Write } from "../../ports/table-store.ts";
import type { EffectDraft, Outside, RequestContext } from "../service.ts";
import type { Delivery } from "./delivery-model.ts";
import { deliveryRules } from "./delivery-policy.ts";
import { phoneNumber } from "./endpoint.ts";
import { endpointPost } from "./endpoint-post.ts";
import { notification } from "./envelope.ts";
import { undeliverable } from "./errors.ts";
import { DEFAULT_CONTENT_TYPE } from "./http-policy.ts";
import { jsonLetter, notificationLetter, SMS_SENDER, shortMessage } from "./letters.ts";
import { MAX_RAW_ATTRIBUTES, MAX_SMS_LENGTH } from "./limits.ts";
import { unsubscribeLink, unsubscribeUrl } from "./links.ts";
import type { PublishedMessage } from "./model.ts";
import { textFor } from "./publication.ts";
import { pushToEndpointRef } from "./push-message.ts";
import { deliverMessage, fitsQueueRaw, queueMessage, sender } from "./queue-message.ts";
import { topicArn } from "./topic-address.ts";

/** What the end of a delivery writes, and what comes after it. */
export interface Ending {
  readonly writes: readonly Write[];
  readonly effects: readonly EffectDraft[];
}

export interface Handed extends Ending {
  /** How it was sent, in words. */
  readonly how: string;
}

const NOTHING_LEFT: Ending = { writes: [], effects: [] };

/**
 * Hands the message to its subscriber. Throws what the subscriber's side says. A queue gets it in the transaction that ends the
 * delivery: else a consumer could receive and delete it before a second try, which would find nothing and store it again.
 */
export async function deliver(
  delivery: Delivery,
  ending: Ending,
  outside: Outside,
  context: RequestContext,
): Promise<Handed> {
  switch (delivery.subscription.protocol) {
    case "sqs":
      return { how: await toQueue(delivery, ending, outside), ...NOTHING_LEFT };
    case "http":
    case "https":
      return { how: await toEndpoint(delivery, outside, context), ...ending };
    case "email":
    case "email-json":
      return { how: await toMailbox(delivery, outside, context), ...ending };
    case "sms":
      return { how: await toPhone(delivery, outside, context), ...ending };
    case "application":
      return { how: await toDevice(delivery, outside, context), ...ending };
  }
}

/** The message as its subscriber gets it: as it was published, or in an envelope. */
export async function bodyOf({ topic, subscription, message }: Delivery, { signer }: Outside): Promise<string> {
  const text = textFor(subscription.protocol, message);
  if (subscription.rawDelivery) return text;
  const address = { topicArn: topicArn(topic), unsubscribeUrl: unsubscribeUrl(topic, subscription) };
  return notification({ message, text, ...address, topic, subscription, signer });
}

async function toQueue(delivery: Delivery, ending: Ending, outside: Outside): Promise<string> {
  const { subscription, message } = delivery;
  if (subscription.rawDelivery && !fitsQueueRaw(message)) throw tooManyAttributes(message);
  const input = queueMessage(delivery, subscription.endpoint, await bodyOf(delivery, outside));
  await outside.settle(deliverMessage, input, sender(delivery), ending.writes, ending.effects);
  return subscription.rawDelivery ? "raw" : "in an envelope of JSON";
}

/** AWS discards such a message as a client-side error. */
function tooManyAttributes({ attributes = {} }: PublishedMessage) {
  const count = Object.keys(attributes).length;
  return undeliverable(
    `it has ${count} message attributes and a queue takes ${MAX_RAW_ATTRIBUTES}: without raw delivery they would fit in the envelope`,
  );
}

async function toEndpoint(delivery: Delivery, outside: Outside, context: RequestContext): Promise<string> {
  const { topic, subscription, message } = delivery;
  const raw = subscription.rawDelivery;
  const { contentType } = deliveryRules(topic, subscription);
  const post = {
    type: "Notification",
    messageId: message.id,
    body: await bodyOf(delivery, outside),
    contentType: raw || isForEnvelopes(contentType) ? contentType : DEFAULT_CONTENT_TYPE,
    raw,
  } as const;
  const { status, statusCode } = await outside.deliveries.deliver(
    endpointPost(topic, subscription, post, delivery, context),
  );
  const answer = status === "kept" ? "kept in the inbox" : `answered ${statusCode ?? "nothing"}`;
  return `${raw ? "raw" : "in an envelope of JSON"}: ${answer}`;
}

/** AWS has the other types for raw messages only. */
function isForEnvelopes(contentType: string): boolean {
  return /^(text\/plain|application\/json)\b/.test(contentType);
}

async function toMailbox(delivery: Delivery, outside: Outside, context: RequestContext): Promise<string> {
  const { id, attempt, topic, subscription, message } = delivery;
  const letter =
    subscription.protocol === "email-json"
      ? jsonLetter(topic, message, await bodyOf(delivery, outside))
      : notificationLetter(topic, message, textFor("email", message), unsubscribeLink(topic, subscription));
  await outside.deliveries.deliver({
    id,
    attempt,
    root: context.root,
    kind: "email",
    to: subscription.endpoint,
    ...letter,
    source: topicArn(topic),
    traceId: context.traceId,
    at: context.now,
  });
  return subscription.protocol === "email-json" ? "as an e-mail of JSON" : "as an e-mail";
}

async function toPhone(delivery: Delivery, outside: Outside, context: RequestContext): Promise<string> {
  const { id, attempt, topic, subscription, message } = delivery;
  const text = shortMessage(topic, textFor("sms", message));
  if (text.length > MAX_SMS_LENGTH) {
    throw undeliverable(
      `it has ${text.length} characters and a text message takes ${MAX_SMS_LENGTH}: publish a shorter text for sms with MessageStructure json`,
    );
  }
  await outside.deliveries.deliver({
    id,
    attempt,
    root: context.root,
    kind: "sms",
    to: phoneNumber(subscription.endpoint) ?? subscription.endpoint,
    from: SMS_SENDER,
    text,
    source: topicArn(topic),
    traceId: context.traceId,
    at: context.now,
  });
  return "as a text message";
}

async function toDevice(delivery: Delivery, outside: Outside, context: RequestContext): Promise<string> {
  const { id, topic, subscription, message } = delivery;
  const { subject } = message;
  const push = {
    id,
    messageId: message.id,
    endpoint: subscription.endpoint,
    message: message.message,
    perProtocol: message.perProtocol,
    ...(subject === undefined ? {} : { subject }),
    source: topicArn(topic),
  };
  await outside.call(pushToEndpointRef, push, context.principal);
  return "as a push notification";
}
