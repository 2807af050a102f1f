import type { TaskReport, TaskRuntime } from "../../shared/ports/task-runtime.ts";

type Of<Kind> = Extract<TaskReport, { kind: Kind }>;

/** Listens to a runtime and lets a test wait for what it reports. */
export class TaskReports {
  readonly all: TaskReport[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(runtime: TaskRuntime) {
    runtime.onReport((report) => {
      this.all.push(report);
      for (const look of this.#waiting) look();
    });
  }

  of(task: string): TaskReport[] {
    return this.all.filter((report) => report.task === task);
  }

  running(task: string): Promise<Of<"running">> {
    return this.#first("running", task);
  }

  stopped(task: string): Promise<Of<"stopped">> {
    return this.#first("stopped", task);
  }

  #first<Kind extends TaskReport["kind"]>(kind: Kind, task: string): Promise<Of<Kind>> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const reports = this.of(task);
        const found = reports.find((report): report is Of<Kind> => report.kind === kind);
        const stopped = reports.find((report) => report.kind === "stopped");
        if (!found && !stopped) return;
        this.#waiting.delete(look);
        if (found) resolve(found);
        else reject(new Error(`${task} stopped before it was ${kind}: ${JSON.stringify(stopped)}`));
      };
      this.#waiting.add(look);
      look();
    });
  }
}
