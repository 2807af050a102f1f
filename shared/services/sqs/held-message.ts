import type { RequestContext } from "../../core/context.ts";
import type { Row, Write } from "../../ports/table-store.ts";
import type { Done, ReadTools } from "../service.ts";
import { missingParameter, receiptHandleIsInvalid } from "./errors.ts";
import type { Message, Queue } from "./model.ts";
import { decodeReceiptHandle } from "./receipt-handle.ts";
import { messageFromRow, messageKey, queueArn, shardPartition, totalsKey } from "./table.ts";

/** A message that the holder of a receipt handle may still change: nobody has received it since. */
export interface HeldMessage {
  readonly message: Message;
  readonly row: Row;
}

/** The message that a handle fits; undefined when it fits no more. */
export async function readReceipt(
  handle: string | undefined,
  queue: Queue,
  { store, context }: Pick<ReadTools, "store" | "context">,
): Promise<HeldMessage | undefined> {
  if (!handle) throw missingParameter("ReceiptHandle");
  const { shard, sort, receipt } = decodeReceiptHandle(handle);
  if (shard >= queue.shards) throw receiptHandleIsInvalid(handle);
  const row = await store.get({ ...shardPartition(context, queue, shard), sort });
  const message = row && messageFromRow(row);
  return message?.receipt === receipt ? { message, row: row as Row } : undefined;
}

/** Deletes held messages. Two handles of one message in a batch are one deletion. */
export function removeMessages(
  queue: Queue,
  held: readonly HeldMessage[],
  context: RequestContext,
): Omit<Done<never>, "output"> {
  const distinct = [...new Map(held.map((one) => [one.message.id, one])).values()];
  if (distinct.length === 0) return {};
  const writes: Write[] = distinct.map(({ message, row }) => {
    return { kind: "delete", key: messageKey(context, queue, message), expect: { version: row.version } };
  });
  return {
    writes: [...writes, { kind: "add", key: totalsKey(context, queue), by: { messages: -distinct.length } }],
    bodies: { drop: distinct.map(({ message }) => message.body) },
    events: distinct.map(({ message: { id, receiveCount } }) => {
      const times = receiveCount === 1 ? "after one receive" : `after ${receiveCount} receives`;
      const text = `message ${id} deleted from ${queue.name} ${times}: its work is done`;
      return { type: "message.deleted", resource: queueArn(queue), text, detail: { messageId: id } };
    }),
  };
}
