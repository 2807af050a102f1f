import { uuid } from "../../core/ids.ts";
import type { Write } from "../../ports/table-store.ts";
import type { Done, ReadTools, RequestContext } from "../service.ts";
import { nextSequence } from "./fifo-group.ts";
import {
  putFifoMessage,
  type Removal,
  readGroups,
  readRemovals,
  removalWrites,
  removedMessages,
  type StoredGroups,
} from "./fifo-rows.ts";
import { appendToGroups } from "./fifo-send.ts";
import { FIFO_MOVE_PAGE } from "./limits.ts";
import { redrivenInOrder } from "./message.ts";
import type { FifoMessage, Queue } from "./model.ts";
import { pageSize, readDestinations, totalsOf } from "./move-destinations.ts";
import type { MovePosition, MoveTask } from "./move-task.ts";
import { fifoMessageFromRow, fifoPartition, queueArn } from "./table.ts";

interface Arrival {
  readonly destination: Queue;
  readonly groups: StoredGroups;
  readonly messages: readonly FifoMessage[];
}

/** What one step of a FIFO queue's redrive moves, and where the next goes on. */
export interface FifoMovePage {
  readonly removals: readonly Removal[];
  readonly arrivals: readonly Arrival[];
  readonly next: MovePosition | undefined;
  readonly failure: string | undefined;
}

/** Messages in the order in which they came, those that came before the redrive began. What is in flight stays, and what is behind it. */
export async function readFifoMovePage(queue: Queue, task: MoveTask, tools: ReadTools): Promise<FifoMovePage> {
  const limit = pageSize(task, FIFO_MOVE_PAGE);
  const { after } = task.at;
  const range = { ...fifoPartition(tools.context, queue, "messages"), until: task.startedAt, limit };
  const rows = await tools.store.due({ ...range, ...(after ? { after } : {}) });
  const messages = rows.map(fifoMessageFromRow);
  const groupIds = messages.map(({ groupId }) => groupId);
  const groups = await readGroups(queue, groupIds, tools, "change");
  const isFree = ({ groupId }: FifoMessage) =>
    groups.get(groupId)?.group.window.every(({ availableAt }) => availableAt <= tools.now) ?? false;
  const free = messages.filter(isFree);
  const destinationOf = await readDestinations(free, task, tools);
  const failing = free.findIndex((message) => typeof destinationOf(message) === "string");
  const moving = failing < 0 ? free : free.slice(0, failing);
  const failure = failing < 0 ? undefined : String(destinationOf(free[failing] as FifoMessage));
  const removals = await readRemovals(queue, moving, tools);
  // A group that was received from in the meantime has another version: the transaction sees it.
  const unchanged = removals.every(({ before }) => before.version === groups.get(before.group.id)?.version);
  const arrivals = unchanged ? await readArrivals(removedMessages(removals), destinationOf, tools) : [];
  const last = rows.at(-1);
  const isMore = rows.length === limit && last !== undefined;
  return {
    removals: unchanged ? removals : [],
    arrivals,
    next: unchanged ? (isMore ? { shard: 0, after: { dueAt: last.dueAt ?? 0, sort: last.sort } } : undefined) : task.at,
    failure: unchanged ? failure : undefined,
  };
}

async function readArrivals(
  messages: readonly FifoMessage[],
  destinationOf: (message: FifoMessage) => Queue | string,
  tools: ReadTools,
): Promise<Arrival[]> {
  const byArn = new Map<string, { destination: Queue; messages: FifoMessage[] }>();
  for (const message of messages.toSorted((left, right) => (left.sequence < right.sequence ? -1 : 1))) {
    const destination = destinationOf(message);
    if (typeof destination === "string") continue;
    const arn = queueArn(destination);
    const arrival = byArn.get(arn) ?? { destination, messages: [] };
    arrival.messages.push(message);
    byArn.set(arn, arrival);
  }
  return Promise.all(
    [...byArn.values()].map(async ({ destination, messages: mine }) => {
      const ids = mine.map(({ groupId }) => groupId);
      const groups = await readGroups(destination, ids, tools, "send");
      const last = new Map([...groups].map(([id, { group }]) => [id, group.lastSequence]));
      const arriving = mine.map((message) => {
        const sequence = nextSequence(last.get(message.groupId), tools.now);
        last.set(message.groupId, sequence);
        return redrivenInOrder({ ...message, id: uuid(tools.random) }, sequence, tools.now);
      });
      return { destination, groups, messages: arriving };
    }),
  );
}

export function commitFifoMove(
  queue: Queue,
  { removals, arrivals }: FifoMovePage,
  context: RequestContext,
): Omit<Done<never>, "output"> & { readonly moved: number } {
  const arrived = arrivals.flatMap(({ destination, groups, messages }): Write[] => [
    ...messages.map((message) => putFifoMessage(context, destination, message)),
    ...appendToGroups(destination, messages, groups, context),
  ]);
  const destinations = arrivals.flatMap(({ destination, messages }) => messages.map(() => destination));
  return {
    moved: destinations.length,
    writes: [
      ...removalWrites(context, queue, removals, context.now),
      ...arrived,
      ...totalsOf(queue, destinations, context),
    ],
    wakes: arrivals.map(({ destination }) => queueArn(destination)),
  };
}
