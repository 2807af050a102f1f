import type { RequestContext } from "../../core/context.ts";
import { seconds } from "../../core/time.ts";
import type { Put, Write } from "../../ports/table-store.ts";
import type { Done, ReadTools } from "../service.ts";
import { appended, emptyGroup, entryOf, nextSequence } from "./fifo-group.ts";
import { groupWrites, putFifoMessage, putHidden, readGroups, type StoredGroups } from "./fifo-rows.ts";
import { DEDUPLICATION_SECONDS } from "./limits.ts";
import type { FifoMessage, Queue } from "./model.ts";
import type { NewFifoMessage } from "./new-message.ts";
import type { PlacedMessage } from "./send.ts";
import { fifoKey, queueArn, totalsKey } from "./table.ts";

/** What was stored under a deduplication id. */
interface Known {
  readonly messageId: string;
  readonly sequence: string;
  readonly expiresAt: number;
}

type Ids = Pick<FifoMessage, "groupId" | "deduplicationId">;

/** What has to be known before messages are put into their groups. */
export interface FifoSendState {
  readonly groups: StoredGroups;
  /** By the sort key of the deduplication. */
  readonly known: ReadonlyMap<string, { readonly known: Known; readonly version: string }>;
}

/** What becomes of one message: stored, or taken for one that was stored before. */
export interface FifoSent {
  readonly messageId: string;
  readonly sequence: string;
  /** Undefined for a duplicate. */
  readonly message: NewFifoMessage | undefined;
}

export async function readFifoSend(
  queue: Queue,
  ids: readonly Ids[],
  tools: Pick<ReadTools, "store" | "context">,
): Promise<FifoSendState> {
  const groupIds = ids.map(({ groupId }) => groupId);
  const keys = new Map(ids.flatMap((one) => scopesOf(one)).map((scope) => [scope.join(" "), scope]));
  const [groups, rows] = await Promise.all([
    readGroups(queue, groupIds, tools, "send"),
    tools.store.getMany([...keys.values()].map((scope) => fifoKey(tools.context, queue, "deduplication", ...scope))),
  ]);
  const known = rows.flatMap((row) =>
    row ? [[row.sort, { known: row.value as unknown as Known, version: row.version }] as const] : [],
  );
  return { groups, known: new Map(known) };
}

/**
 * An id counts in the queue or in its group, as the queue is set when the message comes. What was stored before a change of the
 * setting still counts, as it was recorded from AWS.
 */
function scopesOf({ groupId, deduplicationId }: Ids): readonly (readonly [string, ...string[]])[] {
  return [
    ["queue", deduplicationId],
    ["group", groupId, deduplicationId],
  ];
}

/** Gives each message its sequence number, in order, and sees which are duplicates. Pure. */
export function orderMessages(
  queue: Queue,
  messages: readonly NewFifoMessage[],
  { groups, known }: FifoSendState,
  now: number,
): readonly FifoSent[] {
  const last = new Map([...groups].map(([id, { group }]) => [id, group.lastSequence]));
  const stored = new Map([...known].map(([sort, { known }]) => [sort, known]));
  return messages.map((one) => {
    const { groupId, id: messageId } = one.message;
    const scopes = scopesOf(one.message).map((scope) => scope.join(" "));
    const before = scopes.map((scope) => stored.get(scope)).find((found) => found && found.expiresAt > now);
    if (before) return { messageId: before.messageId, sequence: before.sequence, message: undefined };
    const sequence = nextSequence(last.get(groupId), now);
    last.set(groupId, sequence);
    stored.set(scopeOf(queue, one.message), { messageId, sequence, expiresAt: now + seconds(DEDUPLICATION_SECONDS) });
    return { messageId, sequence, message: { ...one, message: { ...one.message, sequence } } };
  });
}

function scopeOf({ fifo }: Queue, ids: Ids): string {
  const [ofQueue = [], ofGroup = []] = scopesOf(ids);
  return (fifo?.deduplicationScope === "messageGroup" ? ofGroup : ofQueue).join(" ");
}

/** Stores what was new: its row, its id for five minutes, its group; a total for them all. */
export function storeFifoMessages(
  queue: Queue,
  placed: readonly PlacedMessage<FifoMessage>[],
  { groups, known }: FifoSendState,
  context: RequestContext,
): Omit<Done<never>, "output"> {
  if (placed.length === 0) return {};
  const { now } = context;
  const messages = placed.map(({ message }) => message);
  const perMessage = messages.flatMap((message): Write[] => {
    const hidden = message.availableAt > now ? [putHidden(context, queue, message.groupId, entryOf(message))] : [];
    const sort = scopeOf(queue, message);
    return [
      putFifoMessage(context, queue, message),
      ...hidden,
      putKnown(message, sort, known.get(sort)?.version, queue, context),
    ];
  });
  const resource = queueArn(queue);
  return {
    writes: [
      ...perMessage,
      ...appendToGroups(queue, messages, groups, context),
      { kind: "add", key: totalsKey(context, queue), by: { messages: messages.length } },
    ],
    bodies: { keep: messages.map(({ body }) => body) },
    events: messages.map((message) => ({
      type: "message.sent",
      resource,
      text: sentText(queue, message),
      detail: { messageId: message.id, groupId: message.groupId, sequenceNumber: message.sequence },
    })),
    wakes: [resource],
  };
}

function putKnown(
  { id, sequence }: FifoMessage,
  sort: string,
  version: string | undefined,
  queue: Queue,
  context: RequestContext,
): Put {
  const expiresAt = context.now + seconds(DEDUPLICATION_SECONDS);
  return {
    kind: "put",
    key: fifoKey(context, queue, "deduplication", sort),
    value: { messageId: id, sequence, expiresAt },
    dueAt: expiresAt,
    expect: version === undefined ? "absent" : { version },
  };
}

/** Each group once, with all its new messages behind what it has. */
export function appendToGroups(
  queue: Queue,
  messages: readonly FifoMessage[],
  groups: StoredGroups,
  context: RequestContext,
): Write[] {
  const byGroup = Map.groupBy(messages, ({ groupId }) => groupId);
  return [...byGroup].flatMap(([id, mine]) => {
    const before = groups.get(id) ?? { group: emptyGroup(id, "0"), version: undefined };
    const after = mine.map(entryOf).reduce(appended, before.group);
    return groupWrites(context, queue, before, after, context.now);
  });
}

function sentText(queue: Queue, { id, groupId, availableAt, sentAt, sequence }: FifoMessage): string {
  const delay = availableAt > sentAt ? `, hidden for its first ${(availableAt - sentAt) / 1000} s` : "";
  return `message ${id} stored in ${queue.name}, in group ${groupId} as number ${sequence}${delay}`;
}

/** What a sender is told of a message that was sent before: it is accepted, and not stored. */
export function duplicateEvents(queue: Queue, sent: readonly FifoSent[]): NonNullable<Done<never>["events"]> {
  return sent
    .filter(({ message }) => message === undefined)
    .map(({ messageId }) => ({
      type: "message.deduplicated",
      resource: queueArn(queue),
      text: `a message to ${queue.name} was accepted and not stored: ${messageId} came with the same deduplication id less than five minutes ago`,
      detail: { messageId },
    }));
}
