import type { Job } from "../ports/job-queue.ts";
import { BLOB_SWEEP_SECONDS, repeat, type ScheduleTools, SWEEP_SECONDS } from "./schedule.ts";
import { type WorkerTools, workJobs } from "./worker.ts";

export interface BackgroundTools extends Omit<WorkerTools, "run">, ScheduleTools {
  /** Delivers the effect that a job refers to. */
  deliver(ref: { playground: string; root: string; id: string }): Promise<unknown>;
  sweep(): Promise<unknown>;
  sweepBlobs(): Promise<unknown>;
}

export interface Background {
  /** Takes no more work and resolves when what runs is through. */
  stop(): Promise<void>;
}

/** The background of a server that does its own work: takes jobs, sweeps now and then. */
export function startJobs(tools: BackgroundTools): Background {
  const stopping = new AbortController();
  const run = (job: Job) => tools.deliver(effectRef(job));
  const loops = [
    workJobs({ ...tools, run }, stopping.signal),
    repeat(tools.sweep, SWEEP_SECONDS, tools, stopping.signal),
    repeat(tools.sweepBlobs, BLOB_SWEEP_SECONDS, tools, stopping.signal),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

/** What an effect's job carries. */
export function effectRef({ payload }: Job): { playground: string; root: string; id: string } {
  const { playground, root, id } = payload;
  return { playground: String(playground), root: String(root), id: String(id) };
}
