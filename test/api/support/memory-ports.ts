import type { OpenPorts } from "../../../functions/local/server.ts";
import { HttpOutlet } from "../../../shared/adapters/http-out/http-outlet.ts";
import { InboxGateway } from "../../../shared/adapters/inbox/delivery-gateway.ts";
import { OutgoingGateway } from "../../../shared/adapters/inbox/outgoing-gateway.ts";
import { MemoryBlobStore } from "../../../shared/adapters/memory/blob-store.ts";
import { MemoryJobQueue } from "../../../shared/adapters/memory/job-queue.ts";
import { MemoryJournal } from "../../../shared/adapters/memory/journal.ts";
import { MemoryLogSink } from "../../../shared/adapters/memory/log-sink.ts";
import { MemoryTableStore } from "../../../shared/adapters/memory/table-store.ts";
import { MemoryTaskRuntime } from "../../../shared/adapters/memory/task-runtime.ts";
import { MemoryWakeups } from "../../../shared/adapters/memory/wakeups.ts";
import { SmtpOutlet, type SmtpOutletOptions } from "../../../shared/adapters/smtp/smtp-outlet.ts";
import { SystemRandom } from "../../../shared/adapters/system/random.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { TaskRuntime } from "../../../shared/ports/task-runtime.ts";
import { testSigner } from "../../support/signer.ts";

/** Adapters that keep everything in memory, for a server that a test starts and forgets. */
export function memoryPorts({
  clock,
  tasks,
  smtp,
}: {
  clock: Clock;
  tasks: TaskRuntime | undefined;
  smtp?: SmtpOutletOptions | undefined;
}): OpenPorts {
  const random = new SystemRandom();
  const store = new MemoryTableStore({ random });
  const ports = {
    store,
    blobs: new MemoryBlobStore({ clock, random }),
    clock,
    random,
    wakeups: new MemoryWakeups({ clock }),
    jobs: new MemoryJobQueue({ clock, random }),
    tasks: tasks ?? new MemoryTaskRuntime({ auto: true }),
    deliveries: new OutgoingGateway({
      inbox: new InboxGateway({ store }),
      outlets: { http: new HttpOutlet({ reach: "everywhere" }), ...(smtp ? { email: new SmtpOutlet(smtp) } : {}) },
    }),
    signer: testSigner,
    journal: new MemoryJournal({ clock }),
    logs: new MemoryLogSink(),
  };
  return {
    ports,
    interrupt: () => ports.deliveries.stop(),
    async close() {
      await ports.tasks.close();
      await ports.jobs.close();
    },
  };
}
