import { effectPartitions } from "../../shared/engine/effects.ts";
import { deleteAll, receiveFrom } from "./actions/messages.ts";
import { ALL_QUEUES } from "./actions/queues.ts";
import type { Simulation } from "./simulation.ts";

/** Longer than any visibility timeout, delay or retry that is left. */
const STEP_MILLISECONDS = 61_000;
const MAX_STEPS = 100;

/** Lets everything that is under way come to its end, then receives and deletes whatever there is. */
export async function drain(simulation: Simulation): Promise<void> {
  await settle(simulation);
  // A dead-letter queue fills while its sources are drained.
  for (;;) {
    const received = [];
    for (const name of ALL_QUEUES) received.push(await empty(name, simulation));
    if (!received.includes(true)) break;
  }
  await settle(simulation);
  await simulation.machine.sweepBlobs();
  // An hour has passed: what a FIFO queue remembers of its messages may be forgotten.
  await simulation.machine.sweep();
}

async function settle({ machine }: Simulation): Promise<void> {
  for (let step = 0; step < MAX_STEPS; step += 1) {
    while (await machine.work());
    if (step > 1 && (await effects(machine.world)) === 0) return;
    // The wall's time, as it passes for a server: nothing is replayed, the sweep must find what was lost.
    machine.world.clock.advance(STEP_MILLISECONDS);
    await machine.sweep();
  }
  throw new Error("effects do not come to their end");
}

async function effects({ store, root }: Simulation["machine"]["world"]): Promise<number> {
  const partitions = effectPartitions(await root());
  const rows = await Promise.all(partitions.map((partition) => store.query({ ...partition, limit: 1 })));
  return rows.flat().length;
}

async function empty(name: string, simulation: Simulation): Promise<boolean> {
  const queue = simulation.history.queue(name);
  if (!queue) return false;
  for (let found = false; ; found = true) {
    const batch = await receiveFrom(queue, simulation, { MaxNumberOfMessages: 10, VisibilityTimeout: 3600 });
    if (batch.length === 0) return found;
    await deleteAll(batch, simulation);
  }
}
