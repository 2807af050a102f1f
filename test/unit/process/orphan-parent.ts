/** A server of its own for orphans.test.ts: starts tasks, prints a line for each process that they tell of, and waits to be killed. */
import { MemoryLogSink } from "../../../shared/adapters/memory/log-sink.ts";
import { ProcessTaskRuntime } from "../../../shared/adapters/process/task-runtime.ts";
import { SystemClock } from "../../../shared/adapters/system/clock.ts";
import { SystemRandom } from "../../../shared/adapters/system/random.ts";
import type { TaskSpec } from "../../../shared/ports/task-runtime.ts";

const SLEEP = 'require("node:child_process").spawn("sleep", ["600"]';
const PRINT = 'console.log("pid", process.pid);';

function script(text: string): Partial<TaskSpec> {
  return { command: ["node", "-e", text] };
}

/** They tell of one process each, and `forks` and `daemon` of two. */
const TASKS: Readonly<Record<string, Partial<TaskSpec>>> = {
  web: { image: "skyground/web" },
  loop: script(`${PRINT} for (;;);`),
  forks: script(`${PRINT} console.log("pid", ${SLEEP}).pid)`),
  stubborn: script(`process.on("SIGTERM", () => {}); ${PRINT} setInterval(() => {}, 1000)`),
  // Ends by itself with EPIPE once nobody reads, and leaves its child.
  chatty: script(`${SLEEP}); ${PRINT} setInterval(() => console.log("."), 1)`),
  shell: { command: ["sh", "-c", 'echo "pid $$"; sleep 600; true'] },
  // Leaves its group, which only Linux lets us find again.
  ...(process.platform === "linux" && {
    daemon: script(`${PRINT} console.log("pid", ${SLEEP}, { detached: true }).pid)`),
  }),
};

class TellingSink extends MemoryLogSink {
  override append(stream: string, lines: readonly { readonly at: number; readonly text: string }[]): void {
    for (const { text } of lines) {
      if (/^pid|listens on port/.test(text)) console.log(text);
    }
    super.append(stream, lines);
  }
}

const [, , folder = ""] = process.argv;
const runtime = new ProcessTaskRuntime({
  logs: new TellingSink(),
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
