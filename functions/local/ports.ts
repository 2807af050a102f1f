import { join } from "node:path";
import { FileBlobStore } from "../../shared/adapters/filesystem/blob-store.ts";
import { HttpOutlet } from "../../shared/adapters/http-out/http-outlet.ts";
import { InboxGateway } from "../../shared/adapters/inbox/delivery-gateway.ts";
import { OutgoingGateway } from "../../shared/adapters/inbox/outgoing-gateway.ts";
import { openEnvironment } from "../../shared/adapters/lmdb/environment.ts";
import { LmdbJobQueue } from "../../shared/adapters/lmdb/job-queue.ts";
import { LmdbJournal } from "../../shared/adapters/lmdb/journal.ts";
import { LmdbLogSink } from "../../shared/adapters/lmdb/log-sink.ts";
import { LmdbTableStore } from "../../shared/adapters/lmdb/table-store.ts";
import { MemoryWakeups } from "../../shared/adapters/memory/wakeups.ts";
import { ProcessTaskRuntime } from "../../shared/adapters/process/task-runtime.ts";
import { fileKeeper } from "../../shared/adapters/signing/file-keeper.ts";
import { RsaSigner } from "../../shared/adapters/signing/rsa-signer.ts";
import { SmtpOutlet } from "../../shared/adapters/smtp/smtp-outlet.ts";
import { SystemClock } from "../../shared/adapters/system/clock.ts";
import { SystemRandom } from "../../shared/adapters/system/random.ts";
import type { TableStore } from "../../shared/ports/table-store.ts";
import type { OutgoingSettings } from "./outgoing-settings.ts";
import type { OpenPorts } from "./server.ts";

export interface LocalPortsOptions {
  readonly dataFolder: string;
  /** Where the server listens: tasks call it back there. */
  readonly url: string;
  readonly apiKey?: string | undefined;
  /** What may leave the machine, and how; everything over HTTP, and no mail, when absent. */
  readonly outgoing?: OutgoingSettings | undefined;
}

/** The local server's adapters: rows, jobs, journal and logs in LMDB, bytes in files, tasks as processes. */
export async function openPorts({ dataFolder, url, apiKey, outgoing }: LocalPortsOptions): Promise<OpenPorts> {
  const clock = new SystemClock();
  const random = new SystemRandom();
  const environment = openEnvironment(join(dataFolder, "store"));
  const store = new LmdbTableStore({ environment, random });
  const wakeups = new MemoryWakeups({ clock });
  const logs = new LmdbLogSink({ environment });
  const key = apiKey === undefined ? {} : { SKYGROUND_API_KEY: apiKey };
  const ports = {
    store,
    blobs: new FileBlobStore(dataFolder, { clock, random }),
    clock,
    random,
    wakeups,
    jobs: new LmdbJobQueue({ environment, clock, random, wakeups }),
    tasks: new ProcessTaskRuntime({
      logs,
      clock,
      random,
      folder: join(dataFolder, "tasks"),
      environment: () => ({ SKYGROUND_URL: url, ...key }),
    }),
    deliveries: openDeliveries(store, outgoing),
    signer: new RsaSigner({ keeper: fileKeeper(join(dataFolder, "signing-key.pem"), random), clock, random }),
    journal: new LmdbJournal({ environment, clock }),
    logs,
  };
  return {
    ports,
    interrupt: () => ports.deliveries.stop(),
    async close() {
      await ports.tasks.close();
      await ports.jobs.close();
      await ports.journal.close();
      await logs.close();
      await store.close();
      await environment.close();
    },
  };
}

function openDeliveries(store: TableStore, { reach = "everywhere", smtp }: OutgoingSettings = {}): OutgoingGateway {
  const outlets = { http: new HttpOutlet({ reach }), ...(smtp ? { email: new SmtpOutlet(smtp) } : {}) };
  return new OutgoingGateway({ inbox: new InboxGateway({ store }), outlets });
}
