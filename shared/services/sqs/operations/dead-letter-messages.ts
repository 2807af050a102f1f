import { operation } from "../../service.ts";
import { nextSequence } from "../fifo-group.ts";
import { putFifoMessage, readGroups, readRemovals, removalWrites, removedMessages } from "../fifo-rows.ts";
import { appendToGroups } from "../fifo-send.ts";
import { deadLetteredInOrder, isSpent } from "../message.ts";
import type { FifoMessage, Queue } from "../model.ts";
import { readDeadLetterQueue, readQueueByArn } from "../stored-queue.ts";
import { queueArn, totalsKey } from "../table.ts";

interface DeadLetterInput {
  readonly queue: Queue;
  readonly groupId: string;
  readonly sequences: readonly string[];
}

/** Moves messages of one group that were received too often to the dead-letter queue, in their order. What is gone already is no fault. */
export const deadLetterMessages = operation<DeadLetterInput, Record<string, never>>()({
  service: "sqs",
  name: "DeadLetterMessages",
  internal: true,

  async prefetch({ queue: asked, groupId, sequences }, tools) {
    const queue = (await readQueueByArn(queueArn(asked), tools))?.queue;
    const target = queue && (await readDeadLetterQueue(queue, tools));
    if (!queue || queue.generation !== asked.generation || !target) return undefined;
    const places = sequences.map((sequence) => ({ groupId, sequence }));
    const removals = await readRemovals(queue, places, tools);
    const isStillSpent = (message: FifoMessage) => isSpent(message, queue) && message.availableAt <= tools.now;
    // Somebody has changed them since: the next receive sees to them.
    if (!removedMessages(removals).every(isStillSpent)) return undefined;
    const groups = await readGroups(target, [groupId], tools, "send");
    return { queue, target, removals, groups };
  },

  commit(state, { groupId }, context) {
    const removed = state ? removedMessages(state.removals) : [];
    if (!state || removed.length === 0) return { output: {} };
    const { queue, target, removals, groups } = state;
    const source = queueArn(queue);
    let last = groups.get(groupId)?.group.lastSequence;
    const moved = removed.map((message) => {
      last = nextSequence(last, context.now);
      return deadLetteredInOrder(message, last, source, context.now);
    });
    return {
      output: {},
      writes: [
        ...removalWrites(context, queue, removals, context.now),
        ...moved.map((message) => putFifoMessage(context, target, message)),
        ...appendToGroups(target, moved, groups, context),
        { kind: "add", key: totalsKey(context, queue), by: { messages: -moved.length } },
        { kind: "add", key: totalsKey(context, target), by: { messages: moved.length } },
      ],
      events: moved.map(({ id, receiveCount }) => ({
        type: "message.dead-lettered",
        resource: source,
        text: `message ${id} moved to the dead-letter queue ${queueArn(target)}: received ${receiveCount} times, never deleted`,
        detail: { messageId: id, receiveCount },
      })),
      wakes: [queueArn(target), source],
    };
  },
});
