import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import type { Principal } from "../../core/context.ts";
import type { OperationRef } from "../../core/operation-ref.ts";
import type { Delivery } from "./delivery-model.ts";
import { MAX_RAW_ATTRIBUTES } from "./limits.ts";
import type { MessageAttributes, PublishedMessage } from "./model.ts";
import { topicArn } from "./topic-address.ts";

/** How SQS takes a message from another service. */
export interface DeliverMessage {
  readonly QueueArn: string;
  readonly MessageBody: string;
  readonly MessageAttributes?: MessageAttributes;
  readonly DeliveryId: string;
  readonly SentAt: number;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
  readonly MessageSystemAttributes?: { readonly AWSTraceHeader: MessageAttributeValue };
}

export const deliverMessage: OperationRef<DeliverMessage, unknown> = { service: "sqs", name: "DeliverMessage" };

/** Who sends to queues: the service, on behalf of a topic. */
export function sender({ topic }: Pick<Delivery, "topic">): Principal {
  return { kind: "service", service: "sns.amazonaws.com", sourceArn: topicArn(topic) };
}

/** A delivery as a message for a queue; a raw one takes the message's attributes along. */
export function queueMessage(
  { id, at, subscription, message }: Delivery,
  queueArn: string,
  body: string,
): DeliverMessage {
  const { attributes, traceHeader } = message;
  const trace = { AWSTraceHeader: { DataType: "String", StringValue: traceHeader } };
  return {
    QueueArn: queueArn,
    MessageBody: body,
    ...(subscription.rawDelivery && attributes ? { MessageAttributes: attributes } : {}),
    ...(traceHeader === undefined ? {} : { MessageSystemAttributes: trace }),
    ...queueIds(queueArn, message),
    DeliveryId: id,
    SentAt: at,
  };
}

/** A FIFO topic hands both ids to FIFO queues; AWS was seen to hand its group ids to no standard queue, a standard topic's to all. */
function queueIds(queueArn: string, { groupId, deduplicationId }: PublishedMessage) {
  if (groupId === undefined) return {};
  if (deduplicationId === undefined) return { MessageGroupId: groupId };
  return queueArn.endsWith(".fifo") ? { MessageGroupId: groupId, MessageDeduplicationId: deduplicationId } : {};
}

/** Whether a queue would take the message as it was published. */
export function fitsQueueRaw({ attributes = {} }: PublishedMessage): boolean {
  return Object.keys(attributes).length <= MAX_RAW_ATTRIBUTES;
}
