import type { TableStore } from "../../../shared/ports/table-store.ts";
import { messageState } from "../../../shared/services/sqs/message.ts";
import type { Queue } from "../../../shared/services/sqs/model.ts";
import { describeQueues } from "../../../shared/services/sqs/operations/describe-queues.ts";
import { messageFromRow, shardPartitions } from "../../../shared/services/sqs/table.ts";
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
  for (const partition of shardPartitions(scope, queue)) {
    for (const row of await store.query({ ...partition, limit: Number.MAX_SAFE_INTEGER })) {
      counted[messageState(messageFromRow(row), row.dueAt ?? 0, now)] += 1;
    }
  }
  return counted;
}
