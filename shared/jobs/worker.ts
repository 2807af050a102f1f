import type { Clock } from "../ports/clock.ts";
import type { Job, JobQueue } from "../ports/job-queue.ts";

/** Jobs that run side by side. A slow one holds up no other. */
export const CONCURRENT_JOBS = 16;
/** A job that takes longer is handed out again; its effect's row keeps it from running twice to the end. */
export const JOB_LEASE_SECONDS = 120;
/** How long one look at the queue waits: SQS's longest poll. */
const WAIT_MILLISECONDS = 20_000;
/** SQS hands out at most ten messages at a time. */
const MAX_BATCH = 10;
/** How long to leave a failing queue alone. */
const PAUSE_MILLISECONDS = 1000;

export interface WorkerTools {
  readonly jobs: JobQueue;
  readonly clock: Clock;
  /** Does one job. One that throws is handed out again after its lease. */
  run(job: Job): Promise<unknown>;
  onError(error: unknown, during: string): void;
}

/** Takes jobs and runs them until the signal aborts. Resolves when the last one is done. */
export async function workJobs(tools: WorkerTools, signal: AbortSignal): Promise<void> {
  const running = new Set<Promise<void>>();
  while (!signal.aborted) {
    try {
      const max = Math.min(MAX_BATCH, CONCURRENT_JOBS - running.size);
      const wait = { leaseSeconds: JOB_LEASE_SECONDS, waitMilliseconds: WAIT_MILLISECONDS, signal };
      for (const job of await tools.jobs.receive({ max, ...wait })) {
        const work = runJob(job, tools).finally(() => running.delete(work));
        running.add(work);
      }
    } catch (error) {
      tools.onError(error, "taking jobs");
      await tools.clock.sleep(PAUSE_MILLISECONDS, signal);
    }
    if (running.size >= CONCURRENT_JOBS) await Promise.race(running);
  }
  await Promise.all(running);
}

async function runJob(job: Job, { jobs, run, onError }: WorkerTools): Promise<void> {
  try {
    await run(job);
    await jobs.complete([job]);
  } catch (error) {
    onError(error, "running a job");
  }
}
