import { describe, expect, it } from "vitest";
import { SeededRandom } from "../../../shared/adapters/memory/seeded-random.ts";
import { MemoryTableStore } from "../../../shared/adapters/memory/table-store.ts";
import { readsOf } from "../../../shared/engine/reads.ts";
import { MAX_PARTITION_BYTES, MAX_SORT_BYTES } from "../../../shared/ports/table-store.ts";

const store = new MemoryTableStore({ random: new SeededRandom(1) });
const reads = readsOf(store);
const partition = { table: "timed", partition: "p" } as const;
await store.transact([{ kind: "put", key: { ...partition, sort: "a" }, value: 1, dueAt: 5 }]);

describe("the reads of an operation", () => {
  it("are the store's own", async () => {
    expect(await reads.get({ ...partition, sort: "a" })).toMatchObject({ value: 1 });
    expect(await reads.getMany([{ ...partition, sort: "a" }])).toMatchObject([{ value: 1 }]);
    expect(await reads.query({ ...partition, limit: 1 })).toMatchObject([{ value: 1 }]);
    expect(await reads.due({ ...partition, limit: 1 })).toMatchObject([{ value: 1 }]);
    expect(await reads.countDue(partition, 0)).toEqual({ "": 1 });
  });

  it.each(["", "x".repeat(MAX_SORT_BYTES + 1), "é".repeat(MAX_SORT_BYTES / 2 + 1), "\ud800"])(
    "find nothing under a key that no store can hold: %.20s",
    async (sort) => {
      const key = { ...partition, sort };
      expect(await reads.get(key)).toBeUndefined();
      expect(await reads.getMany([{ ...partition, sort: "a" }, key])).toMatchObject([{ value: 1 }, undefined]);
      expect(await reads.totals(key)).toEqual({});
    },
  );

  it.each(["", "x".repeat(MAX_PARTITION_BYTES + 1), "a\0b", "\ud800"])(
    "find nothing in a partition that no store can hold: %.20s",
    async (name) => {
      const impossible = { table: "timed", partition: name } as const;
      expect(await reads.get({ ...impossible, sort: "a" })).toBeUndefined();
      expect(await reads.query({ ...impossible, limit: 1 })).toEqual([]);
      expect(await reads.due({ ...impossible, limit: 1 })).toEqual([]);
      expect(await reads.countDue(impossible, 0)).toEqual({});
    },
  );

  it.each(["prefix", "after"])("find nothing where %s is longer than a key, or none", async (bound) => {
    for (const text of ["x".repeat(MAX_SORT_BYTES + 1), "\ud800"]) {
      expect(await reads.query({ ...partition, limit: 1, [bound]: text })).toEqual([]);
    }
  });
});
