import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { authorise } from "../authorise.ts";
import { queueDoesNotExist } from "../errors.ts";
import { deliveryLanes } from "../fifo-lanes.ts";
import { checkMessage } from "../new-message.ts";
import { readForSending, type SentMessage, sendAll } from "../send-all.ts";
import { readQueueByArn } from "../stored-queue.ts";
import { messageKey } from "../table.ts";

export interface DeliverMessageInput {
  readonly QueueArn: string;
  readonly MessageBody: string;
  readonly MessageAttributes?: Record<string, MessageAttributeValue>;
  /** A FIFO queue needs it; a standard queue keeps it. */
  readonly MessageGroupId?: string;
  /** Of FIFO queues: within five minutes a second message with this id is accepted and not stored. */
  readonly MessageDeduplicationId?: string;
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

  lanes: ({ QueueArn, MessageGroupId }, context) => deliveryLanes(QueueArn, MessageGroupId, context),

  async prefetch(input, tools) {
    const stored = await readQueueByArn(input.QueueArn, tools);
    if (!stored) throw queueDoesNotExist();
    const { queue } = stored;
    authorise(queue, "SendMessage", tools.context);
    const id = input.DeliveryId ?? tools.effectId ?? "";
    // The same delivery always meets the same shard.
    const shard = [...id].reduce((sum, character) => sum + character.charCodeAt(0), 0) % queue.shards;
    const sentAt = input.SentAt ?? tools.now;
    const size = checkMessage(input, queue);
    // In a FIFO queue the deduplication id tells a second try.
    const fifo = await readForSending(queue, [input], tools);
    const before = fifo ? undefined : await tools.store.get(messageKey(tools.context, queue, { shard, sentAt, id }));
    return { queue, size, id, shard, sentAt, before, fifo };
  },

  commit({ queue, size, id, shard, sentAt, before, fifo }, input, context) {
    if (before) return { output: { MessageId: id } };
    const identity = { id, shard, principal: context.principal };
    const output = ([sent]: readonly SentMessage[]) => ({ MessageId: sent?.messageId ?? id });
    return sendAll(queue, [{ input, size, identity }], fifo, context, output, fifo ? context.now : sentAt);
  },
});
