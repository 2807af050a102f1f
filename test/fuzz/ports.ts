import { InboxGateway } from "../../shared/adapters/inbox/delivery-gateway.ts";
import { OutgoingGateway } from "../../shared/adapters/inbox/outgoing-gateway.ts";
import { MemoryBlobStore } from "../../shared/adapters/memory/blob-store.ts";
import { MemoryJobQueue } from "../../shared/adapters/memory/job-queue.ts";
import { MemoryJournal } from "../../shared/adapters/memory/journal.ts";
import { MemoryLogSink } from "../../shared/adapters/memory/log-sink.ts";
import { MemoryTableStore } from "../../shared/adapters/memory/table-store.ts";
import { MemoryTaskRuntime } from "../../shared/adapters/memory/task-runtime.ts";
import { MemoryWakeups } from "../../shared/adapters/memory/wakeups.ts";
import type { Ports } from "../../shared/engine/ports.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import type { Random } from "../../shared/ports/random.ts";
import { testSigner } from "../support/signer.ts";

/** Everything in memory, chance from a seed, and nothing that leaves the house. */
export function fuzzPorts({ clock, random }: { readonly clock: Clock; readonly random: Random }): Ports {
  const store = new MemoryTableStore({ random });
  return {
    store,
    blobs: new MemoryBlobStore({ clock, random }),
    clock,
    random,
    wakeups: new MemoryWakeups({ clock }),
    jobs: new MemoryJobQueue({ clock, random }),
    tasks: new MemoryTaskRuntime({ auto: true }),
    deliveries: new OutgoingGateway({ inbox: new InboxGateway({ store }), outlets: {} }),
    signer: testSigner,
    journal: new MemoryJournal({ clock }),
    logs: new MemoryLogSink(),
  };
}
