import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import { utf8Length } from "../../core/bytes.ts";
import { invalidParameter } from "./errors.ts";
import { readFifoIds } from "./fifo.ts";
import { MAX_MESSAGE_BYTES, MAX_SUBJECT_LENGTH } from "./limits.ts";
import { attributesSize, readMessageAttributes } from "./message-attributes.ts";
import type { PublishedMessage, Topic } from "./model.ts";
import { isOneLine } from "./plain-text.ts";

/** What the wire adds to AWS's input. */
export interface Traced {
  /** X-Ray's header of the request. */
  readonly TraceHeader?: string | undefined;
}

/** What Publish and an entry of PublishBatch have in common. */
export interface Publication extends Traced {
  readonly Message?: string | undefined;
  readonly Subject?: string | undefined;
  readonly MessageStructure?: string | undefined;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>> | undefined;
  readonly MessageDeduplicationId?: string | undefined;
  readonly MessageGroupId?: string | undefined;
}

export type CheckedPublication = Omit<PublishedMessage, "id" | "publishedAt"> & { readonly size: number };

/** Checks what is to be published. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export function readPublication(publication: Publication, topic: Pick<Topic, "fifo">): CheckedPublication {
  const { Message: message, Subject: subject, MessageStructure } = publication;
  const ids = readFifoIds(publication, topic);
  if (!message) throw invalidParameter("Empty message", "publish");
  if (!message.isWellFormed()) throw invalidParameter("Message Reason: it is not well-formed Unicode", "publish");
  if (subject !== undefined) checkSubject(subject);
  const perProtocol = readStructure(MessageStructure, message);
  const attributes = readMessageAttributes(publication.MessageAttributes);
  const size = utf8Length(message) + attributesSize(attributes);
  if (size > MAX_MESSAGE_BYTES) throw invalidParameter("Message too long", "publish");
  return {
    message,
    perProtocol,
    size,
    ...(subject === undefined ? {} : { subject }),
    ...(attributes ? { attributes } : {}),
    ...ids,
    ...(publication.TraceHeader === undefined ? {} : { traceHeader: publication.TraceHeader }),
  };
}

/** E-mail's subject line: 1 to 100 characters, no line breaks or control characters. */
function checkSubject(subject: string): void {
  const legal = subject !== "" && subject.length <= MAX_SUBJECT_LENGTH && isOneLine(subject);
  if (!legal) throw invalidParameter("Subject", "publish");
}

function readStructure(structure: string | undefined, message: string): boolean {
  if (structure === undefined || structure === "") return false;
  if (structure !== "json") throw invalidParameter("MessageStructure Reason: the only structure is json", "publish");
  const texts = parseTexts(message);
  if (!texts) throw invalidParameter("Message Structure - JSON message body failed to parse", "publish");
  if (typeof texts.default !== "string")
    throw invalidParameter("Message Structure - No default entry in JSON message body", "publish");
  return true;
}

function parseTexts(message: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(message);
    const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** What a subscriber of a protocol (of a platform, where it is a device) is sent: with the structure json its own text, or else the default one. */
export function textFor(
  protocol: string,
  { message, perProtocol }: Pick<PublishedMessage, "message" | "perProtocol">,
): string {
  if (!perProtocol) return message;
  const texts = parseTexts(message) ?? {};
  const own = Object.hasOwn(texts, protocol) ? texts[protocol] : undefined;
  return String(typeof own === "string" ? own : texts.default);
}
