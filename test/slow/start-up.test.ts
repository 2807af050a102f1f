import { readFileSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ApiClient } from "../api/support/client.ts";
import { Command } from "../api/support/command.ts";
import { temporaryFolder } from "../api/support/temporary-folder.ts";

const STORE_MEBIBYTES = 100;
const STARTS = 5;
const MAX_SECONDS = 1;
const MESSAGE = "x".repeat(100_000);

test("with a store of 100 MB the server listens within a second of its process's start (median of 5)", async () => {
  const folder = await temporaryFolder();
  try {
    await fill(folder.path);
    const size = await sizeMiB(folder.path);
    expect(size).toBeGreaterThan(STORE_MEBIBYTES * 0.95);
    const seconds: number[] = [];
    for (let start = 0; start < STARTS; start += 1) {
      await using server = new Command(["--port", "0", "--data", folder.path]);
      await server.up();
      const worked = processorSeconds(server.process.pid);
      server.process.kill("SIGTERM");
      const { output } = await server.ended();
      // What process.uptime said when the server listened; on a busy machine it has waited for its turn meanwhile.
      seconds.push(Math.min(worked, Number(/\(([\d.]+) s\)/.exec(output)?.[1])));
    }
    const median = seconds.sort((left, right) => left - right)[Math.floor(STARTS / 2)];
    process.stdout.write(`a store of ${size.toFixed(0)} MiB: listening after ${seconds.join(", ")} s\n`);
    expect(median).toBeLessThan(MAX_SECONDS);
  } finally {
    await folder.remove?.();
  }
});

/** Linux alone tells: of user code and of the system's on its behalf, in hundredths. */
function processorSeconds(pid = 0): number {
  if (process.platform !== "linux") return Number.POSITIVE_INFINITY;
  const [, state = ""] = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ");
  const [user, system] = state.split(" ").slice(11, 13).map(Number);
  return ((user ?? 0) + (system ?? 0)) / 100;
}

async function fill(path: string): Promise<void> {
  await using server = new Command(["--port", "0", "--data", path]);
  const api = new ApiClient(await server.up());
  await api.post("/v1/queues", { name: "full" });
  const entries = Array.from({ length: 10 }, () => ({ body: MESSAGE }));
  for (let bytes = 0; bytes < STORE_MEBIBYTES * 1024 * 1024; bytes += entries.length * MESSAGE.length) {
    const { status } = await api.post("/v1/queues/full/messages/batch", { entries });
    expect(status).toBe(200);
  }
  server.process.kill("SIGTERM");
  await server.ended();
}

async function sizeMiB(path: string): Promise<number> {
  const files = await readdir(path, { recursive: true, withFileTypes: true });
  return (
    files
      .filter((file) => file.isFile())
      .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0) /
    1024 /
    1024
  );
}
