import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { openEnvironment } from "../../shared/adapters/lmdb/environment.ts";
import { LmdbTableStore } from "../../shared/adapters/lmdb/table-store.ts";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { SystemRandom } from "../../shared/adapters/system/random.ts";
import { temporaryFolder } from "../api/support/temporary-folder.ts";
import { simulate } from "../simulation/run.ts";

/*
 * More seeds than npm test has time for: the same ones each time, so that a change is judged by what it changes.
 * `SIMULATION_SEED=new npm run test:slow -- simulation` takes seeds that nobody has seen, `SIMULATION_SEED=123` that one
 * alone. One that fails becomes a fixed seed of test/simulation/simulation.test.ts.
 */

const RUNS = 300;
const STEPS = 300;
const BATCH = 20;

const FIRST = 1_000_000;
const asked = process.env.SIMULATION_SEED;
const first = asked === "new" ? new SystemRandom().below(2 ** 31) : Number(asked ?? FIRST);
const alone = asked !== undefined && asked !== "new";
const seeds = Array.from({ length: alone ? 1 : RUNS }, (_, index) => first + index);

test.each(Array.from({ length: Math.ceil(seeds.length / BATCH) }, (_, batch) => ({ from: first + batch * BATCH })))(
  "queues and topics keep their promises, seeds from $from",
  async ({ from }) => {
    for (const seed of seeds.filter((one) => one >= from && one < from + BATCH)) {
      const { faults } = await simulate(seed, STEPS);
      expect(faults, `SIMULATION_SEED=${seed}`).toEqual([]);
    }
  },
);

/** On LMDB a seed is not the same run each time: who comes first depends on the disk, too. */
const LMDB_RUNS = 30;
const PATIENCE_MILLISECONDS = 2;

test.each(Array.from({ length: LMDB_RUNS }, (_, index) => first + index))("and on LMDB, seed %d", async (seed) => {
  const folder = await temporaryFolder();
  const environment = openEnvironment(folder.path);
  const store = new LmdbTableStore({ environment, random: new SeededRandom(seed) });
  try {
    const { faults } = await simulate(seed, STEPS, { store, patience: () => setTimeout(PATIENCE_MILLISECONDS) });
    expect(faults).toEqual([]);
  } finally {
    await environment.close();
    await folder.remove?.();
  }
});
