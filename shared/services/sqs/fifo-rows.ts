import type { Scope } from "../../core/context.ts";
import type { Value } from "../../core/json.ts";
import { seconds } from "../../core/time.ts";
import type { Put, Row, Write } from "../../ports/table-store.ts";
import type { ReadTools } from "../service.ts";
import { dueAt, emptyGroup, entryOf, type Group, type GroupEntry, missing, without } from "./fifo-group.ts";
import { IDLE_GROUP_SECONDS } from "./limits.ts";
import type { FifoMessage, Queue } from "./model.ts";
import { fifoKey, fifoMessageFromRow, fifoPartition } from "./table.ts";

/* Between groups and their rows (decision 80). */

type Reader = Pick<ReadTools, "store" | "context">;
type Root = Pick<Scope, "root">;

export interface StoredGroup {
  readonly group: Group;
  /** Undefined when the group has no row: it is empty. */
  readonly version: string | undefined;
}

export type StoredGroups = ReadonlyMap<string, StoredGroup>;

export function groupFromRow(row: Row): Group {
  return row.value as unknown as Group;
}

/** Groups by their ids, also those that are empty now. Senders need to know the last sequence number of an emptied one. */
export async function readGroups(
  queue: Queue,
  ids: readonly string[],
  { store, context }: Reader,
  purpose: "send" | "change",
): Promise<StoredGroups> {
  const distinct = [...new Set(ids)];
  const keys = (rows: "groups" | "idle") => distinct.map((id) => fifoKey(context, queue, rows, id));
  const found = await store.getMany([...keys("groups"), ...(purpose === "send" ? keys("idle") : [])]);
  return new Map(
    distinct.map((id, index): [string, StoredGroup] => {
      const row = found[index];
      if (row) return [id, { group: groupFromRow(row), version: row.version }];
      const idle = found[distinct.length + index]?.value as { lastSequence: string } | undefined;
      return [id, { group: emptyGroup(id, idle?.lastSequence ?? "0"), version: undefined }];
    }),
  );
}

/** Writes a group as it has become, on condition that nobody else has changed it. */
export function groupWrites(scope: Root, queue: Queue, before: StoredGroup, after: Group, now: number): Write[] {
  const key = fifoKey(scope, queue, "groups", after.id);
  const expect = before.version === undefined ? ("absent" as const) : { version: before.version };
  if (after.window.length > 0) return [putGroup(scope, queue, after, expect)];
  if (before.version === undefined) return [];
  return [
    { kind: "delete", key, expect },
    {
      kind: "put",
      key: fifoKey(scope, queue, "idle", after.id),
      value: { lastSequence: after.lastSequence },
      dueAt: now + seconds(IDLE_GROUP_SECONDS),
    },
  ];
}

export function putGroup(scope: Root, queue: Queue, group: Group, expect: NonNullable<Put["expect"]>): Put {
  const key = fifoKey(scope, queue, "groups", group.id);
  return { kind: "put", key, value: group as unknown as Value, dueAt: dueAt(group), expect };
}

/** Counts as in flight or delayed until it is visible. */
export function putHidden(scope: Root, queue: Queue, groupId: string, entry: GroupEntry): Put {
  const tag = entry.receiveCount > 0 ? "inFlight" : "delayed";
  const key = fifoKey(scope, queue, "hidden", groupId, entry.sequence);
  return { kind: "put", key, value: null, dueAt: entry.availableAt, tag };
}

export function putFifoMessage(scope: Root, queue: Queue, message: FifoMessage): Put {
  const key = fifoKey(scope, queue, "messages", message.groupId, message.sequence);
  return { kind: "put", key, value: message as unknown as Value, dueAt: message.sentAt, expect: "absent" };
}

/** Where a message of a FIFO queue is. */
export interface FifoPlace {
  readonly groupId: string;
  readonly sequence: string;
}

/** What goes of one group, and what becomes of it. */
export interface Removal {
  readonly before: StoredGroup;
  readonly after: Group;
  readonly rows: readonly Row[];
  readonly messages: readonly FifoMessage[];
}

/** Reads what the removal of messages takes: their rows, their groups, and who moves up into the windows. */
export async function readRemovals(queue: Queue, places: readonly FifoPlace[], tools: Reader): Promise<Removal[]> {
  const groups = await readGroups(
    queue,
    places.map(({ groupId }) => groupId),
    tools,
    "change",
  );
  const keys = places.map(({ groupId, sequence }) => fifoKey(tools.context, queue, "messages", groupId, sequence));
  const rows = (await tools.store.getMany(keys)).filter((row) => row !== undefined);
  return Promise.all(
    [...groups.values()].map(async (before) => {
      const mine = rows.filter((row) => fifoMessageFromRow(row).groupId === before.group.id);
      const messages = mine.map(fifoMessageFromRow);
      const gone = new Set(messages.map(({ sequence }) => sequence));
      const next = await readBehind(queue, before.group, missing(before.group, gone), tools);
      return { before, after: without(before.group, gone, next), rows: mine, messages };
    }),
  );
}

/** The messages behind a group's window, as they stand there when they were never received. */
async function readBehind(queue: Queue, group: Group, limit: number, { store, context }: Reader) {
  const last = group.window.at(-1);
  if (limit === 0 || !last) return [];
  const { sort: after } = fifoKey(context, queue, "messages", group.id, last.sequence);
  const range = { ...fifoPartition(context, queue, "messages"), prefix: `${group.id} `, after, limit };
  return (await store.query(range)).map((row) => entryOf(fifoMessageFromRow(row)));
}

export function removalWrites(scope: Root, queue: Queue, removals: readonly Removal[], now: number): Write[] {
  return removals.flatMap(({ before, after, rows, messages }) => [
    ...rows.map(
      ({ table, partition, sort, version }): Write => ({
        kind: "delete",
        key: { table, partition, sort },
        expect: { version },
      }),
    ),
    ...messages.map(
      ({ groupId, sequence }): Write => ({
        kind: "delete",
        key: fifoKey(scope, queue, "hidden", groupId, sequence),
      }),
    ),
    ...(messages.length > 0 ? groupWrites(scope, queue, before, after, now) : []),
  ]);
}

/** What was removed, as it was last: its row and its group's word together. */
export function removedMessages(removals: readonly Removal[]): FifoMessage[] {
  return removals.flatMap(({ before, messages }) =>
    messages.map((message) => ({
      ...message,
      ...before.group.window.find(({ sequence }) => sequence === message.sequence),
    })),
  );
}
