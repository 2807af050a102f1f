import { createHash } from "node:crypto";
import type { MessageAttributeValue, MessageSystemAttributeValue } from "@aws-sdk/client-sqs";
import { utf8Length } from "../../core/bytes.ts";
import type { Principal } from "../../core/context.ts";
import { seconds } from "../../core/time.ts";
import { invalidParameter, invalidParameters, missingParameter } from "./errors.ts";
import { DELAY_SECONDS, INLINE_BODY_BYTES } from "./limits.ts";
import { attributesMd5, attributesSize, checkMessageAttributes } from "./message-attributes.ts";
import type { Message, MessageAttributes, Queue } from "./model.ts";

/** What SendMessage and an entry of SendMessageBatch have in common. */
export interface MessageInput {
  readonly MessageBody?: string | undefined;
  readonly DelaySeconds?: number | undefined;
  readonly MessageAttributes?: Record<string, MessageAttributeValue> | undefined;
  readonly MessageSystemAttributes?: Partial<Record<string, MessageSystemAttributeValue>> | undefined;
}

/** A message before its body has a place. */
export interface NewMessage {
  readonly message: Omit<Message, "body">;
  readonly text: string;
  readonly bodyMd5: string;
  readonly dueAt: number;
}

/** XML's characters are what SQS accepts. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const ILLEGAL_CHARACTERS = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Checks a message as AWS does, in its order. */
export function checkMessage(input: MessageInput, queue: Queue): number {
  const text = input.MessageBody;
  if (!text) throw missingParameter("MessageBody");
  if (ILLEGAL_CHARACTERS.test(text)) {
    throw invalidParameters(
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
    );
  }
  checkDelay(input.DelaySeconds);
  checkMessageAttributes(input.MessageAttributes);
  const size = utf8Length(text) + attributesSize(input.MessageAttributes);
  if (size > queue.maximumMessageBytes)
    throw invalidParameters(`Message must be shorter than ${queue.maximumMessageBytes} bytes.`);
  return size;
}

function checkDelay(delay: number | undefined): void {
  const { min, max } = DELAY_SECONDS;
  if (delay === undefined || (Number.isInteger(delay) && delay >= min && delay <= max)) return;
  throw invalidParameter(delay, "DelaySeconds", `DelaySeconds must be >= ${min} and <= ${max}.`, "delay");
}

export interface MessageIdentity {
  readonly id: string;
  readonly shard: number;
  readonly principal: Principal;
}

export function newMessage(
  input: MessageInput,
  size: number,
  queue: Queue,
  { id, shard, principal }: MessageIdentity,
  now: number,
): NewMessage {
  const text = input.MessageBody ?? "";
  const attributes = storedAttributes(input.MessageAttributes);
  const md5 = attributesMd5(attributes);
  const trace = input.MessageSystemAttributes?.AWSTraceHeader?.StringValue;
  const message = {
    id,
    size,
    senderId: senderIdOf(principal),
    sentAt: now,
    shard,
    receiveCount: 0,
    ...(attributes ? { attributes } : {}),
    ...(md5 ? { attributesMd5: md5 } : {}),
    ...(trace ? { traceHeader: trace } : {}),
  };
  const bodyMd5 = createHash("md5").update(text, "utf8").digest("hex");
  return { message, text, bodyMd5, dueAt: now + seconds(input.DelaySeconds ?? queue.delaySeconds) };
}

function senderIdOf(principal: Principal): string {
  if (principal.kind === "account") return principal.account;
  return principal.kind === "service" ? principal.service : "ANONYMOUS";
}

export function fitsInRow({ message }: NewMessage): boolean {
  return message.size <= INLINE_BODY_BYTES;
}

function storedAttributes(attributes: Record<string, MessageAttributeValue> = {}): MessageAttributes | undefined {
  const names = Object.keys(attributes);
  if (names.length === 0) return undefined;
  const pairs = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => {
    const value = BinaryValue ? { DataType, BinaryValue } : { DataType, StringValue: StringValue ?? "" };
    return [name, value] as const;
  });
  return Object.fromEntries(pairs);
}
