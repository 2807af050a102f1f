import type { OperationRef } from "../../core/operation-ref.ts";
import type { Write } from "../../ports/table-store.ts";
import type { Outside, RequestContext } from "../service.ts";
import { phoneNumber } from "./endpoint.ts";
import { notification } from "./envelope.ts";
import { undeliverable } from "./errors.ts";
import { notificationLetter, SMS_SENDER, shortMessage } from "./letters.ts";
import { MAX_RAW_ATTRIBUTES, MAX_SMS_LENGTH } from "./limits.ts";
import { unsubscribeLink } from "./links.ts";
import type { MessageAttributes, PublishedMessage, Subscription, Topic } from "./model.ts";
import { textFor } from "./publication.ts";
import { topicArn } from "./topic-address.ts";

/** One message on its way to one subscriber. */
export interface Delivery {
  /** The same each time it is tried: receivers drop one that they have. */
  readonly id: string;
  /** When it was due to be tried first. */
  readonly at: number;
  readonly topic: Topic;
  readonly subscription: Subscription;
  readonly message: PublishedMessage;
}

/** How SQS takes a message from another service. */
interface DeliverMessage {
  readonly QueueArn: string;
  readonly MessageBody: string;
  readonly MessageAttributes?: MessageAttributes;
  readonly DeliveryId: string;
  readonly SentAt: number;
}

const deliverMessage: OperationRef<DeliverMessage, unknown> = { service: "sqs", name: "DeliverMessage" };

export interface Handed {
  /** How it was sent, in words. */
  readonly how: string;
  /** What was left to write. */
  readonly writes: readonly Write[];
}

/**
 * Hands the message to its subscriber. Throws what the subscriber's side says. A queue gets it in the transaction that ends the
 * delivery: else a consumer could receive and delete it before a second try, which would find nothing and store it again.
 */
export async function deliver(
  delivery: Delivery,
  ending: readonly Write[],
  outside: Outside,
  context: RequestContext,
): Promise<Handed> {
  switch (delivery.subscription.protocol) {
    case "sqs":
      return { how: await toQueue(delivery, ending, outside), writes: [] };
    case "email":
      return { how: await toMailbox(delivery, outside, context), writes: ending };
    case "sms":
      return { how: await toPhone(delivery, outside, context), writes: ending };
  }
}

async function toQueue(
  { id, at, topic, subscription, message }: Delivery,
  ending: readonly Write[],
  outside: Outside,
): Promise<string> {
  const arn = topicArn(topic);
  const text = textFor("sqs", message);
  const body = subscription.rawDelivery
    ? rawBody(text, message)
    : {
        MessageBody: notification({
          message,
          text,
          topicArn: arn,
          unsubscribeUrl: unsubscribeLink(topic, subscription),
        }),
      };
  const input = { QueueArn: subscription.endpoint, ...body, DeliveryId: id, SentAt: at };
  await outside.settle(
    deliverMessage,
    input,
    { kind: "service", service: "sns.amazonaws.com", sourceArn: arn },
    ending,
  );
  return subscription.rawDelivery ? "raw" : "in an envelope of JSON";
}

function rawBody(text: string, { attributes }: PublishedMessage) {
  const count = Object.keys(attributes ?? {}).length;
  // AWS discards such a message as a client-side error.
  if (count > MAX_RAW_ATTRIBUTES) {
    throw undeliverable(
      `it has ${count} message attributes and a queue takes ${MAX_RAW_ATTRIBUTES}: without raw delivery they would fit in the envelope`,
    );
  }
  return { MessageBody: text, ...(attributes ? { MessageAttributes: attributes } : {}) };
}

async function toMailbox(delivery: Delivery, outside: Outside, context: RequestContext): Promise<string> {
  const { id, topic, subscription, message } = delivery;
  const letter = notificationLetter(topic, message, textFor("email", message), unsubscribeLink(topic, subscription));
  await outside.deliveries.deliver({
    id,
    root: context.root,
    kind: "email",
    to: subscription.endpoint,
    ...letter,
    source: topicArn(topic),
    traceId: context.traceId,
    at: context.now,
  });
  return "as an e-mail";
}

async function toPhone(delivery: Delivery, outside: Outside, context: RequestContext): Promise<string> {
  const { id, topic, subscription, message } = delivery;
  const text = shortMessage(topic, textFor("sms", message));
  if (text.length > MAX_SMS_LENGTH) {
    throw undeliverable(
      `it has ${text.length} characters and a text message takes ${MAX_SMS_LENGTH}: publish a shorter text for sms with MessageStructure json`,
    );
  }
  await outside.deliveries.deliver({
    id,
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
