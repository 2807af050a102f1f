import type { RequestContext } from "../../core/context.ts";
import { ServiceError } from "../../core/errors.ts";
import type { EventDraft } from "../../core/event.ts";
import { type Done, LookAgain, type ReadTools } from "../service.ts";
import { readFifoReceipts } from "./fifo-held.ts";
import { type Removal, readRemovals, removalWrites, removedMessages } from "./fifo-rows.ts";
import { type HeldMessage, readReceipt, removeMessages } from "./held-message.ts";
import type { Message, Queue } from "./model.ts";
import { queueArn, totalsKey } from "./table.ts";

/** What deletions by receipt handle come to, in either kind of queue. */
export interface Deletion {
  /** By the handle's place: why it can't delete anything. */
  readonly faults: readonly (ServiceError | undefined)[];
  readonly held: readonly HeldMessage[];
  readonly removals: readonly Removal[];
}

export async function readDeletion(
  queue: Queue,
  handles: readonly (string | undefined)[],
  tools: ReadTools,
): Promise<Deletion> {
  if (queue.fifo) return readFifoDeletion(queue, handles, tools);
  const held: HeldMessage[] = [];
  const faults: (ServiceError | undefined)[] = [];
  for (const handle of handles) {
    try {
      const message = await readReceipt(handle, queue, tools);
      if (message) held.push(message);
      faults.push(undefined);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      faults.push(error);
    }
  }
  return { faults, held, removals: [] };
}

async function readFifoDeletion(
  queue: Queue,
  handles: readonly (string | undefined)[],
  tools: ReadTools,
): Promise<Deletion> {
  const { outcomes } = await readFifoReceipts(queue, handles, tools);
  const faults = outcomes.map((outcome) => ("fault" in outcome ? outcome.fault : undefined));
  const held = outcomes.flatMap((outcome) => ("held" in outcome && outcome.held ? [outcome.held] : []));
  // Two handles of one message are one deletion.
  const places = new Map(held.map(({ groupId, entry: { id, sequence } }) => [id, { groupId, sequence }]));
  const removals = await readRemovals(queue, [...places.values()], tools);
  // Received again since the handles were looked at: the transaction would delete what somebody else works on.
  const receipts = new Set(held.map(({ entry }) => entry.receipt));
  if (removedMessages(removals).some(({ receipt }) => !receipts.has(receipt))) throw new LookAgain();
  return { faults, held: [], removals };
}

export function deletionOf(
  queue: Queue,
  { held, removals }: Deletion,
  context: RequestContext,
): Omit<Done<never>, "output"> {
  if (!queue.fifo) return removeMessages(queue, held, context);
  const removed = removedMessages(removals);
  if (removed.length === 0) return {};
  return {
    writes: [
      ...removalWrites(context, queue, removals, context.now),
      { kind: "add", key: totalsKey(context, queue), by: { messages: -removed.length } },
    ],
    bodies: { drop: removed.map(({ body }) => body) },
    events: removed.map((message) => deletedEvent(queue, message)),
    // What waited behind it in its group can be received now.
    wakes: [queueArn(queue)],
  };
}

function deletedEvent(queue: Queue, { id, receiveCount, groupId = "" }: Message): EventDraft {
  const times = receiveCount === 1 ? "after one receive" : `after ${receiveCount} receives`;
  const text = `message ${id} deleted from ${queue.name} ${times}: what comes behind it in group ${groupId} can be received`;
  return { type: "message.deleted", resource: queueArn(queue), text, detail: { messageId: id, groupId } };
}
