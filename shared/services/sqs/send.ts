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
export interface PlacedMessage<M extends Message = Message> {
  readonly message: M;
  readonly dueAt: number;
}

/** A message that has no place yet, of either kind of queue. */
type Unplaced<M extends Message> = NewMessage & { readonly message: Omit<M, "body"> };

export function placeInRow<M extends Message>({ message, text, bodyMd5, dueAt }: Unplaced<M>): PlacedMessage<M> {
  const bytes = Buffer.from(text, "utf8");
  return { message: withBody<M>(message, { kind: "inline", bytes, size: bytes.length, md5: bodyMd5 }), dueAt };
}

function withBody<M extends Message>(message: Omit<M, "body">, body: Body): M {
  // TypeScript doesn't see that an Omit and what it omits are the whole again.
  return { ...message, body } as M;
}

async function placeInBlob<M extends Message>(
  { message, text, dueAt }: Unplaced<M>,
  root: string,
  { bodies }: Outside,
): Promise<PlacedMessage<M>> {
  const body = await bodies.store(once(text), { root, maxBytes: MAXIMUM_MESSAGE_BYTES.max, inlineBytes: 0 });
  return { message: withBody<M>(message, body), dueAt };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, "utf8");
}

/** Places each message; only large ones need the outside world. */
export async function placeMessages<M extends Message>(
  messages: readonly Unplaced<M>[],
  root: string,
  outside: Outside,
): Promise<PlacedMessage<M>[]> {
  return Promise.all(
    messages.map((message) => (fitsInRow(message) ? placeInRow<M>(message) : placeInBlob<M>(message, root, outside))),
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

/** What a sender is told; a duplicate is told the id and the sequence number of what was stored before. */
export function sendResult({
  made: { message, bodyMd5 },
  messageId,
  sequence,
}: {
  readonly made: NewMessage;
  readonly messageId: string;
  readonly sequence?: string;
}): SendMessageResult {
  const { attributesMd5, systemAttributesMd5 } = message;
  return {
    MessageId: messageId,
    MD5OfMessageBody: bodyMd5,
    ...(attributesMd5 ? { MD5OfMessageAttributes: attributesMd5 } : {}),
    ...(systemAttributesMd5 ? { MD5OfMessageSystemAttributes: systemAttributesMd5 } : {}),
    ...(sequence === undefined ? {} : { SequenceNumber: sequence }),
  };
}
