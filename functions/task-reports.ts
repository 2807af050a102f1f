import { type Engine, systemCaller } from "../shared/engine/engine.ts";
import { playgroundOfRoot } from "../shared/engine/playgrounds.ts";
import type { TaskReport } from "../shared/ports/task-runtime.ts";

/** Tells the service that tasks belong to what became of one. A task that nobody knows any more is ended: it may cost money. */
export async function tellTaskReport(engine: Engine, report: TaskReport): Promise<void> {
  const { tasks, random } = engine.ports;
  for (const { name, taskReports } of engine.registry.services) {
    if (!taskReports) continue;
    const caller = systemCaller(playgroundOfRoot(report.root), name, random, report.task);
    const answer = await engine.call({ service: name, name: taskReports.operation }, taskReports.input(report), caller);
    if (taskReports.isUnwanted(report, answer)) await tasks.stop(report.task, { graceSeconds: 0 });
  }
}
