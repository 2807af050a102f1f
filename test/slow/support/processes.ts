import { readdir, readFile } from "node:fs/promises";

/** The processes of a server's tasks, found by the variable that every task has and the server's own address. Linux only. */
export async function taskProcesses(serverUrl: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map(async (pid) => ((await isTask(pid, serverUrl)) ? [Number(pid)] : [])));
  return found.flat();
}

async function isTask(pid: string, serverUrl: string): Promise<boolean> {
  const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
  return environment.includes("SKYGROUND_TASK=") && environment.includes(`SKYGROUND_URL=${serverUrl}\0`);
}

/** Anonymous resident memory of a process, in MiB: what it holds itself, without the files that it maps. Linux only. */
export async function anonymousMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
