import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { PATIENCE } from "../../support/patience.ts";
import { createHarness, gone } from "./harness.ts";

const PARENT = fileURLToPath(new URL("./orphan-parent.ts", import.meta.url));
const ALL_PROCESSES = process.platform === "linux" ? 9 : 7;

/** A server of its own, as soon as its tasks have told of so many processes. */
async function startParent(told: number) {
  const folder = await mkdtemp(join(tmpdir(), "skyground-orphans-"));
  const parent = spawn(process.execPath, [PARENT, folder], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(async () => {
    await kill(parent);
    await rm(folder, { recursive: true, force: true });
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: parent.stdout })) {
    if (lines.push(line) === told) break;
  }
  const pids = lines.flatMap((line) => /^pid (\d+)/.exec(line)?.slice(1).map(Number) ?? []);
  return { parent, folder, pids };
}

async function kill(parent: ChildProcess): Promise<void> {
  if (parent.kill("SIGKILL")) await once(parent, "exit");
}

/** Linux: every process whose environment says that it belongs to a task of this server. */
async function processesOf({ pid }: ChildProcess): Promise<string[]> {
  if (process.platform !== "linux") return [];
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const environments = await Promise.all(pids.map((id) => readFile(`/proc/${id}/environ`, "latin1").catch(() => "")));
  return pids.filter((_, index) => environments[index]?.includes(`task/default/${pid}`));
}

/** Linux: watchdogs of runtimes in the folder. */
async function watchdogsOf(folder: string): Promise<number[]> {
  if (process.platform !== "linux") return [];
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(pids.map((id) => readFile(`/proc/${id}/cmdline`, "latin1").catch(() => "")));
  return pids.filter((_, index) => commands[index]?.includes(`watchdog.mjs\0${folder}`)).map(Number);
}

test.each([1, 5, ALL_PROCESSES])(
  "nothing outlives a server that is killed when its tasks have started %i processes",
  async (told) => {
    const { parent, pids } = await startParent(told);
    await kill(parent);
    await gone(pids);
    await vi.waitFor(async () => expect(await processesOf(parent)).toEqual([]), PATIENCE);
  },
);

test("the folder of a server that was killed goes too", async () => {
  const { parent, folder } = await startParent(2);
  await kill(parent);
  await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]), PATIENCE);
  expect(await processesOf(parent)).toEqual([]);
});

test.runIf(process.platform === "linux")("a watchdog that is killed is replaced", async () => {
  const { startWeb, folder } = await createHarness();
  await startWeb();
  const [first = 0] = await watchdogsOf(folder);
  process.kill(first, "SIGKILL");
  await gone([first]);
  await vi.waitFor(async () => expect(await watchdogsOf(folder)).toHaveLength(1), PATIENCE);
  expect(await watchdogsOf(folder)).not.toContain(first);
});

test("a runtime that is closed leaves neither processes nor files", async () => {
  const { startWeb, runtime, folder } = await createHarness();
  await startWeb();
  const watchdogs = await watchdogsOf(folder);
  await runtime.close();
  await gone(watchdogs);
  expect(await readdir(folder)).toEqual([]);
});

test("what a killed server left on disk goes with the next start, a living one's stays", async () => {
  const { folder, startWeb } = await createHarness();
  const ended = spawn(process.execPath, ["-e", ""]);
  await once(ended, "exit");
  const [dead, alive] = [`${ended.pid}-0badcafe`, `${process.pid}-0badcafe`];
  for (const name of [dead, alive]) await mkdir(join(folder, name, "task"), { recursive: true });
  await startWeb();
  const names = await readdir(folder);
  expect(names).toContain(alive);
  expect(names).not.toContain(dead);
});
