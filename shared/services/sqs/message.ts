import { seconds } from "../../core/time.ts";
import type { FifoMessage, Message, MessageState, Queue } from "./model.ts";

/* What can happen to a message, as pure steps. Time is an argument; a row's due instant says when it is receivable. */

export function messageState(message: Message, dueAt: number, now: number): MessageState {
  if (dueAt <= now) return "visible";
  return message.receiveCount > 0 ? "inFlight" : "delayed";
}

/** A message lives for the queue's retention period, counted from when it was first sent. */
export function isExpired(
  message: Pick<Message, "sentAt">,
  queue: Pick<Queue, "retentionSeconds">,
  now: number,
): boolean {
  return message.sentAt + seconds(queue.retentionSeconds) <= now;
}

/** Received as often as the redrive policy allows: it is moved instead of being handed out once more. */
export function isSpent(message: Message, queue: Pick<Queue, "redrivePolicy">): boolean {
  return queue.redrivePolicy !== undefined && message.receiveCount >= queue.redrivePolicy.maxReceiveCount;
}

export function received(message: Message, receipt: string, now: number): Message {
  const receiveCount = message.receiveCount + 1;
  return { ...message, receipt, receiveCount, firstReceivedAt: message.firstReceivedAt ?? now, lastReceivedAt: now };
}

/** As it arrives in a dead-letter queue: same id, body, sending instant and receive count; its handles fit no more. */
export function deadLettered(message: Message, sourceArn: string, shard: number): Message {
  const { receipt: _receipt, ...rest } = message;
  return { ...rest, shard, deadLetterSourceArn: sourceArn };
}

/** The same in a FIFO queue, where it counts as sent when it arrives: its retention begins anew. */
export function deadLetteredInOrder(
  message: FifoMessage,
  sequence: string,
  sourceArn: string,
  now: number,
): FifoMessage {
  const { receipt: _receipt, ...rest } = message;
  return { ...rest, sequence, sentAt: now, availableAt: now, deadLetterSourceArn: sourceArn };
}

/** As it arrives back in its source queue: as if it were sent just now, never received. */
export function redriven(message: Message, shard: number, now: number): Message {
  const { receipt: _r, firstReceivedAt: _f, lastReceivedAt: _l, deadLetterSourceArn: _d, ...rest } = message;
  return { ...rest, shard, sentAt: now, receiveCount: 0 };
}

export function redrivenInOrder(message: FifoMessage, sequence: string, now: number): FifoMessage {
  const { receipt: _r, firstReceivedAt: _f, lastReceivedAt: _l, deadLetterSourceArn: _d, ...rest } = message;
  return { ...rest, sequence, sentAt: now, availableAt: now, receiveCount: 0 };
}
