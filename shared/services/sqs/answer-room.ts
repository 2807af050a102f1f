import type { AnswerRoom } from "../../core/context.ts";
import { ServiceError } from "../../core/errors.ts";
import type { FifoMessage, Message } from "./model.ts";
import type { ReceivedMessage } from "./received-message.ts";

/*
 * Where a door takes no more than so many bytes at once, a receive hands out fewer messages instead of more than anybody gets to
 * see. (AWS: "Amazon SQS never returns more messages than this value (however, fewer messages might be returned).")
 */

/** Ids, receipt handle, SQS's own attributes, names of members: what a message takes beside its body and attributes. */
const OVERHEAD_BYTES = 2500;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const MARKUP: ReadonlySet<number> = new Set([QUOTE, 0x26, 0x27, 0x3c, 0x3e]);
/** `\n` beside a newline; `&quot;` beside a quote. */
const JSON_GROWTH = 1;
const XML_GROWTH = 5;

/** What a message will take, before its body is read. Exact for a body in its row; one in the BlobStore may need more escapes. */
export function expectedBytes(
  { body, attributes }: Pick<Message | FifoMessage, "body" | "attributes">,
  room: AnswerRoom,
) {
  const text = body.kind === "inline" ? escapedBytes(body.bytes, room) : body.size;
  return text + jsonBytes(attributes ?? {}, room) + OVERHEAD_BYTES;
}

/** As many of the messages, from the first on, as fit together. Throws when not even the first does. */
export function fitting(messages: readonly ReceivedMessage[], room: AnswerRoom): number {
  let left = room.bytes;
  for (const [index, message] of messages.entries()) {
    left -= jsonBytes(message, room) + OVERHEAD_BYTES;
    if (left >= 0) continue;
    if (index === 0) throw tooLarge(message, room);
    return index;
  }
  return messages.length;
}

function tooLarge({ MessageId, Body = "" }: ReceivedMessage, { bytes }: AnswerRoom): ServiceError {
  return new ServiceError(
    "ResponseTooLarge",
    `Message ${MessageId} has ${Buffer.byteLength(Body)} bytes, more as an answer than the ${bytes} that fit through the load balancer ` +
      "in front of this playground. It stays hidden for its visibility timeout, and goes to the dead-letter queue, if there is one, " +
      "when it has been received too often.",
    { status: 501 },
  );
}

function jsonBytes(value: unknown, room: AnswerRoom): number {
  const text = JSON.stringify(value, (_name, member) =>
    member instanceof Uint8Array ? Buffer.from(member).toString("base64") : member,
  );
  return room.escapes === "json" ? Buffer.byteLength(text) : escapedBytes(Buffer.from(text), room);
}

function escapedBytes(bytes: Uint8Array, { escapes }: AnswerRoom): number {
  let grown = bytes.length;
  for (const byte of bytes) {
    if (escapes === "xml") grown += MARKUP.has(byte) || byte < SPACE ? XML_GROWTH : 0;
    else if (byte === QUOTE || byte === BACKSLASH || byte < SPACE) grown += JSON_GROWTH;
  }
  return grown;
}
