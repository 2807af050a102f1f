import type { SendMessageResult } from "@aws-sdk/client-sqs";
import type { Body } from "../../core/body.ts";
import type { RequestContext } from "../../core/context.ts";
import type { Write } from "../../ports/table-store.ts";
import type { Done, Outside } from "../service.ts";
import { MAXIMUM_MESSAGE_BYTES } from "./limits.ts";
import type { Message, Queue } from "./model.ts";
import { fitsInRow, type NewMessage } from "./new-message.ts";
import { messageKey, putMessage, queueArn, totalsKey } from "./table.ts";

/** A message whose body has found its place: in its row, or in the BlobStore. */
export interface PlacedMessage {
  readonly message: Message;
  readonly dueAt: number;
}

export function placeInRow({ message, text, bodyMd5, dueAt }: NewMessage): PlacedMessage {
  const bytes = Buffer.from(text, "utf8");
  return { message: { ...message, body: { kind: "inline", bytes, size: bytes.length, md5: bodyMd5 } }, dueAt };
}

async function placeInBlob(
  { message, text, dueAt }: NewMessage,
  root: string,
  { bodies }: Outside,
): Promise<PlacedMessage> {
  const body = await bodies.store(once(text), { root, maxBytes: MAXIMUM_MESSAGE_BYTES.max, inlineBytes: 0 });
  return { message: { ...message, body }, dueAt };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, "utf8");
}

/** Places each message; only large ones need the outside world. */
export async function placeMessages(
  messages: readonly NewMessage[],
  root: string,
  outside: Outside,
): Promise<PlacedMessage[]> {
  return Promise.all(
    messages.map((message) => (fitsInRow(message) ? placeInRow(message) : placeInBlob(message, root, outside))),
  );
}

/** Stores placed messages: a row each, and one total for them all. */
export function storeMessages(
  queue: Queue,
  placed: readonly PlacedMessage[],
  context: RequestContext,
): Omit<Done<never>, "output"> {
  const writes: Write[] = placed.map(({ message, dueAt }) =>
    putMessage(messageKey(context, queue, message), message, dueAt, "absent"),
  );
  const bodies: Body[] = placed.map(({ message }) => message.body);
  const resource = queueArn(queue);
  return {
    writes: [...writes, { kind: "add", key: totalsKey(context, queue), by: { messages: placed.length } }],
    bodies: { keep: bodies },
    events: placed.map(({ message, dueAt }) => ({
      type: "message.sent",
      resource,
      text: sentText(queue, message, dueAt),
      detail: { messageId: message.id, shard: message.shard },
    })),
    wakes: [resource],
  };
}

function sentText(queue: Queue, message: Message, dueAt: number): string {
  const delay = dueAt > message.sentAt ? `, hidden for its first ${(dueAt - message.sentAt) / 1000} s` : "";
  return `message ${message.id} stored in ${queue.name}, in shard ${message.shard} of ${queue.shards}${delay}`;
}

export function sendResult({ message, bodyMd5 }: NewMessage): SendMessageResult {
  const attributes = message.attributesMd5 ? { MD5OfMessageAttributes: message.attributesMd5 } : {};
  return { MessageId: message.id, MD5OfMessageBody: bodyMd5, ...attributes };
}
