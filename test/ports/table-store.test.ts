import { rm } from "node:fs/promises";
import { expect, test } from "vitest";
import { openEnvironment } from "../../shared/adapters/lmdb/environment.ts";
import { LmdbTableStore } from "../../shared/adapters/lmdb/table-store.ts";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { MemoryTableStore } from "../../shared/adapters/memory/table-store.ts";
import { lmdbSubject, plainSubject, temporaryFolder } from "./subject.ts";
import { tableStoreContract } from "./table-store.ts";
import { put, TIMED, timed } from "./table-store-samples.ts";

tableStoreContract(
  "MemoryTableStore",
  plainSubject(() => new MemoryTableStore({ random: new SeededRandom(1) })),
);
tableStoreContract(
  "LmdbTableStore",
  lmdbSubject((environment) => new LmdbTableStore({ environment, random: new SeededRandom(1) })),
);

test("LMDB keeps rows, ordering and totals when it is closed and opened again, and versions stay apart", async () => {
  const folder = await temporaryFolder();
  const write = { ...put(timed("a"), { n: 1 }, { dueAt: 5, tag: "t" }) };
  let environment = openEnvironment(folder);
  const before = new LmdbTableStore({ environment, random: new SeededRandom(1) });
  await before.transact([write, { kind: "add", key: timed("totals"), by: { rows: 1 } }]);
  const row = await before.get(timed("a"));
  await environment.close();

  environment = openEnvironment(folder);
  const after = new LmdbTableStore({ environment, random: new SeededRandom(2) });
  expect(await after.due({ ...TIMED, limit: 10 })).toEqual([row]);
  expect(await after.countDue(TIMED, 0)).toEqual({ t: 1 });
  expect(await after.totals(timed("totals"))).toEqual({ rows: 1 });
  await after.transact([write]);
  expect((await after.get(timed("a")))?.version).not.toBe(row?.version);
  await environment.close();
  await rm(folder, { recursive: true });
});
