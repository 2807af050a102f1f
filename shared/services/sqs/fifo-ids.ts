import { createHash } from "node:crypto";
import { ServiceError } from "../../core/errors.ts";
import { invalidParameter, missingParameter } from "./errors.ts";
import { MAX_FIFO_ID_LENGTH } from "./limits.ts";
import type { Queue } from "./model.ts";

interface FifoInput {
  readonly MessageBody?: string | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

/** Letters, digits and ASCII's punctuation. */
const LEGAL_ID = new RegExp(`^[!-~]{1,${MAX_FIFO_ID_LENGTH}}$`);

/** Checks group and deduplication id for the kind of queue, as AWS does. Fair queues are standard queues whose messages have a group. */
export function checkFifoIds(input: FifoInput, queue: Queue): void {
  const { MessageGroupId, MessageDeduplicationId } = input;
  if (queue.fifo && MessageGroupId === undefined) throw missingParameter("MessageGroupId");
  checkId("MessageGroupId", MessageGroupId);
  if (!queue.fifo && MessageDeduplicationId !== undefined)
    throw notOfThisQueueType("MessageDeduplicationId", MessageDeduplicationId);
  checkId("MessageDeduplicationId", MessageDeduplicationId);
  if (lacksDeduplicationId(input, queue)) throw deduplicationIdMissing();
}

/** What refuses a whole batch, whichever entry it concerns; other faults fail their entry alone. Recorded from AWS. */
export function checkBatchFifoIds(entries: readonly FifoInput[], queue: Queue): void {
  if (!queue.fifo) return;
  const message = "The request must contain the parameter MessageGroupId.";
  if (entries.some(({ MessageGroupId }) => MessageGroupId === undefined))
    throw new ServiceError("InvalidParameterValue", message, { docs: "fifo-queue" });
  if (entries.some((entry) => lacksDeduplicationId(entry, queue))) throw deduplicationIdMissing();
}

export function notOfThisQueueType(parameter: string, value: unknown): ServiceError {
  const reason = "The request include parameter that is not valid for this queue type.";
  return invalidParameter(value, parameter, reason, "fifo-queue");
}

function lacksDeduplicationId({ MessageDeduplicationId }: FifoInput, { fifo }: Queue): boolean {
  return fifo !== undefined && !fifo.contentBasedDeduplication && MessageDeduplicationId === undefined;
}

function deduplicationIdMissing(): ServiceError {
  const message =
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly";
  return new ServiceError("InvalidParameterValue", message, { docs: "deduplication" });
}

function checkId(parameter: "MessageGroupId" | "MessageDeduplicationId", value: string | undefined): void {
  if (value === undefined || LEGAL_ID.test(value)) return;
  const rule = `${parameter} can only include alphanumeric and punctuation characters. 1 to ${MAX_FIFO_ID_LENGTH} in length.`;
  throw invalidParameter(value, parameter, rule, "fifo-queue");
}

/** The id that was given, or the SHA-256 of the body. Attributes don't count. */
export function deduplicationIdOf({ MessageBody = "", MessageDeduplicationId }: FifoInput): string {
  return MessageDeduplicationId ?? createHash("sha256").update(MessageBody, "utf8").digest("hex");
}
