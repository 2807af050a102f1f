import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { createHarness, gone } from "./harness.ts";

const PARENT = fileURLToPath(new URL("./orphan-parent.ts", import.meta.url));

async function startParent() {
  const folder = await mkdtemp(join(tmpdir(), "skyground-orphans-"));
  const parent = spawn(process.execPath, [PARENT, folder], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(async () => {
    parent.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });
  const [line] = await once(parent.stdout, "data");
  const { pids, server }: { pids: number[]; server: number } = JSON.parse(String(line));
  return { parent, folder, pids, server };
}

/** Every process whose environment says that it belongs to a task of this server, the web app's included. */
async function processesOf(server: number): Promise<number[]> {
  if (process.platform !== "linux") return [];
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const environments = await Promise.all(
    names.map((pid) => readFile(`/proc/${pid}/environ`, "latin1").catch(() => "")),
  );
  return names.map(Number).filter((_, index) => environments[index]?.includes(`task/default/${server}`));
}

test("nothing that a task started outlives a server that was killed", async () => {
  const { parent, pids, server } = await startParent();
  const found = await processesOf(server);
  expect(new Set([...pids, ...found]).size).toBeGreaterThan(pids.length - 1);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  await gone([...pids, ...found]);
  expect(await processesOf(server)).toEqual([]);
});

test("what a killed server left on disk goes with the next start, a living one's stays", async () => {
  const { parent, folder: leftBehind } = await startParent();
  const [dead = ""] = await readdir(leftBehind);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  const { folder, startWeb } = await createHarness();
  const mine = `${process.pid}-0badcafe`;
  for (const name of [dead, mine]) await mkdir(join(folder, name, "task"), { recursive: true });
  await startWeb();
  const names = await readdir(folder);
  expect(names).toContain(mine);
  expect(names).not.toContain(dead);
});
