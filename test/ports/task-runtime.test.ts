import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { MemoryLogSink } from "../../shared/adapters/memory/log-sink.ts";
import { MemoryTaskRuntime } from "../../shared/adapters/memory/task-runtime.ts";
import { ProcessTaskRuntime } from "../../shared/adapters/process/task-runtime.ts";
import { SystemClock } from "../../shared/adapters/system/clock.ts";
import { SystemRandom } from "../../shared/adapters/system/random.ts";
import { taskRuntimeContract } from "./task-runtime.ts";

taskRuntimeContract("MemoryTaskRuntime", () => {
  const runtime = new MemoryTaskRuntime({ auto: true });
  return { runtime, exit: async (task, exitCode) => runtime.exit(task, { exitCode }) };
});

const folder = mkdtempSync(join(tmpdir(), "skyground-tasks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

taskRuntimeContract("ProcessTaskRuntime", () => {
  const runtime = new ProcessTaskRuntime({
    logs: new MemoryLogSink(),
    clock: new SystemClock(),
    random: new SystemRandom(),
    folder,
  });
  return { runtime, exit: (_task, exitCode, address) => die(address, exitCode) };
});

async function die(address: string | undefined, exitCode: number): Promise<void> {
  await fetch(`${address}/die`, { method: "POST", body: JSON.stringify({ exitCode }) });
}
