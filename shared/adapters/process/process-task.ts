import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import type { Clock } from "../../ports/clock.ts";
import type { LogSink } from "../../ports/log-sink.ts";
import type { TaskSpec, TaskUsage } from "../../ports/task-runtime.ts";
import { type Cause, type Ending, ending, failureToStart, STOPPED_BY_USER } from "./ending.ts";
import { accepting, HOST } from "./free-port.ts";
import { listenToGuard } from "./guard-link.ts";
import type { Launch } from "./launch.ts";
import { sendOutput } from "./output.ts";
import { killRemains, signalGroup } from "./process-group.ts";
import { commandNotFound } from "./start-failure.ts";
import type { TaskFolder } from "./task-folder.ts";
import { UsageMeter } from "./usage.ts";
import type { Watchdog } from "./watchdog.ts";

const MAX_START_MILLISECONDS = 10_000;
const MAX_DRAIN_MILLISECONDS = 2000;

/** Everything about a task that is settled before its process starts. */
export interface Preparation {
  readonly launch: Launch;
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: TaskFolder;
  readonly port: number | undefined;
}

export interface TaskTools {
  readonly node: string;
  readonly clock: Clock;
  readonly logs: LogSink;
  /** The app is up. */
  readonly running: (address: string | undefined) => void;
  readonly watchdog: Watchdog;
}

/** One task from its start to its end: a process group, its output, what it uses and why it ended. */
export class ProcessTask {
  readonly spec: TaskSpec;
  readonly #tools: TaskTools;
  readonly #meter = new UsageMeter();
  readonly #ended = new AbortController();
  #leader: number | undefined;
  #cause: Cause;
  #failure: Error | undefined;

  constructor(spec: TaskSpec, tools: TaskTools) {
    this.spec = spec;
    this.#tools = tools;
  }

  get usage(): TaskUsage | undefined {
    return this.#meter.usage;
  }

  /** SIGTERM now, SIGKILL after the grace. A task that is still being prepared won't start. */
  stop(graceSeconds: number): void {
    this.#cause ??= "user";
    if (this.#leader === undefined) return;
    this.#signal(graceSeconds > 0 ? "SIGTERM" : "SIGKILL");
    const grace = this.#tools.clock.sleep(graceSeconds * 1000, this.#ended.signal);
    void grace.then(() => this.#signal("SIGKILL"));
  }

  /** Resolves when the task has ended and nothing is left of it. Never rejects. */
  async live(prepare: () => Promise<Preparation>): Promise<Ending> {
    try {
      const preparation = await prepare();
      if (this.#cause) return { reason: STOPPED_BY_USER, code: "UserInitiated" };
      return await this.#run(preparation);
    } catch (error) {
      return failureToStart(error);
    }
  }

  async #run({ launch, environment, folder, port }: Preparation): Promise<Ending> {
    const { node, watchdog, clock } = this.#tools;
    const child = spawn(node, launch.args, {
      cwd: folder.app,
      env: environment,
      // A group of its own (on Windows a console of its own, which stays hidden): see process-group.ts.
      detached: true,
      windowsHide: true,
      stdio: ["ignore", "pipe", "pipe", process.platform === "win32" ? "overlapped" : "pipe"],
    });
    if (child.pid === undefined) throw (await once(child, "error"))[0];
    this.#leader = child.pid;
    watchdog.begin(child.pid, folder.runtime);
    const exited = once(child, "exit");
    const guard = child.stdio[3] as Socket;
    // What the guard said last is heard before its task is judged.
    const drained = Promise.all([this.#sendOutput(child), new Promise((resolve) => guard.once("close", resolve))]);
    void this.#started(child, guard, launch).then(() => this.#awaitApp(port));
    const [code, signal] = await exited;
    this.#ended.abort();
    killRemains(child.pid, this.spec.task);
    watchdog.end(child.pid);
    await Promise.race([drained, clock.sleep(MAX_DRAIN_MILLISECONDS)]);
    for (const pipe of child.stdio) pipe?.destroy();
    await drained;
    return this.#failure ? failureToStart(this.#failure) : ending({ code, signal }, this.#cause);
  }

  /** Resolves when the command runs; never when it doesn't. */
  #started(child: ChildProcess, guard: Socket, { command, wrapped }: Launch): Promise<void> {
    return new Promise((resolve) => {
      child.once("spawn", () => wrapped || resolve());
      listenToGuard(guard, {
        started: resolve,
        failed: (code) => {
          this.#failure ??= code === "ENOENT" ? commandNotFound(command) : new Error(`exec: "${command}": ${code}`);
        },
        sampled: (sample) => {
          const { memory, memoryLimit = memory } = this.spec;
          const { memoryMiB } = this.#meter.add(sample, this.#tools.clock.now());
          if (memoryMiB > Math.min(memory, memoryLimit)) this.#killForMemory();
        },
      });
    });
  }

  async #awaitApp(port: number | undefined): Promise<void> {
    const { clock, running } = this.#tools;
    const { signal } = this.#ended;
    // Without a port it has run even if it has ended by now.
    if (port === undefined) return running(undefined);
    await accepting(port, { clock, milliseconds: MAX_START_MILLISECONDS, signal });
    if (!signal.aborted) running(`http://${HOST}:${port}`);
  }

  async #sendOutput({ stdout, stderr }: ChildProcess): Promise<void> {
    const { logs, clock } = this.#tools;
    const tools = { logs, clock, stream: this.spec.logStream };
    await Promise.all([stdout, stderr].map((output) => output && sendOutput(output, tools)));
  }

  #killForMemory(): void {
    this.#cause ??= "memory";
    this.#signal("SIGKILL");
  }

  #signal(signal: "SIGTERM" | "SIGKILL"): void {
    // Once the leader's exit is known its number may be another process's.
    if (this.#leader !== undefined && !this.#ended.signal.aborted) signalGroup(this.#leader, signal);
  }
}
