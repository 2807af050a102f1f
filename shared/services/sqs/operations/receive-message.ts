import type { ReceiveMessageRequest, ReceiveMessageResult } from "@aws-sdk/client-sqs";
import type { RequestContext } from "../../../core/context.ts";
import type { EventDraft } from "../../../core/event.ts";
import { hexId } from "../../../core/ids.ts";
import { seconds } from "../../../core/time.ts";
import type { Partition, Rewrite, Row } from "../../../ports/table-store.ts";
import { type Claim, claim, type Done, operation, type ReadTools, type Wait } from "../../service.ts";
import { invalidParameter } from "../errors.ts";
import * as limits from "../limits.ts";
import { deadLettered, isExpired, isSpent, received } from "../message.ts";
import type { Message, Queue } from "../model.ts";
import { bodyText, type ReceivedMessage, receivedMessage } from "../received-message.ts";
import { readDeadLetterQueue, readQueue } from "../stored-queue.ts";
import { messageFromRow, messageKey, putMessage, queueArn, shardPartition, totalsKey } from "../table.ts";

export interface ReceiveMessageOutput extends ReceiveMessageResult {
  readonly Messages?: ReceivedMessage[];
}

/** What a claim tells of a row: handed out, or moved to the dead-letter queue. */
type Taken = { readonly kind: "received" | "moved"; readonly message: Message };

/**
 * Takes messages and hides them for the visibility timeout. It visits the shards in random order until it has enough, and
 * waits when it finds none. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export const receiveMessage = operation<ReceiveMessageRequest, ReceiveMessageOutput>()({
  service: "sqs",
  name: "ReceiveMessage",

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools);
    const max = checked(input.MaxNumberOfMessages, "MaxNumberOfMessages", {
      min: 1,
      max: limits.MAX_RECEIVE_MESSAGES,
      default: 1,
    });
    const waitSeconds = checked(input.WaitTimeSeconds, "WaitTimeSeconds", {
      ...limits.WAIT_SECONDS,
      default: queue.waitSeconds,
    });
    const visibility = { ...limits.VISIBILITY_TIMEOUT_SECONDS, default: queue.visibilityTimeoutSeconds };
    return {
      queue,
      max,
      visibilitySeconds: checked(input.VisibilityTimeout, "VisibilityTimeout", visibility),
      waitUntil: tools.startedAt + seconds(waitSeconds),
      deadLetterQueue: await readDeadLetterQueue(queue, tools),
      shards: shuffledShards(queue, tools),
      seed: hexId(tools.random, 16),
    };
  },

  commit(state, input, context): Claim<ReceiveMessageOutput> {
    const { queue, max, visibilitySeconds, waitUntil, deadLetterQueue, shards, seed } = state;
    const hiddenUntil = context.now + seconds(visibilitySeconds);
    return claim<Taken, ReceiveMessageOutput>({
      partitions: shards,
      dueUntil: context.now,
      limit: max,
      maxExamined: limits.MAX_EXAMINED,
      rewrite: (row, index) =>
        takeMessage(row, { queue, deadLetterQueue, hiddenUntil, receipt: `${seed}${index}` }, context),
      finish({ taken, noted, nextDueAt }) {
        const events = receiveEvents(queue, taken, noted, hiddenUntil, context.now);
        const wakes = noted.length > 0 && deadLetterQueue ? [queueArn(deadLetterQueue)] : [];
        if (taken.length === 0 && noted.length === 0 && context.now < waitUntil) {
          const recheck = nextDueAt === undefined ? {} : { recheckAt: nextDueAt };
          return { wait: { on: [queueArn(queue)], until: waitUntil, ...recheck } } satisfies Wait;
        }
        if (taken.length === 0) return { output: {}, events, wakes };
        return {
          call: async ({ bodies }): Promise<Done<ReceiveMessageOutput>> => {
            const Messages = await Promise.all(
              taken.map(async ({ message }) => receivedMessage(message, await bodyText(message.body, bodies), input)),
            );
            return { output: { Messages }, events, wakes };
          },
        };
      },
    });
  },
});

function checked(value: number | undefined, name: string, { min, max, default: otherwise }: limits.Range): number {
  if (value === undefined) return otherwise;
  if (!Number.isInteger(value) || value < min || value > max)
    throw invalidParameter(value, name, `Must be between ${min} and ${max}, if provided.`);
  return value;
}

function shuffledShards(queue: Queue, { context, random }: ReadTools): readonly Partition[] {
  const shards = Array.from({ length: queue.shards }, (_, shard) => shard);
  const shuffled: Partition[] = [];
  while (shards.length > 0) {
    const [shard = 0] = shards.splice(random.below(shards.length), 1);
    shuffled.push(shardPartition(context, queue, shard));
  }
  return shuffled;
}

interface TakeOptions {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue | undefined;
  readonly hiddenUntil: number;
  readonly receipt: string;
}

/** What one receive does to one due message: hand it out and hide it, move it when it is spent, pass over it when expired. */
function takeMessage(
  row: Row,
  { queue, deadLetterQueue, hiddenUntil, receipt }: TakeOptions,
  context: RequestContext,
): Rewrite<Taken> {
  const message = messageFromRow(row);
  const key = messageKey(context, queue, message);
  // The sweep removes it: a body in the BlobStore must go with its row.
  if (isExpired(message, queue, context.now)) return "skip";
  if (deadLetterQueue && isSpent(message, queue)) {
    const moved = deadLettered(message, queueArn(queue), message.shard % deadLetterQueue.shards);
    return {
      note: { kind: "moved", message: moved },
      writes: [
        { kind: "delete", key, expect: { version: row.version } },
        putMessage(messageKey(context, deadLetterQueue, moved), moved, context.now, "absent"),
        { kind: "add", key: totalsKey(context, queue), by: { messages: -1 } },
        { kind: "add", key: totalsKey(context, deadLetterQueue), by: { messages: 1 } },
      ],
    };
  }
  const taken = received(message, receipt, context.now);
  return {
    take: { kind: "received", message: taken },
    writes: [putMessage(key, taken, hiddenUntil, { version: row.version })],
  };
}

function receiveEvents(
  queue: Queue,
  taken: readonly Taken[],
  moved: readonly Taken[],
  hiddenUntil: number,
  now: number,
): EventDraft[] {
  const resource = queueArn(queue);
  const received = taken.map(({ message }): EventDraft => {
    const again =
      message.receiveCount > 1
        ? ` again (receive ${message.receiveCount}: it was received before and never deleted)`
        : "";
    const text = `message ${message.id} handed out${again} from shard ${message.shard}, hidden for ${(hiddenUntil - now) / 1000} s`;
    return {
      type: "message.received",
      resource,
      text,
      detail: { messageId: message.id, receiveCount: message.receiveCount },
    };
  });
  const given = moved.map(({ message }): EventDraft => {
    const target = queue.redrivePolicy?.deadLetterTargetArn ?? "";
    const text = `message ${message.id} moved to the dead-letter queue ${target}: received ${message.receiveCount} times, never deleted`;
    return {
      type: "message.dead-lettered",
      resource,
      text,
      detail: { messageId: message.id, receiveCount: message.receiveCount },
    };
  });
  return [...received, ...given];
}
