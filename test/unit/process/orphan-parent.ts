/** A server of its own for orphans.test.ts: starts tasks, prints their processes' ids as JSON, and waits to be killed. */
import { MemoryLogSink } from "../../../shared/adapters/memory/log-sink.ts";
import { ProcessTaskRuntime } from "../../../shared/adapters/process/task-runtime.ts";
import { SystemClock } from "../../../shared/adapters/system/clock.ts";
import { SystemRandom } from "../../../shared/adapters/system/random.ts";
import type { TaskSpec } from "../../../shared/ports/task-runtime.ts";

const SLEEPER = 'require("node:child_process").spawn("sleep", ["600"]';
const PRINT = 'console.log("pid", process.pid);';

const TASKS: Readonly<Record<string, Partial<TaskSpec>>> = {
  web: { image: "skyground/web" },
  loop: { command: ["node", "-e", `${PRINT} for (;;);`] },
  forks: { command: ["node", "-e", `${PRINT} console.log("pid", ${SLEEPER}).pid)`] },
  stubborn: { command: ["node", "-e", `process.on("SIGTERM", () => {}); ${PRINT} setInterval(() => {}, 1000)`] },
  shell: { command: ["sh", "-c", 'echo "pid $$"; sleep 600; true'] },
  ...(process.platform === "linux"
    ? { daemon: { command: ["node", "-e", `${PRINT} console.log("pid", ${SLEEPER}, { detached: true }).pid)`] } }
    : {}),
};

const [, , folder = ""] = process.argv;
const pids: number[] = [];
class PidSink extends MemoryLogSink {
  override append(stream: string, lines: readonly { readonly at: number; readonly text: string }[]): void {
    super.append(stream, lines);
    for (const { text } of lines) {
      const [, pid] = /^pid (\d+)/.exec(text) ?? [];
      if (pid) pids.push(Number(pid));
      if (/listens on port/.test(text)) listening += 1;
    }
    // All but the web app print their own, two of them another's too.
    const expected = Object.keys(TASKS).length - 1 + ("daemon" in TASKS ? 2 : 1);
    if (pids.length === expected && listening === 1) console.log(JSON.stringify({ pids, server: process.pid }));
  }
}
let listening = 0;
const runtime = new ProcessTaskRuntime({
  logs: new PidSink(),
  clock: new SystemClock(),
  random: new SystemRandom(),
  folder,
});
for (const [id, more] of Object.entries(TASKS)) {
  const task = `arn:aws:ecs:us-east-1:000000000000:task/default/${process.pid}${id}`;
  const common = {
    root: "default.1",
    image: "node",
    command: [],
    cpu: 256,
    memory: 512,
    environment: {},
    logStream: id,
  };
  await runtime.start({ ...common, task, ...more });
}
