import { exposedPort, knownImage, unknownImageReason } from "../../core/images.ts";
import type {
  ImageVerdict,
  TaskListener,
  TaskReport,
  TaskRuntime,
  TaskSpec,
  TaskUsage,
} from "../../ports/task-runtime.ts";

interface Task {
  readonly spec: TaskSpec;
  reported: "nothing" | "running";
  stopRequested: boolean;
  usage?: TaskUsage;
}

type Stopped = Extract<TaskReport, { kind: "stopped" }>;

const FIRST_PORT = 50_000;

/**
 * A runtime whose tasks do what the test says: a started task reports nothing until the test calls {@link run} or {@link exit}.
 * With `auto` it reports running right after `start` and stopped right after `stop`, as a well-behaved app would.
 */
export class MemoryTaskRuntime implements TaskRuntime {
  /** Every spec that was started, in order. */
  readonly started: TaskSpec[] = [];
  /** Every stop of a task that was there, in order. */
  readonly stops: { readonly task: string; readonly graceSeconds: number }[] = [];
  readonly #auto: boolean;
  readonly #tasks = new Map<string, Task>();
  #listener: TaskListener = () => {};
  #closed = false;

  constructor({ auto = false }: { readonly auto?: boolean } = {}) {
    this.#auto = auto;
  }

  supports(image: string): ImageVerdict {
    return knownImage(image) ? { ok: true } : { ok: false, reason: unknownImageReason(image) };
  }

  async start(spec: TaskSpec): Promise<void> {
    if (this.#closed) throw new Error("The task runtime is closed.");
    if (this.#tasks.has(spec.task)) return;
    const task: Task = { spec, reported: "nothing", stopRequested: false };
    this.#tasks.set(spec.task, task);
    this.started.push(spec);
    // Behind the caller's own turn, as every report of a real process is.
    queueMicrotask(() => this.#begin(task));
  }

  /** The app is up. The address is made up when the task has a port and none is given. */
  run(arn: string, { address }: { readonly address?: string } = {}): void {
    const task = this.#task(arn);
    if (task.reported === "running") throw new Error(`${arn} already runs`);
    task.reported = "running";
    const { root, image, port = exposedPort(image) } = task.spec;
    const madeUp = port === undefined ? undefined : `http://127.0.0.1:${FIRST_PORT + this.started.indexOf(task.spec)}`;
    const reached = address ?? madeUp;
    void this.#listener({ kind: "running", root, task: arn, ...(reached === undefined ? {} : { address: reached }) });
  }

  /** The app has ended, by itself or because it was asked to. */
  exit(arn: string, ending: Partial<Pick<Stopped, "exitCode" | "reason" | "code">> = {}): void {
    const task = this.#task(arn);
    this.#tasks.delete(arn);
    const usual: Pick<Stopped, "reason" | "code"> = task.stopRequested
      ? { reason: "Task stopped by user", code: "UserInitiated" }
      : { reason: "Essential container in task exited", code: "EssentialContainerExited" };
    void this.#listener({ kind: "stopped", root: task.spec.root, task: arn, ...usual, ...ending });
  }

  async stop(arn: string, { graceSeconds }: { readonly graceSeconds: number }): Promise<void> {
    const task = this.#tasks.get(arn);
    if (!task) return;
    task.stopRequested = true;
    this.stops.push({ task: arn, graceSeconds });
    if (this.#auto) queueMicrotask(() => this.#tasks.get(arn) === task && this.exit(arn, { exitCode: 0 }));
  }

  async running(): Promise<readonly string[]> {
    return [...this.#tasks.keys()];
  }

  usage(arn: string): TaskUsage | undefined {
    return this.#tasks.get(arn)?.usage;
  }

  /** What {@link usage} is to answer. */
  use(arn: string, usage: TaskUsage): void {
    this.#task(arn).usage = usage;
  }

  onReport(listener: TaskListener): void {
    this.#listener = listener;
  }

  async stopAll(root: string): Promise<void> {
    for (const [arn, task] of this.#tasks) {
      if (task.spec.root !== root) continue;
      task.stopRequested = true;
      this.exit(arn, { exitCode: 137 });
    }
  }

  /** Ends every task and reports nothing more: the store learns from the next `running()` what was lost. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#tasks.clear();
  }

  #begin(task: Task): void {
    const { image, task: arn } = task.spec;
    if (this.#tasks.get(arn) !== task) return;
    const reason = `CannotPullContainerError: ${unknownImageReason(image)}`;
    if (!knownImage(image)) this.exit(arn, { reason, code: "TaskFailedToStart" });
    else if (this.#auto) this.run(arn);
  }

  #task(arn: string): Task {
    const task = this.#tasks.get(arn);
    if (!task) throw new Error(`${arn} was not started, or has stopped`);
    return task;
  }
}
