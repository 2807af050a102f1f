import { describe, expect, test } from "vitest";
import { MemoryJobQueue } from "../../../shared/adapters/memory/job-queue.ts";
import { ManualClock } from "../../../shared/adapters/memory/manual-clock.ts";
import { SeededRandom } from "../../../shared/adapters/memory/seeded-random.ts";
import { type BackgroundTools, startJobs } from "../../../shared/jobs/background.ts";
import { BLOB_SWEEP_SECONDS, SWEEP_SECONDS } from "../../../shared/jobs/schedule.ts";
import { turns } from "../../support/patience.ts";

function background(tools: Partial<BackgroundTools> = {}) {
  const clock = new ManualClock();
  const jobs = new MemoryJobQueue({ clock, random: new SeededRandom(1) });
  const done = { delivered: [] as unknown[], sweeps: 0, blobSweeps: 0, errors: [] as string[] };
  const running = startJobs({
    clock,
    jobs,
    deliver: async (ref) => done.delivered.push(ref),
    sweep: async () => {
      done.sweeps += 1;
    },
    sweepBlobs: async () => {
      done.blobSweeps += 1;
    },
    onError: (error, during) => done.errors.push(`${during}: ${String(error)}`),
    ...tools,
  });
  /** In steps, as time passes: each sleeper goes on from where it was. */
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      clock.advance(1000);
      await turns(2);
    }
  };
  return { clock, jobs, done, running, pass };
}

describe("the background of a server", () => {
  test("delivers the effects that jobs refer to", async () => {
    const { jobs, done, running } = background();
    await jobs.send([{ payload: { playground: "default", root: "default.1", id: "effect-1" } }]);
    await turns();
    expect(done.delivered).toEqual([{ playground: "default", root: "default.1", id: "effect-1" }]);
    await running.stop();
  });

  test("sweeps twice a minute, and blobs every quarter of an hour", async () => {
    const { done, running, pass } = background();
    await pass(SWEEP_SECONDS - 1);
    expect(done.sweeps).toBe(0);
    await pass(1);
    expect(done.sweeps).toBe(1);
    await pass(BLOB_SWEEP_SECONDS - SWEEP_SECONDS);
    expect(done).toMatchObject({ sweeps: BLOB_SWEEP_SECONDS / SWEEP_SECONDS, blobSweeps: 1 });
    await running.stop();
  });

  test("tells of a sweep that failed, and sweeps again when its turn comes", async () => {
    let sweeps = 0;
    const sweep = async () => {
      sweeps += 1;
      if (sweeps === 1) throw new Error("the store is busy");
    };
    const { done, running, pass } = background({ sweep });
    await pass(2 * SWEEP_SECONDS);
    expect(done.errors).toEqual(["sweeping: Error: the store is busy"]);
    expect(sweeps).toBe(2);
    await running.stop();
  });

  test("stops when the sweep that runs is through, and leaves nobody asleep", async () => {
    let finish = (): void => {};
    const sweep = () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      });
    const { clock, running, pass } = background({ sweep });
    await pass(SWEEP_SECONDS);
    let stopped = false;
    const stop = running.stop().then(() => {
      stopped = true;
    });
    await turns();
    expect(stopped).toBe(false);
    finish();
    await stop;
    expect(clock.sleeping).toBe(0);
  });
});
