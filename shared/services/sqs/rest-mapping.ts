import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { z } from "zod";
import { isArn } from "../../core/arn.ts";
import { iso, seconds } from "../../core/time.ts";
import type { Queue } from "./model.ts";
import type { PeekedMessage } from "./operations/peek-messages.ts";
import { queueUrl } from "./queue-address.ts";
import type { ReceivedMessage } from "./received-message.ts";
import type * as schemas from "./rest-schemas.ts";
import { queueArn } from "./table.ts";

/* Between REST's camelCase and AWS's shapes. */

export interface Caller {
  readonly account: string;
  readonly region: string;
  readonly baseUrl: string;
}

export function urlOf(name: string, { account, baseUrl }: Caller): string {
  return queueUrl({ baseUrl }, { account, name });
}

/** A queue named by an ARN, or by its name in the caller's own account and region. */
export function arnOf(nameOrArn: string, { account, region }: Caller): string {
  return isArn(nameOrArn) ? nameOrArn : queueArn({ account, region, name: nameOrArn });
}

export function toMessageAttributes(
  attributes: z.output<typeof schemas.attributes> = {},
): Record<string, MessageAttributeValue> {
  const pairs = Object.entries(attributes).map(([name, { type, value }]) => {
    const binary = type.startsWith("Binary");
    return [
      name,
      { DataType: type, ...(binary ? { BinaryValue: Buffer.from(value, "base64") } : { StringValue: value }) },
    ] as const;
  });
  return Object.fromEntries(pairs);
}

function fromMessageAttributes(attributes: Readonly<Record<string, MessageAttributeValue>> | undefined): {
  attributes?: z.input<typeof schemas.attributes>;
} {
  if (!attributes) return {};
  const pairs = Object.entries(attributes).map(([name, { DataType = "", StringValue = "", BinaryValue }]) => {
    return [
      name,
      { type: DataType, value: BinaryValue ? Buffer.from(BinaryValue).toString("base64") : StringValue },
    ] as const;
  });
  return { attributes: Object.fromEntries(pairs) };
}

export function fromReceived(message: ReceivedMessage): z.input<typeof schemas.received>["messages"][number] {
  const {
    MessageId = "",
    Body = "",
    ReceiptHandle = "",
    MD5OfBody = "",
    Shard,
    Attributes = {},
    MessageAttributes,
  } = message;
  return {
    messageId: MessageId,
    body: Body,
    receiptHandle: ReceiptHandle,
    receiveCount: Number(Attributes.ApproximateReceiveCount),
    shard: Shard,
    md5OfBody: MD5OfBody,
    sentAt: iso(Number(Attributes.SentTimestamp)),
    firstReceivedAt: iso(Number(Attributes.ApproximateFirstReceiveTimestamp)),
    ...fromMessageAttributes(MessageAttributes),
    ...present({
      deadLetterSource: Attributes.DeadLetterQueueSourceArn,
      groupId: Attributes.MessageGroupId,
      deduplicationId: Attributes.MessageDeduplicationId,
      sequenceNumber: Attributes.SequenceNumber,
      traceHeader: Attributes.AWSTraceHeader,
    }),
  };
}

/** Without the members that say nothing. */
function present<Name extends string>(members: Readonly<Record<Name, string | undefined>>): { [key in Name]?: string } {
  const said = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as { [key in Name]?: string };
}

export function fromPeeked(
  { message, state, visibleAt, blockedBy, text, truncated }: PeekedMessage,
  queue: Pick<Queue, "retentionSeconds">,
): z.input<typeof schemas.peeked>["messages"][number] {
  const { id, size, receiveCount, shard, sentAt, attributes } = message;
  return {
    messageId: id,
    body: text,
    bodyTruncated: truncated,
    size,
    state,
    visibleAt: iso(visibleAt),
    receiveCount,
    shard,
    sentAt: iso(sentAt),
    expiresAt: iso(sentAt + seconds(queue.retentionSeconds)),
    ...fromMessageAttributes(attributes),
    ...present({
      blockedBy,
      deadLetterSource: message.deadLetterSourceArn,
      groupId: message.groupId,
      deduplicationId: message.deduplicationId,
      sequenceNumber: message.sequence,
      traceHeader: message.traceHeader,
    }),
  };
}
