import { hash } from "node:crypto";
import type { MessageAttributeValue, MessageSystemAttributeValue } from "@aws-sdk/client-sqs";
import { utf8Length } from "../../core/bytes.ts";
import type { Principal } from "../../core/context.ts";
import { userId } from "../../core/policy/principal-id.ts";
import { seconds } from "../../core/time.ts";
import { invalidParameter, invalidParameters, missingParameter } from "./errors.ts";
import { checkFifoIds, deduplicationIdOf, notOfThisQueueType } from "./fifo-ids.ts";
import { DELAY_SECONDS, INLINE_BODY_BYTES } from "./limits.ts";
import {
  attributesMd5,
  attributesSize,
  checkCharacters,
  checkMessageAttributes,
  checkSystemAttributes,
} from "./message-attributes.ts";
import type { FifoMessage, Message, MessageAttributes, Queue } from "./model.ts";

/** What SendMessage and an entry of SendMessageBatch have in common. */
export interface MessageInput {
  readonly MessageBody?: string | undefined;
  readonly DelaySeconds?: number | undefined;
  readonly MessageAttributes?: Record<string, MessageAttributeValue> | undefined;
  readonly MessageSystemAttributes?: Partial<Record<string, MessageSystemAttributeValue>> | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

/** A message before its body has a place. */
export interface NewMessage {
  readonly message: Omit<Message, "body">;
  readonly text: string;
  readonly bodyMd5: string;
  readonly dueAt: number;
}

export interface NewFifoMessage extends NewMessage {
  readonly message: Omit<FifoMessage, "body">;
}

/** Checks a message as AWS does, in its order. */
export function checkMessage(input: MessageInput, queue: Queue): number {
  const text = input.MessageBody;
  if (!text) throw missingParameter("MessageBody");
  checkCharacters(text, "message body");
  checkDelay(input.DelaySeconds, queue);
  checkMessageAttributes(input.MessageAttributes);
  checkSystemAttributes(input.MessageSystemAttributes);
  checkFifoIds(input, queue);
  const size = utf8Length(text) + attributesSize(input.MessageAttributes);
  if (size > queue.maximumMessageBytes)
    throw invalidParameters(`Message must be shorter than ${queue.maximumMessageBytes} bytes.`);
  return size;
}

function checkDelay(delay: number | undefined, { fifo }: Queue): void {
  const { min, max } = DELAY_SECONDS;
  // A delay of 0 says nothing in a FIFO queue: the queue's delay counts. Recorded from AWS.
  if (fifo && delay) throw notOfThisQueueType("DelaySeconds", delay);
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
  const systemMd5 = attributesMd5(trace ? { AWSTraceHeader: { DataType: "String", StringValue: trace } } : {});
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
    ...(systemMd5 ? { systemAttributesMd5: systemMd5 } : {}),
    ...(input.MessageGroupId === undefined ? {} : { groupId: input.MessageGroupId }),
  };
  const bodyMd5 = hash("md5", text);
  const delaySeconds = queue.fifo ? queue.delaySeconds : (input.DelaySeconds ?? queue.delaySeconds);
  return { message, text, bodyMd5, dueAt: now + seconds(delaySeconds) };
}

/** The same of a FIFO queue, whose input was checked: its group gives it a sequence number later. */
export function newFifoMessage(
  input: MessageInput,
  size: number,
  queue: Queue,
  identity: MessageIdentity,
  now: number,
): NewFifoMessage {
  const made = newMessage(input, size, queue, identity, now);
  const ids = { groupId: input.MessageGroupId ?? "", deduplicationId: deduplicationIdOf(input) };
  return { ...made, message: { ...made.message, ...ids, sequence: "", availableAt: made.dueAt } };
}

function senderIdOf(principal: Principal): string {
  if (principal.kind === "account") return userId(principal.account, principal.arn);
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
