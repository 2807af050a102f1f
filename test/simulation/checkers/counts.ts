import type { TableStore } from "../../../shared/ports/table-store.ts";
import { merged } from "../../../shared/services/sqs/fifo-group.ts";
import { groupFromRow } from "../../../shared/services/sqs/fifo-rows.ts";
import { messageState } from "../../../shared/services/sqs/message.ts";
import type { Queue } from "../../../shared/services/sqs/model.ts";
import { describeQueues } from "../../../shared/services/sqs/operations/describe-queues.ts";
import {
  fifoMessageFromRow,
  fifoPartition,
  messageFromRow,
  messagePartitions,
} from "../../../shared/services/sqs/table.ts";
import type { Simulation } from "../simulation.ts";

/** The counts that a queue tells are those that a full recount of its rows gives. */
export async function recount({ machine }: Simulation): Promise<string[]> {
  const { world } = machine;
  const scope = { root: await world.root() };
  const now = await machine.now();
  const { Queues } = await world.call(describeQueues, {});
  const faults: string[] = [];
  for (const { queue, counts } of Queues) {
    const counted = await count(world.store, scope, queue, now);
    const told = JSON.stringify(counts);
    if (told !== JSON.stringify(counted)) {
      faults.push(`${queue.name} tells ${told}, its rows say ${JSON.stringify(counted)}`);
    }
  }
  return faults;
}

async function count(store: TableStore, scope: { root: string }, queue: Queue, now: number) {
  const counted = { visible: 0, inFlight: 0, delayed: 0 };
  const groups = queue.fifo ? await readWindows(store, scope, queue) : undefined;
  for (const partition of messagePartitions(scope, queue)) {
    for (const row of await store.query({ ...partition, limit: Number.MAX_SAFE_INTEGER })) {
      if (!groups) {
        counted[messageState(messageFromRow(row), row.dueAt ?? 0, now)] += 1;
        continue;
      }
      const sent = fifoMessageFromRow(row);
      const message = merged(sent, groups.get(`${sent.groupId} ${sent.sequence}`));
      counted[messageState(message, message.availableAt, now)] += 1;
    }
  }
  return counted;
}

/** What the groups of a FIFO queue say of their first messages. */
async function readWindows(store: TableStore, scope: { root: string }, queue: Queue) {
  const rows = await store.query({ ...fifoPartition(scope, queue, "groups"), limit: Number.MAX_SAFE_INTEGER });
  const entries = rows.map(groupFromRow).flatMap(({ id, window }) => {
    return window.map((entry) => [`${id} ${entry.sequence}`, entry] as const);
  });
  return new Map(entries);
}
