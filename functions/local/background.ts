import { type Engine, systemCaller } from "../../shared/engine/engine.ts";
import { listPlaygrounds, playgroundOfRoot } from "../../shared/engine/playgrounds.ts";
import { type Background, startJobs } from "../../shared/jobs/background.ts";
import type { TaskReport } from "../../shared/ports/task-runtime.ts";

/** Brings every playground up to date after a restart. */
export async function recoverAll(engine: Engine): Promise<void> {
  for (const playground of await listPlaygrounds(engine.ports.store)) await engine.recover(playground);
}

/** Tells the service that tasks belong to what becomes of them, each task's reports in their order. */
export function hearTasks(engine: Engine, onError: (error: unknown, during: string) => void): void {
  const { tasks, random } = engine.ports;
  const pending = new Map<string, Promise<unknown>>();
  tasks.onReport((report) => {
    const told = (pending.get(report.task) ?? Promise.resolve())
      .then(() => tell(report))
      .catch((error) => onError(error, `hearing that ${report.task} is ${report.kind}`))
      .finally(() => {
        if (pending.get(report.task) === told) pending.delete(report.task);
      });
    pending.set(report.task, told);
  });

  async function tell(report: TaskReport): Promise<void> {
    for (const { name, taskReports } of engine.registry.services) {
      if (!taskReports) continue;
      const caller = systemCaller(playgroundOfRoot(report.root), name, random, report.task);
      await engine.call({ service: name, name: taskReports.operation }, taskReports.input(report), caller);
    }
  }
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
