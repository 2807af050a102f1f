/** What a task is to run. CPU in CPU units (1024 = one vCPU) and memory in MiB, as AWS counts them. */
export interface TaskSpec {
  /** The playground's key root: tasks of a playground can be stopped together. */
  readonly root: string;
  /** The task's ARN: unique, and the same after a restart of the server. */
  readonly task: string;
  readonly image: string;
  /** Replaces the image's own command when not empty. */
  readonly command: readonly string[];
  readonly cpu: number;
  readonly memory: number;
  /** The container's own hard limit, MiB, where it is below the task's. */
  readonly memoryLimit?: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The container port that the app listens on, if it listens. */
  readonly port?: number;
  /** A folder tree to run in, for images that run a learner's own code. Paths are relative and have no `..`. */
  readonly files?: AsyncIterable<{ readonly path: string; readonly bytes: AsyncIterable<Uint8Array> }>;
  /** How long a stop waits between SIGTERM and SIGKILL, for runtimes that must know it beforehand. */
  readonly stopTimeoutSeconds?: number;
  /** The LogSink stream that standard output and error go to. */
  readonly logStream: string;
}

/** What the runtime reports. RUNNING and STOPPED are the runtime's word, not a timer's. */
export type TaskReport =
  /** `address` is where the app can be reached, when it listens: `http://127.0.0.1:50123`. */
  | { readonly kind: "running"; readonly root: string; readonly task: string; readonly address?: string }
  | {
      readonly kind: "stopped";
      readonly root: string;
      readonly task: string;
      readonly exitCode?: number;
      /** AWS's words: `Essential container in task exited`, `OutOfMemoryError: Container killed due to memory usage`. */
      readonly reason: string;
      /** AWS's stopCode. */
      readonly code: "EssentialContainerExited" | "TaskFailedToStart" | "UserInitiated" | "TerminationNotice";
    };

export interface TaskUsage {
  /** Resident memory, MiB. */
  readonly memoryMiB: number;
  /** CPU used over the last sample, in CPU units. Sampled, not capped. */
  readonly cpuUnits: number;
  readonly sampledAt: number;
}

/** A runtime that asks what became of its tasks waits for its listener, and reports again what the listener did not take. */
export type TaskListener = (report: TaskReport) => void | Promise<void>;

/** Whether an image can run here, and if not, a sentence that says why and what can. */
export type ImageVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Runs tasks for real. A local server's tasks die with it: nothing that it started outlives it. */
export interface TaskRuntime {
  supports(image: string): ImageVerdict;
  /** Begins to start the task and returns; the rest is reported. A task that already runs is left alone. */
  start(spec: TaskSpec): Promise<void>;
  /** SIGTERM, then SIGKILL after the grace (wall time). Not an error when the task is gone. */
  stop(task: string, options: { readonly graceSeconds: number }): Promise<void>;
  /**
   * The tasks that run now, and those whose end has not been reported yet, by ARN: what a store calls running and this list
   * lacks was lost with its host.
   */
  running(): Promise<readonly string[]>;
  usage(task: string): TaskUsage | undefined;
  /** Whoever must hear of changes. One listener; reports of one task come in order. */
  onReport(listener: TaskListener): void;
  /**
   * Only of runtimes whose tasks run elsewhere, where nobody tells this process what becomes of them: asks, and reports what
   * has changed. `hint` is what the runtime itself gave to the task's host as a name, when only one task is meant.
   */
  observe?(hint?: string): Promise<void>;
  /** Kills every task of a playground's root, without grace. */
  stopAll(root: string): Promise<void>;
  /** Stops everything, at once if need be. */
  close(): Promise<void>;
}
