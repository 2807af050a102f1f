import type { MessageAttributeValue, ReceiveMessageRequest, Message as SqsMessage } from "@aws-sdk/client-sqs";
import type { Body } from "../../core/body.ts";
import { collect } from "../../core/bytes.ts";
import { assert } from "../../core/errors.ts";
import type { Outside } from "../service.ts";
import { attributesMd5 } from "./message-attributes.ts";
import type { FifoMessage, Message } from "./model.ts";
import { encodeFifoReceiptHandle, encodeReceiptHandle } from "./receipt-handle.ts";
import { messageSort } from "./table.ts";

/** Our own member beside AWS's: which of the queues behind the queue gave the message. */
export type ReceivedMessage = SqsMessage & { readonly Shard: number };

type Wanted = Pick<ReceiveMessageRequest, "AttributeNames" | "MessageSystemAttributeNames" | "MessageAttributeNames">;

export async function bodyText(body: Body, bodies: Pick<Outside["bodies"], "open">): Promise<string> {
  if (body.kind === "inline") return Buffer.from(body.bytes).toString("utf8");
  const bytes = await bodies.open(body);
  assert(bytes, "a message that was just received has its body");
  return (await collect(bytes)).toString("utf8");
}

/** A message as ReceiveMessage answers it: only the attributes that were asked for. */
export function receivedMessage(message: Message | FifoMessage, text: string, input: Wanted): ReceivedMessage {
  const { id, shard, body, receipt = "" } = message;
  const system = systemAttributes(message, [
    ...(input.AttributeNames ?? []),
    ...(input.MessageSystemAttributeNames ?? []),
  ]);
  const attributes = askedAttributes(message, input.MessageAttributeNames ?? []);
  const md5 = attributesMd5(attributes);
  return {
    MessageId: id,
    ReceiptHandle:
      "sequence" in message
        ? encodeFifoReceiptHandle({ groupId: message.groupId, sequence: message.sequence, receipt })
        : encodeReceiptHandle({ shard, sort: messageSort(message), receipt }),
    MD5OfBody: body.md5,
    Body: text,
    Shard: shard,
    ...(system ? { Attributes: system } : {}),
    ...(attributes && md5 ? { MD5OfMessageAttributes: md5, MessageAttributes: attributes } : {}),
  };
}

/** What a receiver can ask for of SQS's own. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const SYSTEM_ATTRIBUTES: ReadonlySet<string> = new Set([
  "SenderId",
  "SentTimestamp",
  "ApproximateReceiveCount",
  "ApproximateFirstReceiveTimestamp",
  "SequenceNumber",
  "MessageDeduplicationId",
  "MessageGroupId",
  "AWSTraceHeader",
  "DeadLetterQueueSourceArn",
]);

function systemAttributes(
  message: Message | FifoMessage,
  names: readonly string[],
): Record<string, string> | undefined {
  const all: Record<string, string> = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    ...(message.groupId === undefined ? {} : { MessageGroupId: message.groupId }),
    ...("sequence" in message
      ? { MessageDeduplicationId: message.deduplicationId, SequenceNumber: message.sequence }
      : {}),
    ...(message.traceHeader ? { AWSTraceHeader: message.traceHeader } : {}),
    ...(message.deadLetterSourceArn ? { DeadLetterQueueSourceArn: message.deadLetterSourceArn } : {}),
  };
  const asked = names.includes("All")
    ? Object.entries(all)
    : Object.entries(all).filter(([name]) => names.includes(name));
  return asked.length > 0 ? Object.fromEntries(asked) : undefined;
}

/** `All`, `.*`, exact names and `prefix.*`. */
function askedAttributes(
  { attributes = {} }: Message,
  names: readonly string[],
): Record<string, MessageAttributeValue> | undefined {
  const wanted = (name: string) =>
    names.some(
      (asked) => asked === "All" || asked === name || (asked.endsWith(".*") && name.startsWith(asked.slice(0, -2))),
    );
  const asked = Object.entries(attributes).filter(([name]) => wanted(name));
  return asked.length > 0 ? Object.fromEntries(asked) : undefined;
}
