import type { ReceiveMessageRequest } from "@aws-sdk/client-sqs";
import type { RequestContext } from "../../core/context.ts";
import type { Value } from "../../core/json.ts";
import { seconds } from "../../core/time.ts";
import type { Write } from "../../ports/table-store.ts";
import type { Call, ReadTools } from "../service.ts";
import { attemptNotRetryable } from "./errors.ts";
import { answer, receiveEvent } from "./fifo-answer.ts";
import { type GroupEntry, merged, withEntries } from "./fifo-group.ts";
import { groupWrites, putHidden, readGroups } from "./fifo-rows.ts";
import { DEDUPLICATION_SECONDS } from "./limits.ts";
import type { Queue } from "./model.ts";
import type { Attempt, AttemptItem, ReceiveMessageOutput, ReceiveState, StoredAttempt } from "./receive-state.ts";
import { fifoKey, fifoMessageFromRow } from "./table.ts";

/*
 * ReceiveRequestAttemptId: a receiver that lost its answer asks again and gets the same messages, hidden anew.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-receiverequestattemptid-request-parameter.html
 */

/**
 * The attempt of an id within five minutes, while its messages are hidden as it left them: not once they are visible again. Refused when
 * one was deleted, was received again or is hidden for another time.
 */
export async function readAttempt(
  queue: Queue,
  id: string | undefined,
  tools: ReadTools,
): Promise<Attempt | undefined> {
  if (id === undefined) return undefined;
  const { store, context, now } = tools;
  const row = await store.get(fifoKey(context, queue, "attempts", id));
  const attempt = row?.value as unknown as StoredAttempt | undefined;
  if (!attempt || attempt.expiresAt <= now) return undefined;
  const { items, hiddenUntil } = attempt;
  const stored = await readGroups(queue, [...new Set(items.map(({ groupId }) => groupId))], tools, "change");
  const isMine = ({ receipt, availableAt }: GroupEntry, groupId: string) =>
    items.some((item) => item.groupId === groupId && item.receipt === receipt) &&
    (availableAt === hiddenUntil || availableAt <= now);
  const groups = [...stored.values()].map((one) => ({
    stored: one,
    entries: one.group.window.filter((entry) => isMine(entry, one.group.id)),
  }));
  const left = groups.flatMap(({ entries }) => entries);
  if (left.length !== items.length) throw attemptNotRetryable(id);
  if (left.some(({ availableAt }) => availableAt <= now)) return undefined;
  const rows = await store.getMany(
    items.map(({ groupId, sequence }) => fifoKey(context, queue, "messages", groupId, sequence)),
  );
  const messages = rows.flatMap((one) => (one ? [fifoMessageFromRow(one)] : []));
  return { groups, messages, stored: attempt };
}

/** The same messages with the same handles; their visibility timeout begins anew. */
export function repeatAttempt(
  { queue, hiddenUntil }: ReceiveState,
  { groups, messages, stored: { items, expiresAt } }: Attempt,
  input: ReceiveMessageRequest,
  context: RequestContext,
): Call<ReceiveMessageOutput> {
  const hidden = groups.map(({ stored, entries }) => ({
    stored,
    entries: entries.map((entry) => ({ ...entry, availableAt: hiddenUntil })),
  }));
  const entries = new Map(hidden.flatMap((one) => one.entries.map((entry) => [entry.id, entry])));
  const repeated = messages.map((message) => merged(message, entries.get(message.id)));
  const writes = hidden.flatMap(({ stored, entries }): Write[] => [
    ...groupWrites(context, queue, stored, withEntries(stored.group, entries), context.now),
    ...entries.map((entry) => putHidden(context, queue, stored.group.id, entry)),
  ]);
  writes.push(...putStored(queue, input.ReceiveRequestAttemptId, { items, expiresAt, hiddenUntil }, context));
  return {
    async call(outside) {
      const output = await answer(repeated, input, outside);
      const events = repeated.map((message) => receiveEvent(queue, message, hiddenUntil, context.now));
      return { output, writes, events };
    },
  };
}

/** Remembers what an attempt has been given so far, together with each group that it takes from. */
export function putAttempt(
  queue: Queue,
  id: string | undefined,
  items: readonly AttemptItem[],
  hiddenUntil: number,
  context: RequestContext,
): Write[] {
  return putStored(queue, id, { items, hiddenUntil, expiresAt: context.now + seconds(DEDUPLICATION_SECONDS) }, context);
}

function putStored(queue: Queue, id: string | undefined, attempt: StoredAttempt, context: RequestContext): Write[] {
  if (id === undefined) return [];
  const value = attempt as unknown as Value;
  return [{ kind: "put", key: fifoKey(context, queue, "attempts", id), value, dueAt: attempt.expiresAt }];
}
