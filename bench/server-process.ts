import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A server under test: its own process, a free port, a folder that goes with it. */
export interface ServerProcess {
  readonly url: string;
  /** CPU seconds that the process has used, user and system. Linux only. */
  cpuSeconds(): Promise<number>;
  /** The most memory that it has held so far. Linux only. */
  peakMebibytes(): Promise<number>;
  stop(): Promise<void>;
}

const READY_TRIES = 200;
const READY_PAUSE_MILLISECONDS = 50;
/** Linux counts CPU time of processes in hundredths of a second. */
const TICKS_PER_SECOND = 100;

export async function startProcess(
  script: readonly string[] | ((port: number, folder: string) => readonly string[]),
  environment: (port: number, folder: string) => Record<string, string> = () => ({}),
): Promise<ServerProcess> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "skyground-bench-"));
  const env = { ...process.env, ...environment(port, folder) };
  const child = spawn(process.execPath, typeof script === "function" ? script(port, folder) : script, {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, child);
  return {
    url,
    async cpuSeconds() {
      const [, fields = ""] = (await readFile(`/proc/${child.pid}/stat`, "utf8")).split(") ");
      const values = fields.split(" ");
      return (Number(values[11]) + Number(values[12])) / TICKS_PER_SECOND;
    },
    async peakMebibytes() {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8");
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
    },
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < READY_TRIES && child.exitCode === null; attempt += 1) {
    try {
      await fetch(url, { method: "OPTIONS" });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, READY_PAUSE_MILLISECONDS));
    }
  }
  throw new Error(`${url} did not come up`);
}
