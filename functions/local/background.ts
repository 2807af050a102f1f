import { type Engine, systemCaller } from "../../shared/engine/engine.ts";
import { listPlaygrounds } from "../../shared/engine/playgrounds.ts";
import { type Background, startJobs } from "../../shared/jobs/background.ts";
import { playgroundOf, stateChangeOf, submitTaskStateChange } from "../../shared/services/ecs/index.ts";

/** Brings every playground up to date after a restart. */
export async function recoverAll(engine: Engine): Promise<void> {
  for (const playground of await listPlaygrounds(engine.ports.store)) await engine.recover(playground);
}

/** Tells ECS what becomes of its tasks, each task's reports in their order. */
export function hearTasks(engine: Engine, onError: (error: unknown, during: string) => void): void {
  const { tasks, random } = engine.ports;
  const pending = new Map<string, Promise<unknown>>();
  tasks.onReport((report) => {
    const caller = systemCaller(playgroundOf(report), "ecs", random, report.task);
    const told = (pending.get(report.task) ?? Promise.resolve())
      .then(() => engine.call(submitTaskStateChange, stateChangeOf(report), caller))
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
