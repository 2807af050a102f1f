import { describeQueues } from "../../../shared/services/sqs/operations/describe-queues.ts";
import type { Simulation } from "../simulation.ts";

/** What stays: playgrounds, queues, topics, who is subscribed to them, whose dead letters go where. The rest is on its way through. */
const LASTING = /^playgrounds$|\/sqs\/(queues$|dead-letter-sources\/)|\/sns\/(topics|.*(subscription|endpoint))/;

/** After a drain nothing is left: no message, no blob, no effect, no row that belongs to nothing. */
export async function leftovers({ machine }: Simulation): Promise<string[]> {
  const { world } = machine;
  const { blobs } = world.engine.ports;
  const faults: string[] = [];
  const { Queues } = await world.call(describeQueues, {});
  for (const { queue, counts } of Queues) {
    const left = counts.visible + counts.inFlight + counts.delayed;
    if (left > 0) faults.push(`${left} messages are left in ${queue.name} and cannot be received`);
  }
  const ids = await blobs.list({ storedBefore: Number.MAX_SAFE_INTEGER, limit: 10 });
  if (ids.length > 0) faults.push(`${ids.length} blobs are left that belong to nothing`);
  for (const partition of machine.partitions.values()) {
    if (LASTING.test(partition.partition)) continue;
    // Redrives are remembered; none is under way.
    const isHistory = partition.partition.includes("/sqs/moves/");
    const rows = await world.store.query({ ...partition, limit: 10, ...(isHistory ? { prefix: "active" } : {}) });
    if (rows.length > 0) faults.push(`${rows.length} rows are left in ${partition.partition}: ${rows[0]?.sort}`);
  }
  for (const { text } of await world.events({ type: "effect.abandoned" })) {
    if (!text.includes("does not exist")) faults.push(`an effect was given up: ${text}`);
  }
  return faults;
}
