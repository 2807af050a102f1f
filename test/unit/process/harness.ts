import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { MemoryLogSink } from "../../../shared/adapters/memory/log-sink.ts";
import { ProcessTaskRuntime } from "../../../shared/adapters/process/task-runtime.ts";
import { SystemClock } from "../../../shared/adapters/system/clock.ts";
import { SystemRandom } from "../../../shared/adapters/system/random.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { TaskSpec } from "../../../shared/ports/task-runtime.ts";
import { TaskReports } from "../../ports/task-runtime-reports.ts";
import { PATIENCE } from "../../support/patience.ts";

/** Each worker's own: a runtime ends what carries its task's ARN, wherever on the machine it runs. */
const ACCOUNT = String(process.pid).padStart(12, "0");

export interface HarnessOptions {
  readonly clock?: Clock;
  readonly node?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A runtime for one test, with its reports and its logs; closed and cleared away when the test ends. */
export async function createHarness({
  clock = new SystemClock(),
  environment = {},
  node = process.execPath,
}: HarnessOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), "skyground-tasks-"));
  const logs = new MemoryLogSink();
  const options = { logs, clock, random: new SystemRandom(), folder, node, environment: () => environment };
  const runtime = new ProcessTaskRuntime(options);
  const reports = new TaskReports(runtime);
  onTestFinished(async () => {
    await runtime.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Starts a task; its ARN. */
  async function start(more: Partial<TaskSpec> & { readonly id?: string } = {}): Promise<string> {
    const { id = "0123456789abcdef0123456789abcdef", ...rest } = more;
    const task = `arn:aws:ecs:eu-west-1:${ACCOUNT}:task/default/${id}`;
    await runtime.start({
      root: "default.1",
      task,
      image: "node:24",
      command: [],
      cpu: 256,
      memory: 512,
      environment: {},
      logStream: task,
      ...rest,
    });
    return task;
  }

  /** Starts a task that runs this script. */
  function startScript(script: string, more: Partial<TaskSpec> & { readonly id?: string } = {}): Promise<string> {
    return start({ files: files({ "index.js": script }), ...more });
  }

  /** Starts skyground/web and waits for its address. */
  async function startWeb(more: Partial<TaskSpec> & { readonly id?: string } = {}) {
    const task = await start({ image: "skyground/web", ...more });
    const { address = "" } = await reports.running(task);
    return { task, address };
  }

  /** What a task has printed. */
  async function output(task: string): Promise<string[]> {
    const lines = await logs.read({ stream: task, limit: 10_000 });
    return lines.map(({ text }) => text).filter((text) => !text.startsWith("[skyground] "));
  }

  /** Waits until a task has printed a line that matches. */
  function printed(task: string, pattern: RegExp): Promise<RegExpExecArray> {
    return vi.waitFor(async () => {
      const match = pattern.exec((await output(task)).join("\n"));
      if (!match) throw new Error(`${pattern} is not in: ${(await output(task)).join("\n")}`);
      return match;
    }, PATIENCE);
  }

  return { runtime, reports, logs, folder, start, startScript, startWeb, output, printed };
}

/** A source folder, as ECS hands it over. */
export async function* files(
  tree: Readonly<Record<string, string>>,
): AsyncGenerator<{ path: string; bytes: AsyncIterable<Uint8Array> }> {
  for (const [path, text] of Object.entries(tree)) yield { path, bytes: chunks(text) };
}

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // In a container whose first process reaps nobody, an orphan that was killed stays as a zombie.
  return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
}

/** Waits until none of the processes is there any more. */
export function gone(pids: readonly number[]): Promise<void> {
  return vi.waitFor(() => {
    const left = pids.filter(isAlive);
    if (left.length > 0) throw new Error(`still there: ${left.join(", ")}`);
  }, PATIENCE);
}
