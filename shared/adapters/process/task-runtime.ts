import { exposedPort, knownImage, unknownImageReason } from "../../core/images.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LogSink } from "../../ports/log-sink.ts";
import type { Random } from "../../ports/random.ts";
import type {
  ImageVerdict,
  TaskListener,
  TaskReport,
  TaskRuntime,
  TaskSpec,
  TaskUsage,
} from "../../ports/task-runtime.ts";
import { taskEnvironment } from "./environment.ts";
import { freePort } from "./free-port.ts";
import { launch } from "./launch.ts";
import { type Preparation, ProcessTask } from "./process-task.ts";
import { makeRuntimeFolder, makeTaskFolder, removeFolder, type TaskFolder, writeFiles } from "./task-folder.ts";
import { Watchdog } from "./watchdog.ts";

export interface ProcessTaskRuntimeOptions {
  readonly logs: LogSink;
  readonly clock: Clock;
  readonly random: Random;
  /** Holds the tasks' working folders while they run. Several servers may share it. */
  readonly folder: string;
  /** The Node that runs tasks; the server's own unless given. */
  readonly node?: string;
  /** Variables that every task gets, asked for at each start: `SKYGROUND_URL` is known only once the server listens. */
  readonly environment?: () => Readonly<Record<string, string>>;
}

interface Entry {
  readonly task: ProcessTask;
  readonly ended: Promise<void>;
}

/**
 * Runs tasks without Docker, as child processes: each with its own environment, port, folder and process group. They are
 * kept apart as far as processes are, which is no sandbox: a task may read what its user may read. Memory is sampled twice
 * a second and a task above its share is killed; CPU is sampled and not capped. A task isn't process 1, so SIGTERM ends an
 * app that doesn't handle it (as with ECS's `initProcessEnabled`).
 */
export class ProcessTaskRuntime implements TaskRuntime {
  readonly #options: ProcessTaskRuntimeOptions;
  readonly #node: string;
  readonly #entries = new Map<string, Entry>();
  readonly #watchdog: Watchdog;
  readonly #ports = new Set<number>();
  #folder: Promise<string> | undefined;
  #listener: TaskListener = () => {};
  #closed = false;

  constructor(options: ProcessTaskRuntimeOptions) {
    this.#options = options;
    this.#node = options.node ?? process.execPath;
    this.#watchdog = new Watchdog(this.#node);
  }

  supports(image: string): ImageVerdict {
    return knownImage(image) ? { ok: true } : { ok: false, reason: unknownImageReason(image) };
  }

  async start(spec: TaskSpec): Promise<void> {
    if (this.#closed) throw new Error("The task runtime is closed.");
    if (this.#entries.has(spec.task)) return;
    const { clock, logs } = this.#options;
    const { root, task: arn } = spec;
    const task = new ProcessTask(spec, {
      node: this.#node,
      clock,
      logs,
      watchdog: this.#watchdog,
      running: (address) => this.#report({ kind: "running", root, task: arn, ...(address ? { address } : {}) }),
    });
    this.#entries.set(arn, { task, ended: this.#live(task) });
  }

  async stop(arn: string, { graceSeconds }: { readonly graceSeconds: number }): Promise<void> {
    this.#entries.get(arn)?.task.stop(graceSeconds);
  }

  async running(): Promise<readonly string[]> {
    return [...this.#entries.keys()];
  }

  usage(arn: string): TaskUsage | undefined {
    return this.#entries.get(arn)?.task.usage;
  }

  onReport(listener: TaskListener): void {
    this.#listener = listener;
  }

  async stopAll(root: string): Promise<void> {
    await this.#kill([...this.#entries.values()].filter(({ task }) => task.spec.root === root));
  }

  /** Kills every task and reports nothing more: the store learns from the next `running()` what was lost. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#kill([...this.#entries.values()]);
    this.#watchdog.close();
    if (this.#folder) await removeFolder(await this.#folder);
  }

  async #kill(entries: readonly Entry[]): Promise<void> {
    for (const { task } of entries) task.stop(0);
    await Promise.all(entries.map(({ ended }) => ended));
  }

  async #live(task: ProcessTask): Promise<void> {
    const { root, task: arn } = task.spec;
    const held: { folder?: TaskFolder; port?: number } = {};
    const ending = await task.live(() => this.#prepare(task.spec, held));
    if (held.folder) await removeFolder(held.folder.root);
    if (held.port !== undefined) this.#ports.delete(held.port);
    this.#entries.delete(arn);
    this.#report({ kind: "stopped", root, task: arn, ...ending });
  }

  async #prepare(spec: TaskSpec, held: { folder?: TaskFolder; port?: number }): Promise<Preparation> {
    const folder = await makeTaskFolder(await this.#ownFolder(), spec.task);
    held.folder = folder;
    if (spec.files) await writeFiles(folder.app, spec.files);
    const how = await launch(spec, folder.app);
    this.#noteNode(spec);
    const containerPort = spec.port ?? exposedPort(spec.image);
    const port = containerPort === undefined ? undefined : await this.#takePort();
    if (port !== undefined) held.port = port;
    const environment = taskEnvironment({
      spec,
      folder,
      port,
      node: this.#node,
      server: process.env,
      common: this.#options.environment?.() ?? {},
    });
    return { launch: how, environment, folder, port };
  }

  #ownFolder(): Promise<string> {
    const { folder, random } = this.#options;
    this.#folder ??= makeRuntimeFolder(folder, random).catch((error) => {
      // The next task tries again: the disk may have room by then.
      this.#folder = undefined;
      throw error;
    });
    return this.#folder;
  }

  async #takePort(): Promise<number> {
    const port = await freePort(this.#ports);
    this.#ports.add(port);
    return port;
  }

  /** A learner who asks for node:20 must be able to see what really runs. */
  #noteNode({ image, logStream }: TaskSpec): void {
    if (knownImage(image) !== "node") return;
    const version = this.#node === process.execPath ? ` ${process.version}` : "";
    const text = `[skyground] ${image} runs on Skyground's own Node${version}: the tag chooses no other version.`;
    this.#options.logs.append(logStream, [{ at: this.#options.clock.now(), text }]);
  }

  #report(report: TaskReport): void {
    if (!this.#closed) void this.#listener(report);
  }
}
