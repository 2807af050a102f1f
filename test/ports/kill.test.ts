import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openEnvironment } from "../../shared/adapters/lmdb/environment.ts";
import { LmdbTableStore } from "../../shared/adapters/lmdb/table-store.ts";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import type { Row } from "../../shared/ports/table-store.ts";
import { temporaryFolder } from "./subject.ts";
import { sorts, TIMED, timed } from "./table-store-samples.ts";

const WRITER = fileURLToPath(new URL("kill-writer.ts", import.meta.url));
/** How many acknowledgements are waited for before the kill, each time. */
const KILLS_AFTER = [1, 150, 700];

/** Writes until so many writes are acknowledged, kills at once, and tells all that were. */
async function writeAndKill(folder: string, run: number, acknowledgements: number): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, folder, `${run}`], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (said.split("\n").length > acknowledgements) child.kill("SIGKILL");
  });
  await once(child, "close");
  return said.split("\n").slice(0, -1);
}

async function allRows(store: LmdbTableStore): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await store.query({ ...TIMED, after: rows.at(-1)?.sort ?? "", limit: 500 });
    rows.push(...page);
    if (page.length < 500) return rows;
  }
}

test("LMDB loses no acknowledged write when its process is killed, brings nothing back and stays consistent", async () => {
  const folder = await temporaryFolder();
  const said: string[] = [];
  for (const [run, acknowledgements] of KILLS_AFTER.entries()) {
    said.push(...(await writeAndKill(folder, run, acknowledgements)));
    const environment = openEnvironment(folder);
    const store = new LmdbTableStore({ environment, random: new SeededRandom(run) });
    const rows = await allRows(store);
    const there = new Set(sorts(rows));
    const deleted = said.filter((line) => line.startsWith("-")).map((line) => line.slice(1));
    // Every third row is deleted right after it was put: the delete may have been made and not yet acknowledged.
    const kept = said.filter((line) => line.startsWith("+") && Number(line.split("-").at(-1)) % 3 > 0);
    expect(kept.filter((line) => !there.has(line.slice(1)))).toEqual([]);
    expect(deleted.filter((sort) => there.has(sort))).toEqual([]);
    expect(await store.totals(timed("totals"))).toEqual({ rows: rows.length });
    expect(await store.countDue(TIMED, -1)).toEqual({ "": rows.length });
    await environment.close();
  }
  expect(said.length).toBeGreaterThan(800);
  await rm(folder, { recursive: true });
});
