import { createHash } from "node:crypto";
import { invalidParameter } from "./errors.ts";
import { MAX_FIFO_ID_LENGTH, SEQUENCE_STEPS_A_MILLISECOND } from "./limits.ts";
import type { Topic } from "./model.ts";

/** What of a publication says where it belongs. */
interface Given {
  readonly Message?: string | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

export interface FifoIds {
  readonly groupId?: string;
  readonly deduplicationId?: string;
}

/** The group and the deduplication id of what is to be published, checked in AWS's order and words. */
export function readFifoIds(
  { MessageGroupId, MessageDeduplicationId, Message = "" }: Given,
  { fifo }: Pick<Topic, "fifo">,
): FifoIds {
  if (!fifo) {
    if (MessageDeduplicationId !== undefined) {
      const reason = "The request includes MessageDeduplicationId parameter that is not valid for this topic type";
      throw invalidParameter(`MessageDeduplicationId Reason: ${reason}`, "fifo-topic");
    }
    if (MessageGroupId === undefined) return {};
    checkId("MessageGroupId", MessageGroupId);
    return { groupId: MessageGroupId };
  }
  if (!MessageGroupId) throw invalidParameter("The MessageGroupId parameter is required for FIFO topics", "fifo-topic");
  checkId("MessageGroupId", MessageGroupId);
  if (MessageDeduplicationId) {
    checkId("MessageDeduplicationId", MessageDeduplicationId);
    return { groupId: MessageGroupId, deduplicationId: MessageDeduplicationId };
  }
  if (!fifo.contentBasedDeduplication) {
    const ways = "have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly";
    throw invalidParameter(`The topic should either ${ways}`, "topic-deduplication");
  }
  const deduplicationId = createHash("sha256").update(Message, "utf8").digest("hex");
  return { groupId: MessageGroupId, deduplicationId };
}

/** Letters, digits and punctuation of ASCII. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
function checkId(name: string, value: string): void {
  if (value.length <= MAX_FIFO_ID_LENGTH && /^[!-~]+$/.test(value)) return;
  const rule = `it can have up to ${MAX_FIFO_ID_LENGTH} letters, digits and punctuation characters`;
  throw invalidParameter(`${name} Reason: ${rule}`, "fifo-topic");
}

/**
 * The number after the group's last one. The instant is part of it, so that a group's numbers go on growing although nothing is
 * kept of a group whose messages are all sent.
 */
export function nextNumber(last: number | undefined, now: number): number {
  return Math.max((last ?? 0) + 1, now * SEQUENCE_STEPS_A_MILLISECOND);
}

/** AWS's form: 20 digits, the first a 1. */
export function sequenceNumber(number: number): string {
  return `1${String(number).padStart(19, "0")}`;
}

/** What a deduplication id is unique in: the topic, or with FifoThroughputScope MessageGroup the group. */
export function duplicateScope({ fifo }: Pick<Topic, "fifo">, { groupId = "", deduplicationId = "" }: FifoIds): string {
  return fifo?.throughputScope === "MessageGroup" ? `${groupId}/${deduplicationId}` : `/${deduplicationId}`;
}
