import type { ReceiveMessageRequest } from "@aws-sdk/client-sqs";
import type { AnswerRoom, RequestContext } from "../../core/context.ts";
import { seconds } from "../../core/time.ts";
import type { Rewrite, Row } from "../../ports/table-store.ts";
import { type Claim, claim, type Done, type Outside, type Wait } from "../service.ts";
import { fitting } from "./answer-room.ts";
import { answer, receiveEvent } from "./fifo-answer.ts";
import { putAttempt } from "./fifo-attempt.ts";
import { type GroupEntry, type TakeRules, take } from "./fifo-group.ts";
import { groupFromRow, putGroup, putHidden } from "./fifo-rows.ts";
import { MAX_EXAMINED } from "./limits.ts";
import { changeMessageVisibility } from "./operations/change-message-visibility.ts";
import { countInFlight } from "./operations/count-in-flight.ts";
import { deadLetterMessages } from "./operations/dead-letter-messages.ts";
import { readFifoMessages } from "./operations/read-fifo-messages.ts";
import type { AttemptItem, ReceiveMessageOutput, ReceiveState } from "./receive-state.ts";
import { fifoPartition, queueArn } from "./table.ts";

/** What one group gives: messages in order, and those that go to the dead-letter queue. */
interface Taken {
  readonly groupId: string;
  readonly given: readonly GroupEntry[];
  readonly spent: readonly GroupEntry[];
}

/** Takes the first messages of groups that are not locked: a claim on the groups' rows (decision 80). */
export function receiveFromGroups(
  state: ReceiveState,
  input: ReceiveMessageRequest,
  context: RequestContext,
): Claim<ReceiveMessageOutput> {
  const { queue, max, waitUntil } = state;
  // By the number of groups taken before: a rewrite that lost a conflict is run again under the same number.
  const given: Taken[] = [];
  return claim<Taken, ReceiveMessageOutput>({
    partitions: [fifoPartition(context, queue, "groups")],
    dueUntil: context.now,
    limit: max,
    maxExamined: MAX_EXAMINED,
    rewrite(row, index) {
      const before = given.slice(0, index);
      const rewritten = takeFromGroup(row, before, state, input, context);
      if (rewritten !== "skip" && "take" in rewritten) given[index] = rewritten.take;
      return rewritten;
    },
    finish({ taken, noted, nextDueAt }) {
      const touched = [...taken, ...noted];
      if (touched.length === 0 && context.now < waitUntil) {
        const recheck = nextDueAt === undefined ? {} : { recheckAt: nextDueAt };
        return { wait: { on: [queueArn(queue)], until: waitUntil, ...recheck } } satisfies Wait;
      }
      if (touched.length === 0) return { output: {} };
      return { call: (outside) => handOut(state, touched, input, context, outside) };
    },
  });
}

function takeFromGroup(
  row: Row,
  before: readonly Taken[],
  state: ReceiveState,
  input: ReceiveMessageRequest,
  context: RequestContext,
): Rewrite<Taken> {
  const { queue, max, seed } = state;
  const sofar = before.reduce((sum, { given }) => sum + given.length, 0);
  const group = groupFromRow(row);
  const taken = take(group, {
    ...takeRules(state, context.now),
    max: max - sofar,
    fits: (entry, given) => fits([...before.flatMap((taken) => taken.given), ...given, entry], context.answerRoom),
    receipt: (index) => `${seed}${sofar + index}`,
  });
  const result: Taken = { groupId: group.id, given: taken.given, spent: taken.spent };
  if (taken.given.length === 0) return taken.spent.length === 0 ? "skip" : { note: result, writes: [] };
  const items = [...before, result].flatMap(itemsOf);
  return {
    take: result,
    writes: [
      putGroup(context, queue, taken.group, { version: row.version }),
      ...taken.given.map((entry) => putHidden(context, queue, group.id, entry)),
      ...putAttempt(queue, input.ReceiveRequestAttemptId, items, state.hiddenUntil, context),
    ],
    last: sofar + taken.given.length >= max,
  };
}

function takeRules(
  { queue, deadLetterQueue, hiddenUntil }: ReceiveState,
  now: number,
): Omit<TakeRules, "max" | "receipt" | "fits"> {
  const maxReceiveCount = deadLetterQueue ? queue.redrivePolicy?.maxReceiveCount : undefined;
  return {
    now,
    hiddenUntil,
    isExpired: ({ sentAt }) => sentAt + seconds(queue.retentionSeconds) <= now,
    isSpent: ({ receiveCount }) => maxReceiveCount !== undefined && receiveCount >= maxReceiveCount,
  };
}

/** By their bodies: what they need beside these is seen when they are read. */
function fits(entries: readonly GroupEntry[], room: AnswerRoom | undefined): boolean {
  return !room || entries.length === 1 || entries.reduce((sum, { size }) => sum + size, 0) <= room.bytes;
}

function itemsOf({ groupId, given }: Taken): AttemptItem[] {
  return given.map(({ sequence, receipt = "" }) => ({ groupId, sequence, receipt }));
}

/** Reads what was taken, and sends on its way what was received too often. */
async function handOut(
  { queue, hiddenUntil, counts }: ReceiveState,
  taken: readonly Taken[],
  input: ReceiveMessageRequest,
  context: RequestContext,
  outside: Outside,
): Promise<Done<ReceiveMessageOutput>> {
  for (const { groupId, spent } of taken) {
    if (spent.length === 0) continue;
    const sequences = spent.map(({ sequence }) => sequence);
    await outside.call(deadLetterMessages, { queue, groupId, sequences }, context.principal);
  }
  const places = taken.flatMap(({ groupId, given }) => given.map(({ sequence }) => ({ groupId, sequence })));
  if (places.length === 0) return { output: {} };
  if (counts) await outside.call(countInFlight, { QueueArn: queueArn(queue) }, context.principal);
  const { messages } = await outside.call(readFifoMessages, { queue, places }, context.principal);
  const entries = new Map(
    taken.flatMap(({ groupId, given }) => given.map((entry) => [placeOf(groupId, entry), entry])),
  );
  const received = messages.map((message) => ({ ...message, ...entries.get(placeOf(message.groupId, message)) }));
  const output = await answer(received, input, outside);
  const given = await putBackTheRest(output, input, context, outside);
  return {
    output: given,
    events: received
      .slice(0, given.Messages?.length)
      .map((message) => receiveEvent(queue, message, hiddenUntil, context.now)),
  };
}

/** What turns out not to fit comes next: it can be received again at once, and counts as received once more. */
async function putBackTheRest(
  output: ReceiveMessageOutput,
  { QueueUrl }: ReceiveMessageRequest,
  { answerRoom, principal }: RequestContext,
  outside: Outside,
): Promise<ReceiveMessageOutput> {
  const { Messages = [] } = output;
  const count = answerRoom ? fitting(Messages, answerRoom) : Messages.length;
  if (count === Messages.length) return output;
  for (const { ReceiptHandle } of Messages.slice(count)) {
    await outside.call(changeMessageVisibility, { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }, principal);
  }
  return { Messages: Messages.slice(0, count) };
}

function placeOf(groupId: string, { sequence }: { readonly sequence: string }): string {
  return `${groupId} ${sequence}`;
}
