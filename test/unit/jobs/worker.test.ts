import { afterEach, describe, expect, test } from "vitest";
import { MemoryJobQueue } from "../../../shared/adapters/memory/job-queue.ts";
import { ManualClock } from "../../../shared/adapters/memory/manual-clock.ts";
import { SeededRandom } from "../../../shared/adapters/memory/seeded-random.ts";
import { CONCURRENT_JOBS, JOB_LEASE_SECONDS, workJobs } from "../../../shared/jobs/worker.ts";
import type { Job } from "../../../shared/ports/job-queue.ts";
import { turns } from "../../support/patience.ts";

interface Running {
  readonly name: string;
  readonly attempt: number;
  finish(): void;
  fail(): void;
}

/** A worker whose jobs end when the test says so. */
function startWorker() {
  const clock = new ManualClock();
  const jobs = new MemoryJobQueue({ clock, random: new SeededRandom(1) });
  const started: Running[] = [];
  const errors: string[] = [];
  const stopping = new AbortController();
  let stopped = false;
  const run = ({ payload, attempt }: Job) =>
    new Promise<void>((resolve, reject) => {
      const fail = () => reject(new Error(`${payload.name} failed`));
      started.push({ name: String(payload.name), attempt, finish: resolve, fail });
    });
  const onError = (error: unknown, during: string) => errors.push(`${during}: ${String(error)}`);
  const work = workJobs({ jobs, clock, run, onError }, stopping.signal).then(() => {
    stopped = true;
  });
  const send = (...names: readonly string[]) => jobs.send(names.map((name) => ({ payload: { name } })));
  const stop = () => stopping.abort();
  return { clock, jobs, started, errors, send, stop, work, isStopped: () => stopped, stopping };
}

type Worker = ReturnType<typeof startWorker>;

const workers: Worker[] = [];

function worker(): Worker {
  const one = startWorker();
  workers.push(one);
  return one;
}

afterEach(async () => {
  for (const { stop, started, work } of workers.splice(0)) {
    stop();
    for (const job of started) job.finish();
    await work;
  }
});

function names(started: readonly Running[]): string[] {
  return started.map(({ name }) => name).sort();
}

describe("the worker", () => {
  test("takes a job the moment it is there", async () => {
    const { started, send } = worker();
    await turns();
    await send("a");
    await turns();
    expect(names(started)).toEqual(["a"]);
  });

  test("lets no slow job hold up another", async () => {
    const { started, send } = worker();
    await send("slow");
    await turns();
    for (const name of ["b", "c"]) {
      await send(name);
      await turns();
      started.find((job) => job.name === name)?.finish();
      await turns();
    }
    expect(names(started)).toEqual(["b", "c", "slow"]);
  });

  test("runs a bounded number side by side, and the next when one of them ends", async () => {
    const { started, send } = worker();
    await send(...Array.from({ length: CONCURRENT_JOBS + 4 }, (_, index) => `job ${index}`));
    await turns();
    expect(started).toHaveLength(CONCURRENT_JOBS);
    started[7]?.finish();
    await turns();
    expect(started).toHaveLength(CONCURRENT_JOBS + 1);
  });

  test("completes a job that is done: it never comes again", async () => {
    const { clock, started, send } = worker();
    await send("a");
    await turns();
    started[0]?.finish();
    await turns();
    clock.advance(JOB_LEASE_SECONDS * 1000);
    await turns();
    expect(started).toHaveLength(1);
  });

  test("gets a job that failed again after its lease, and tells of the failure", async () => {
    const { clock, started, send, errors } = worker();
    await send("a");
    await turns();
    started[0]?.fail();
    await turns();
    expect(errors).toEqual(["running a job: Error: a failed"]);
    clock.advance(JOB_LEASE_SECONDS * 1000 - 1);
    await turns();
    expect(started).toHaveLength(1);
    clock.advance(1);
    await turns();
    expect(started.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  test("leaves a queue that fails alone for a second, then goes on", async () => {
    const { clock, jobs, started, send, errors } = startWorkerWithBrokenQueue();
    await turns();
    expect(errors).toEqual(["taking jobs: Error: out of order"]);
    jobs.repair();
    await send("a");
    await turns();
    clock.advance(999);
    await turns();
    expect(started).toEqual([]);
    clock.advance(1);
    await turns();
    expect(names(started)).toEqual(["a"]);
  });

  test("stops only when the jobs that run are through, and takes no more", async () => {
    const test = worker();
    await test.send("a", "b");
    await turns();
    test.stop();
    await turns();
    await test.send("too late");
    test.started[0]?.finish();
    await turns();
    expect(test.isStopped()).toBe(false);
    test.started[1]?.finish();
    await turns();
    expect(test.isStopped()).toBe(true);
    expect(names(test.started)).toEqual(["a", "b"]);
  });

  test("that is full stops too when its jobs are through", async () => {
    const test = worker();
    await test.send(...Array.from({ length: CONCURRENT_JOBS }, (_, index) => `job ${index}`));
    await turns();
    test.stop();
    for (const job of test.started) job.finish();
    await turns();
    expect(test.isStopped()).toBe(true);
  });
});

function startWorkerWithBrokenQueue() {
  const test = worker();
  const receive = test.jobs.receive.bind(test.jobs);
  test.jobs.receive = () => Promise.reject(new Error("out of order"));
  const repair = () => {
    test.jobs.receive = receive;
  };
  // The look that is under way ends with nothing; the next one meets the broken queue.
  test.clock.advance(20_000);
  return { ...test, jobs: { repair } };
}
