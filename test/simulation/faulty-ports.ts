import type { Ports } from "../../shared/engine/ports.ts";
import type { BlobStore } from "../../shared/ports/blob-store.ts";
import type { JobQueue, NewJob } from "../../shared/ports/job-queue.ts";
import type { Random } from "../../shared/ports/random.ts";
import type { Claimed, ClaimRequest, Key, TableStore, TransactResult, Write } from "../../shared/ports/table-store.ts";
import { Crash, type Life } from "./crash.ts";
import type { FaultRates } from "./faults.ts";

export interface Chaos {
  readonly random: Random;
  readonly rates: () => FaultRates;
}

/** The ports of one life of the server, with the faults that chance has in store for it. */
export function faultyPorts(ports: Ports, life: Life, chaos: Chaos): Ports {
  return {
    ...ports,
    store: faultyStore(ports.store, life, chaos),
    blobs: mortal(ports.blobs, life, chaos.random),
    jobs: faultyJobs(ports.jobs, life, chaos),
  };
}

function happens({ random, rates }: Chaos, fault: keyof FaultRates): boolean {
  return random.below(1000) < rates()[fault];
}

function faultyStore(store: TableStore, life: Life, chaos: Chaos): TableStore {
  const deadly = async <T>(work: () => Promise<T>): Promise<T> => {
    if (happens(chaos, "crashes")) life.end();
    life.beat();
    const result = await work();
    if (happens(chaos, "crashes")) life.end();
    life.beat();
    return result;
  };
  return mortal(store, life, chaos.random, {
    async transact(writes: readonly Write[]): Promise<TransactResult> {
      await dawdle(chaos.random);
      const victim = happens(chaos, "conflicts") ? contested(writes) : undefined;
      return deadly(async () => (victim ? { ok: false, conflict: victim } : store.transact(writes)));
    },
    async claim<Taken>(request: ClaimRequest<Taken>): Promise<Claimed<Taken>> {
      await dawdle(chaos.random);
      return deadly(() => store.claim(request));
    },
  });
}

/** A row that somebody else could have changed: never an effect's, whose loss would say that it was delivered. */
function contested(writes: readonly Write[]): Key | undefined {
  return writes.find((write) => "expect" in write && write.expect !== undefined && !isEffect(write.key))?.key;
}

function isEffect({ partition }: Key): boolean {
  return partition.includes("/effects/");
}

function faultyJobs(jobs: JobQueue, life: Life, chaos: Chaos): JobQueue {
  return mortal(jobs, life, chaos.random, {
    async send(batch: readonly NewJob[]): Promise<void> {
      life.beat();
      if (happens(chaos, "lostJobs")) return;
      await jobs.send(batch);
      if (happens(chaos, "doubleJobs")) await jobs.send(batch);
    },
  });
}

/** The same port, each of whose methods takes its time and fails when the life is over. */
function mortal<Port extends TableStore | BlobStore | JobQueue>(
  port: Port,
  life: Life,
  random: Random,
  faulty: Partial<Port> = {},
): Port {
  return new Proxy(port, {
    get(target, name) {
      if (Object.hasOwn(faulty, name)) return Reflect.get(faulty, name);
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return async (...parameters: unknown[]) => {
        await dawdle(random);
        life.beat();
        return Reflect.apply(member, target, parameters);
      };
    },
  });
}

/** A few turns more or less, so that calls which run side by side meet at ever other points. */
async function dawdle(random: Random): Promise<void> {
  for (let turns = random.below(4); turns > 0; turns -= 1) await undefined;
}

export function isCrash(error: unknown): boolean {
  return error instanceof Crash;
}
