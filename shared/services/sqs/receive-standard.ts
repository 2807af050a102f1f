import type { RequestContext } from "../../core/context.ts";
import type { EventDraft } from "../../core/event.ts";
import type { Rewrite, Row, Write } from "../../ports/table-store.ts";
import { type Claim, claim, type Done, type Outside, type Wait } from "../service.ts";
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

interface Claimed {
  readonly taken: readonly Taken[];
  readonly moved: readonly Taken[];
}

/** Visits the shards in their drawn order until it has enough messages. */
export function receiveFromShards(
  state: ReceiveState,
  wanted: Wanted,
  context: RequestContext,
): Claim<ReceiveMessageOutput> {
  const { queue, max, hiddenUntil, waitUntil, deadLetterQueue, shards, seed } = state;
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
    finish({ taken, noted: moved, nextDueAt }) {
      if (taken.length === 0 && moved.length === 0 && context.now < waitUntil) {
        const recheck = nextDueAt === undefined ? {} : { recheckAt: nextDueAt };
        return { wait: { on: [queueArn(queue)], until: waitUntil, ...recheck } } satisfies Wait;
      }
      if (taken.length === 0) return { output: {}, ...told(state, { taken, moved }, context) };
      return { call: handOut(state, { taken, moved }, wanted, context) };
    },
  });
}

/** Reads the bodies of what was taken, and hands out as many as the answer has room for. */
function handOut(state: ReceiveState, { taken, moved }: Claimed, wanted: Wanted, context: RequestContext) {
  const { queue, counts } = state;
  return async ({ bodies, call }: Outside): Promise<Done<ReceiveMessageOutput>> => {
    if (counts) await call(countInFlight, { QueueArn: queueArn(queue) }, context.principal);
    const all = await Promise.all(
      taken.map(async ({ message }) => receivedMessage(message, await bodyText(message.body, bodies), wanted)),
    );
    const count = context.answerRoom ? fitting(all, context.answerRoom) : all.length;
    const { events, wakes } = told(state, { taken: taken.slice(0, count), moved }, context);
    if (count === all.length) return { output: { Messages: all }, events, wakes };
    // Nobody has seen the others: they are as they were before.
    const writes = taken.slice(count).flatMap(({ before }) => (before ? [putBack(before, queue, context)] : []));
    return { output: { Messages: all.slice(0, count) }, writes, events, wakes: [...wakes, queueArn(queue)] };
  };
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

/** What the journal hears of a receive, and who is woken by it. */
function told(
  { queue, deadLetterQueue, hiddenUntil }: ReceiveState,
  { taken, moved }: Claimed,
  { now }: RequestContext,
) {
  const hiddenSeconds = (hiddenUntil - now) / 1000;
  return {
    events: [
      ...taken.map(({ message }) => receivedEvent(message, queue, hiddenSeconds)),
      ...moved.map(({ message }) => deadLetteredEvent(message, queue)),
    ],
    wakes: moved.length > 0 && deadLetterQueue ? [queueArn(deadLetterQueue)] : [],
  };
}

function receivedEvent({ id, receiveCount, shard }: Message, queue: Queue, hiddenSeconds: number): EventDraft {
  const again = receiveCount > 1 ? ` again (receive ${receiveCount}: it was received before and never deleted)` : "";
  const text = `message ${id} handed out${again} from shard ${shard}, hidden for ${hiddenSeconds} s`;
  return { type: "message.received", resource: queueArn(queue), text, detail: { messageId: id, receiveCount } };
}

function deadLetteredEvent({ id, receiveCount }: Message, queue: Queue): EventDraft {
  const target = queue.redrivePolicy?.deadLetterTargetArn ?? "";
  const text = `message ${id} moved to the dead-letter queue ${target}: received ${receiveCount} times, never deleted`;
  return { type: "message.dead-lettered", resource: queueArn(queue), text, detail: { messageId: id, receiveCount } };
}
