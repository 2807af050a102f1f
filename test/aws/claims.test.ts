import { expect, test } from "vitest";
import { DynamoDbTableStore } from "../../shared/adapters/dynamodb/table-store.ts";
import { SystemClock } from "../../shared/adapters/system/clock.ts";
import { SystemRandom } from "../../shared/adapters/system/random.ts";
import type { Row } from "../../shared/ports/table-store.ts";
import { put, putDue, TIMED } from "../ports/table-store-samples.ts";
import { createStore, createTables } from "./support/clients.ts";

const NOW = 10_000_000;
/** It was 2 to 3 % on a busy machine; claimers who fight for the head of the queue lose more than half. */
const MAX_LOST = 0.1;

test("claimers of different processes take each row once, and seldom fight", async () => {
  const tables = await createTables();
  // A store each, as if in a process of its own: none knows what the others have in hand.
  const stores = Array.from(
    { length: 16 },
    () => new DynamoDbTableStore({ ...tables, random: new SystemRandom(), clock: new SystemClock() }),
  );
  const [first] = stores;
  if (!first) return;
  const all = Array.from({ length: 2000 }, (_, index) => `m${index + 1000}`);
  await putDue(
    first,
    all.map((sort, index) => [sort, index * 1000] as const),
  );
  const hide = (row: Row) => ({
    take: row.sort,
    writes: [put(row, row.value, { dueAt: NOW, expect: { version: row.version } })],
  });
  const taken: string[] = [];
  let writes = 0;
  let conflicts = 0;
  await Promise.all(
    stores.map(async (store) => {
      for (;;) {
        const claimed = await store.claim({ ...TIMED, dueUntil: 2_000_000, limit: 10, rewrite: hide });
        conflicts += claimed.conflicts;
        writes += claimed.conflicts + claimed.taken.length;
        taken.push(...claimed.taken);
        if (claimed.taken.length === 0) return;
      }
    }),
  );
  expect(taken.toSorted()).toEqual(all);
  console.info(`${conflicts} of ${writes} conditional writes lost`);
  expect(conflicts / writes).toBeLessThanOrEqual(MAX_LOST);
  await tables.drop();
});

test("a total that fails after its rows are written does not undo or repeat them", async () => {
  const { tables, dispose } = await createStore();
  const failures: unknown[] = [];
  const store = new DynamoDbTableStore({
    ...tables,
    random: new SystemRandom(),
    clock: new SystemClock(),
    onError: (error) => failures.push(error),
  });
  const key = { table: "plain", partition: "p", sort: "s" } as const;
  const bad = { kind: "add", key: { ...key, sort: "total" }, by: { "": 1e130 } } as const;
  expect(await store.transact([put(key, 1), bad])).toEqual({ ok: true });
  expect(failures).toHaveLength(1);
  expect((await store.get(key))?.value).toBe(1);
  await dispose();
});
