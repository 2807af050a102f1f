import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { queueDoesNotExist } from "../errors.ts";
import { checkMessage, fitsInRow, newMessage } from "../new-message.ts";
import { placeInRow, placeMessages, storeMessages } from "../send.ts";
import { readQueueByArn } from "../stored-queue.ts";
import { messageKey } from "../table.ts";

export interface DeliverMessageInput {
  readonly QueueArn: string;
  readonly MessageBody: string;
  readonly MessageAttributes?: Record<string, MessageAttributeValue>;
  /** The message's id, the same each time the delivery is tried; the id of the effect that delivers, when absent. */
  readonly DeliveryId?: string;
  /** When the delivery was first tried (playground time): a later try must find the same message. The effect's instant when absent. */
  readonly SentAt?: number;
}

/**
 * How another AWS service puts a message into a queue. Delivered at least once and stored once: the message's key comes from the
 * delivery, so that a second try finds it there.
 */
export const deliverMessage = operation<DeliverMessageInput, { readonly MessageId: string }>()({
  service: "sqs",
  name: "DeliverMessage",
  internal: true,

  async prefetch(input, tools) {
    const stored = await readQueueByArn(input.QueueArn, tools);
    if (!stored) throw queueDoesNotExist();
    const id = input.DeliveryId ?? tools.effectId ?? "";
    // The same delivery always meets the same shard.
    const shard = [...id].reduce((sum, character) => sum + character.charCodeAt(0), 0) % stored.queue.shards;
    const sentAt = input.SentAt ?? tools.now;
    const key = messageKey(tools.context, stored.queue, { shard, sentAt, id });
    return {
      queue: stored.queue,
      size: checkMessage(input, stored.queue),
      id,
      shard,
      sentAt,
      before: await tools.store.get(key),
    };
  },

  commit({ queue, size, id, shard, sentAt, before }, input, context) {
    const output = { MessageId: id };
    if (before) return { output };
    const message = newMessage(input, size, queue, { id, shard, principal: context.principal }, sentAt);
    if (fitsInRow(message)) return { output, ...storeMessages(queue, [placeInRow(message)], context) };
    return {
      async call(outside) {
        return { output, ...storeMessages(queue, await placeMessages([message], context.root, outside), context) };
      },
    };
  },
});
