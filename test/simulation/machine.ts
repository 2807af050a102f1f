import type { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { DEFAULT_PLAYGROUND } from "../../shared/core/context.ts";
import type { OperationRef } from "../../shared/core/operation-ref.ts";
import { Engine } from "../../shared/engine/engine.ts";
import { readPlayground } from "../../shared/engine/playgrounds.ts";
import { effectRef } from "../../shared/jobs/background.ts";
import { effectRetry } from "../../shared/jobs/retry.ts";
import type { Key, Partition, TableStore } from "../../shared/ports/table-store.ts";
import type { Service } from "../../shared/services/service.ts";
import { createWorld, type World } from "../support/world.ts";
import { Life } from "./crash.ts";
import { FAULTS, type FaultRates, NO_FAULTS } from "./faults.ts";
import { faultyPorts, isCrash } from "./faulty-ports.ts";

/** How long a worker has a job to itself. */
const LEASE_SECONDS = 30;
const HOUR_MILLISECONDS = 3_600_000;

/** A server that is killed and started again on the same rows, blobs and jobs. */
export class Machine {
  readonly world: World;
  /** Every partition that rows were written to. */
  readonly partitions = new Map<string, Partition>();
  readonly #services: readonly Service[];
  readonly #random: SeededRandom;
  #rates: FaultRates = FAULTS;
  #life = new Life();
  #engine: Engine;
  restarts = 0;

  constructor(services: readonly Service[], seed: number, random: SeededRandom, store?: TableStore) {
    this.world = createWorld({ services, seed, wrapStore: (memory) => this.#remember(store ?? memory) });
    this.#services = services;
    this.#random = random;
    this.#engine = this.#start();
  }

  get isDead(): boolean {
    return this.#life.over;
  }

  call<Input, Output>(operation: OperationRef<Input, Output>, input: Input): Promise<Output> {
    return this.#engine.call(operation, input, { ...this.world.caller, requestId: "simulated" });
  }

  /** Playground time, read past all faults. */
  async now(): Promise<number> {
    const { clockOffset } = await readPlayground(this.world.store, DEFAULT_PLAYGROUND);
    return this.world.clock.now() + clockOffset;
  }

  kill(): void {
    this.#life.end();
  }

  async restart(): Promise<void> {
    this.kill();
    this.#life = new Life();
    this.#engine = this.#start();
    this.restarts += 1;
    await survive(this.#engine.recover(DEFAULT_PLAYGROUND));
  }

  /** From here on nothing goes wrong any more. */
  calm(): void {
    this.#rates = NO_FAULTS;
  }

  async advance(milliseconds: number): Promise<void> {
    await survive(this.#engine.advanceClock(DEFAULT_PLAYGROUND, milliseconds));
  }

  async sweep(): Promise<void> {
    await survive(this.#engine.sweepPlayground(DEFAULT_PLAYGROUND));
  }

  /** An hour passes, and blobs without a row are removed. */
  async sweepBlobs(): Promise<void> {
    this.world.clock.advance(HOUR_MILLISECONDS + 1);
    await survive(this.#engine.sweepBlobs());
  }

  /** One round of a worker: takes some jobs, does each once or twice, and may forget to say that it is done. */
  async work(): Promise<boolean> {
    const { jobs } = this.world.engine.ports;
    const batch = await jobs.receive({
      max: 1 + this.#random.below(10),
      leaseSeconds: LEASE_SECONDS,
      waitMilliseconds: 0,
    });
    const deliveries = batch.map(async (job) => {
      const ref = effectRef(job);
      const twice = this.#random.below(1000) < this.#rates.doubleJobs;
      await survive(Promise.all([ref, ...(twice ? [ref] : [])].map((one) => this.#engine.deliver(one))));
      if (this.#life.over || this.#random.below(1000) < this.#rates.uncompletedJobs) return;
      await jobs.complete([job]);
    });
    await Promise.all(deliveries);
    return batch.length > 0;
  }

  #remember(store: TableStore): TableStore {
    const note = (keys: readonly Key[]) => {
      for (const { table, partition } of keys) this.partitions.set(`${table} ${partition}`, { table, partition });
    };
    const transact = store.transact.bind(store);
    store.transact = (writes) => {
      note(writes.map(({ key }) => key));
      return transact(writes);
    };
    const claim = store.claim.bind(store);
    store.claim = (request) =>
      claim({
        ...request,
        rewrite(row, index) {
          const result = request.rewrite(row, index);
          if (result !== "skip") note(result.writes.map(({ key }) => key));
          return result;
        },
      });
    return store;
  }

  #start(): Engine {
    const chaos = { random: this.#random, rates: () => this.#rates };
    return new Engine({
      services: this.#services,
      ports: faultyPorts(this.world.engine.ports, this.#life, chaos),
      retry: effectRetry,
      onError(error) {
        if (!isCrash(error)) throw error;
      },
    });
  }
}

/** Work of the server itself, which dies with it. */
async function survive(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isCrash(error)) throw error;
  }
}
