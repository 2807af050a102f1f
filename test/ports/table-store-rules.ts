import { describe, expect, test } from "vitest";
import type { Value } from "../../shared/core/json.ts";
import { MAX_PARTITION_BYTES, MAX_SORT_BYTES, type TableStore } from "../../shared/ports/table-store.ts";
import { PLAIN, plain, put, timed } from "./table-store-samples.ts";

export function rulesContract(store: () => TableStore): void {
  describe("rules whose breach is a bug", () => {
    const longestPartition = "é".repeat(MAX_PARTITION_BYTES / 2);
    const longestSort = "🦄".repeat(MAX_SORT_BYTES / 4);

    test("takes the longest keys there may be", async () => {
      const key = { table: "timed", partition: longestPartition, sort: longestSort } as const;
      await store().transact([put(key, 1, { dueAt: 1, tag: "t" }), { kind: "add", key: plain("t"), by: { rows: 1 } }]);
      expect((await store().get(key))?.value).toBe(1);
      expect(await store().query({ ...key, prefix: longestSort, limit: 1 })).toHaveLength(1);
      expect(await store().due({ ...key, after: { dueAt: 0, sort: longestSort }, limit: 1 })).toHaveLength(1);
      expect(await store().due({ ...key, after: { dueAt: 1, sort: longestSort }, limit: 1 })).toHaveLength(0);
      const claimed = await store().claim({ ...key, dueUntil: 1, limit: 1, rewrite: () => ({ take: 1, writes: [] }) });
      expect(claimed.taken).toEqual([1]);
    });

    test.each([
      ["a partition that is too long", { ...PLAIN, partition: `${longestPartition}x`, sort: "a" }, "1 to 900 bytes"],
      ["a sort key that is too long", plain(`${longestSort}x`), "1 to 1024 bytes"],
      ["an empty sort key", plain(""), "1 to 1024 bytes"],
      ["an empty partition", { ...PLAIN, partition: "", sort: "a" }, "1 to 900 bytes"],
      ["NUL in a partition", { ...PLAIN, partition: "a\0b", sort: "a" }, "no NUL"],
      ["half an emoji", plain("\ud83e"), "well-formed"],
    ])("refuses %s", async (_, key, message) => {
      await expect(store().transact([put(key)])).rejects.toThrow(message);
      await expect(store().get(key)).rejects.toThrow(message);
      await expect(store().getMany([key])).rejects.toThrow(message);
      await expect(store().totals(key)).rejects.toThrow(message);
    });

    test("refuses a due instant in the plain table, and one that is none", async () => {
      await expect(store().transact([put(plain("a"), 1, { dueAt: 1 })])).rejects.toThrow("timed table");
      await expect(store().transact([put(timed("a"), 1, { dueAt: Number.NaN })])).rejects.toThrow("no due instant");
      await expect(store().transact([put(timed("a"), 1, { dueAt: -1 })])).rejects.toThrow("no due instant");
    });

    test("refuses two writes of one key, and more than a hundred", async () => {
      await expect(store().transact([put(plain("a")), put(plain("a"))])).rejects.toThrow("same key");
      const many = Array.from({ length: 101 }, (_, index) => put(plain(`${index}`)));
      await expect(store().transact(many)).rejects.toThrow("at most 100 writes");
      expect(await store().transact(many.slice(1))).toEqual({ ok: true });
    });

    test.each([
      ["an instant of class Date", new Date(0)],
      ["no number", Number.NaN],
      ["a function", () => 1],
      ["nothing at all", undefined],
      ["a map", new Map()],
    ])("refuses a value with %s, and writes nothing of its transaction", async (_, value) => {
      const bad = [value] as unknown as Value;
      await expect(store().transact([put(plain("before")), put(plain("a"), bad)])).rejects.toThrow("a row cannot hold");
      expect(await store().get(plain("before"))).toBeUndefined();
    });

    test("leaves out members that are undefined", async () => {
      await store().transact([put(plain("a"), { kept: 1, dropped: undefined } as unknown as Value)]);
      expect(Object.keys((await store().get(plain("a")))?.value as object)).toEqual(["kept"]);
    });
  });
}
