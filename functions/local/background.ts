import type { Engine } from "../../shared/engine/engine.ts";
import { listPlaygrounds } from "../../shared/engine/playgrounds.ts";
import { type Background, startJobs } from "../../shared/jobs/background.ts";
import { tellTaskReport } from "../task-reports.ts";

/** Brings every playground up to date after a restart. */
export async function recoverAll(engine: Engine): Promise<void> {
  for (const playground of await listPlaygrounds(engine.ports.store)) await engine.recover(playground);
}

/** Tells the service that tasks belong to what becomes of them, each task's reports in their order. */
export function hearTasks(engine: Engine, onError: (error: unknown, during: string) => void): void {
  const pending = new Map<string, Promise<unknown>>();
  engine.ports.tasks.onReport((report) => {
    const told = (pending.get(report.task) ?? Promise.resolve())
      .then(() => tellTaskReport(engine, report))
      .catch((error) => onError(error, `hearing that ${report.task} is ${report.kind}`))
      .finally(() => {
        if (pending.get(report.task) === told) pending.delete(report.task);
      });
    pending.set(report.task, told);
  });
}

/** The work that no request does: effects, sweeps. */
export function startBackground(engine: Engine, onError: (error: unknown, during: string) => void): Background {
  const { jobs, clock, store } = engine.ports;
  return startJobs({
    jobs,
    clock,
    onError,
    deliver: (ref) => engine.deliver(ref),
    sweepBlobs: () => engine.sweepBlobs(),
    async sweep() {
      for (const playground of await listPlaygrounds(store)) await engine.sweepPlayground(playground);
    },
  });
}
