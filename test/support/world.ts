import { InboxGateway } from "../../shared/adapters/inbox/delivery-gateway.ts";
import { OutgoingGateway } from "../../shared/adapters/inbox/outgoing-gateway.ts";
import { MemoryBlobStore } from "../../shared/adapters/memory/blob-store.ts";
import { MemoryJobQueue } from "../../shared/adapters/memory/job-queue.ts";
import { MemoryJournal } from "../../shared/adapters/memory/journal.ts";
import { MemoryLogSink } from "../../shared/adapters/memory/log-sink.ts";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { MemoryTableStore } from "../../shared/adapters/memory/table-store.ts";
import { MemoryTaskRuntime } from "../../shared/adapters/memory/task-runtime.ts";
import { MemoryWakeups } from "../../shared/adapters/memory/wakeups.ts";
import { DEFAULT_ACCOUNT, DEFAULT_PLAYGROUND, DEFAULT_REGION } from "../../shared/core/context.ts";
import type { PlaygroundEvent } from "../../shared/core/event.ts";
import { uuid } from "../../shared/core/ids.ts";
import type { OperationRef } from "../../shared/core/operation-ref.ts";
import type { CallOptions } from "../../shared/engine/engine.ts";
import { Engine } from "../../shared/engine/engine.ts";
import { readPlayground } from "../../shared/engine/playgrounds.ts";
import type { Caller } from "../../shared/engine/request.ts";
import { effectRef } from "../../shared/jobs/background.ts";
import { effectRetry } from "../../shared/jobs/retry.ts";
import type { Delivery } from "../../shared/ports/delivery-gateway.ts";
import type { Outlet } from "../../shared/ports/outlet.ts";
import type { TableStore } from "../../shared/ports/table-store.ts";
import type { Service } from "../../shared/services/service.ts";
import { testSigner } from "./signer.ts";

/** 2026-01-01T00:00:00Z: the tests' clock starts here. */
export const START = Date.UTC(2026, 0, 1);

export interface WorldOptions {
  readonly services: readonly Service[];
  readonly seed?: number;
  /** Wraps the store, to count or to fail. */
  wrapStore?(store: TableStore): TableStore;
  /** Where deliveries leave the world; without one they go no further than the inbox. */
  readonly outlets?: Readonly<Partial<Record<Delivery["kind"], Outlet>>>;
}

/** An engine on memory, a clock that stands still until it is moved, chance from a seed. */
export interface World {
  readonly engine: Engine;
  readonly clock: ManualClock;
  readonly random: SeededRandom;
  readonly store: TableStore;
  readonly tasks: MemoryTaskRuntime;
  readonly caller: Caller;
  call<Input, Output>(
    operation: OperationRef<Input, Output>,
    input: Input,
    as?: Partial<Caller>,
    options?: CallOptions,
  ): Promise<Output>;
  /** Moves playground time on, replaying what comes due, then delivers everything that is due. */
  advance(seconds: number): Promise<void>;
  /** Delivers effects until none is due. Errors of deliveries are in {@link World.errors}. */
  settle(): Promise<void>;
  events(filter?: { type?: string; traceId?: string }): Promise<readonly PlaygroundEvent[]>;
  /** The key root of the default playground now. */
  root(): Promise<string>;
  readonly errors: unknown[];
}

export function createWorld({ services, seed = 1, wrapStore = (store) => store, outlets = {} }: WorldOptions): World {
  const clock = new ManualClock(START);
  const random = new SeededRandom(seed);
  const store = wrapStore(new MemoryTableStore({ random }));
  const jobs = new MemoryJobQueue({ clock, random });
  const journal = new MemoryJournal({ clock });
  const tasks = new MemoryTaskRuntime({ auto: true });
  const errors: unknown[] = [];
  const blobs = new MemoryBlobStore({ clock, random });
  const ports = {
    store,
    blobs,
    clock,
    random,
    wakeups: new MemoryWakeups({ clock }),
    jobs,
    tasks,
    deliveries: new OutgoingGateway({ inbox: new InboxGateway({ store }), outlets }),
    signer: testSigner,
    journal,
    logs: new MemoryLogSink(),
  };
  const engine = new Engine({ services, ports, retry: effectRetry, onError: (error) => errors.push(error) });
  const root = async () => (await readPlayground(store, DEFAULT_PLAYGROUND)).root;

  async function settle(): Promise<void> {
    for (;;) {
      await engine.idle();
      const batch = await jobs.receive({ max: 10, leaseSeconds: 60, waitMilliseconds: 0 });
      if (batch.length === 0) return;
      for (const job of batch) await engine.deliver(effectRef(job));
      await jobs.complete(batch);
    }
  }

  return {
    engine,
    clock,
    random,
    store,
    tasks,
    caller,
    errors,
    root,
    settle,
    call: (operation, input, as = {}, options = {}) =>
      engine.call(operation, input, { ...caller, requestId: uuid(random), ...as }, options),
    async advance(seconds) {
      await engine.advanceClock(DEFAULT_PLAYGROUND, seconds * 1000);
      await settle();
    },
    async events({ type, traceId } = {}) {
      await journal.flush();
      const events = await journal.query({
        root: await root(),
        limit: 10_000,
        ...(traceId === undefined ? {} : { traceId }),
      });
      return type === undefined ? events : events.filter((event) => event.type === type);
    },
  };
}

/** Who calls when a test names nobody: the root of the default account. */
const caller: Caller = {
  playground: DEFAULT_PLAYGROUND,
  account: DEFAULT_ACCOUNT,
  region: DEFAULT_REGION,
  principal: { kind: "account", account: DEFAULT_ACCOUNT },
  traceId: "1-00000000-000000000000000000000000",
  requestId: "test",
  baseUrl: "http://127.0.0.1:4566",
};
