import type { RequestContext } from "../../core/context.ts";
import type { EventDraft } from "../../core/event.ts";
import type { Rewrite, Row, Write } from "../../ports/table-store.ts";
import { type Claim, claim, type Done, type Wait } from "../service.ts";
import { expectedBytes, fitting } from "./answer-room.ts";
import * as limits from "./limits.ts";
import { deadLettered, isExpired, isSpent, received } from "./message.ts";
import type { Message, Queue } from "./model.ts";
import { countInFlight } from "./operations/count-in-flight.ts";
import type { ReceiveMessageOutput, ReceiveState, Wanted } from "./receive-state.ts";
import { bodyText, receivedMessage } from "./received-message.ts";
import { messageFromRow, messageKey, putMessage, queueArn, totalsKey } from "./table.ts";

/** What a claim tells of a row: handed out, or moved to the dead-letter queue. */
type Taken = { readonly kind: "received" | "moved"; readonly message: Message; readonly before?: Message };

/** Visits the shards in their drawn order until it has enough messages. */
export function receiveFromShards(
  { queue, max, hiddenUntil, waitUntil, deadLetterQueue, shards, seed, counts }: ReceiveState,
  wanted: Wanted,
  context: RequestContext,
): Claim<ReceiveMessageOutput> {
  // By the number of messages taken before: a rewrite that lost a conflict is run again under the same number.
  const expected: number[] = [];
  return claim<Taken, ReceiveMessageOutput>({
    partitions: shards,
    dueUntil: context.now,
    limit: max,
    maxExamined: limits.MAX_EXAMINED,
    rewrite(row, index) {
      const { answerRoom } = context;
      if (answerRoom) {
        expected[index] = expectedBytes(messageFromRow(row), answerRoom);
        const together = expected.slice(0, index + 1).reduce((sum, bytes) => sum + bytes, 0);
        if (index > 0 && together > answerRoom.bytes) return "skip";
      }
      return takeMessage(row, { queue, deadLetterQueue, hiddenUntil, receipt: `${seed}${index}` }, context);
    },
    finish({ taken, noted, nextDueAt }) {
      const events = receiveEvents(queue, taken, noted, hiddenUntil, context.now);
      const wakes = noted.length > 0 && deadLetterQueue ? [queueArn(deadLetterQueue)] : [];
      if (taken.length === 0 && noted.length === 0 && context.now < waitUntil) {
        const recheck = nextDueAt === undefined ? {} : { recheckAt: nextDueAt };
        return { wait: { on: [queueArn(queue)], until: waitUntil, ...recheck } } satisfies Wait;
      }
      if (taken.length === 0) return { output: {}, events, wakes };
      return {
        call: async ({ bodies, call }): Promise<Done<ReceiveMessageOutput>> => {
          if (counts) await call(countInFlight, { QueueArn: queueArn(queue) }, context.principal);
          const Messages = await Promise.all(
            taken.map(async ({ message }) => receivedMessage(message, await bodyText(message.body, bodies), wanted)),
          );
          const count = context.answerRoom ? fitting(Messages, context.answerRoom) : Messages.length;
          if (count === Messages.length) return { output: { Messages }, events, wakes };
          // Nobody has seen the others: they are as they were before.
          const writes = taken.slice(count).flatMap(({ before }) => (before ? [putBack(before, queue, context)] : []));
          const output = { Messages: Messages.slice(0, count) };
          const told = receiveEvents(queue, taken.slice(0, count), noted, hiddenUntil, context.now);
          return { output, writes, events: told, wakes: [...wakes, queueArn(queue)] };
        },
      };
    },
  });
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
    take: { kind: "received", message: taken, before: message },
    writes: [putMessage(key, taken, hiddenUntil, { version: row.version })],
  };
}

function putBack(message: Message, queue: Queue, context: RequestContext): Write {
  return putMessage(messageKey(context, queue, message), message, context.now, "present");
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
