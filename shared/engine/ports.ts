import type { BlobStore } from "../ports/blob-store.ts";
import type { Clock } from "../ports/clock.ts";
import type { DeliveryGateway } from "../ports/delivery-gateway.ts";
import type { JobQueue } from "../ports/job-queue.ts";
import type { Journal } from "../ports/journal.ts";
import type { LogSink } from "../ports/log-sink.ts";
import type { MessageSigner } from "../ports/message-signer.ts";
import type { Random } from "../ports/random.ts";
import type { TableStore } from "../ports/table-store.ts";
import type { TaskRuntime } from "../ports/task-runtime.ts";
import type { Wakeups } from "../ports/wakeups.ts";

/** Everything that the engine needs of the world. A composition root chooses the adapters. */
export interface Ports {
  readonly store: TableStore;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly wakeups: Wakeups;
  readonly jobs: JobQueue;
  readonly tasks: TaskRuntime;
  readonly deliveries: DeliveryGateway;
  readonly signer: MessageSigner;
  readonly journal: Journal;
  readonly logs: LogSink;
}
