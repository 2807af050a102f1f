import { describe, expect, test } from "vitest";
import type { TableStore } from "../../shared/ports/table-store.ts";
import { PLAIN, plain, put, remove, TIMED, timed } from "./table-store-samples.ts";

export function totalsContract(store: () => TableStore): void {
  const add = (sort: string, by: Record<string, number>) => ({ kind: "add", key: plain(sort), by }) as const;

  describe("totals", () => {
    test("adds up by name, exactly, however many add at once", async () => {
      await Promise.all(
        Array.from({ length: 50 }, (_, index) => store().transact([add("queue", { messages: 1, bytes: index })])),
      );
      await store().transact([add("queue", { messages: -10 })]);
      expect(await store().totals(plain("queue"))).toEqual({ messages: 40, bytes: 1225 });
      expect(await store().totals(plain("other"))).toEqual({});
    });

    test("are no rows", async () => {
      await store().transact([add("queue", { messages: 1 })]);
      expect(await store().get(plain("queue"))).toBeUndefined();
      expect(await store().query({ ...PLAIN, limit: 10 })).toEqual([]);
      expect(await store().transact([put(plain("queue"), 1, { expect: "absent" })])).toEqual({ ok: true });
      expect(await store().totals(plain("queue"))).toEqual({ messages: 1 });
    });

    test("go when their key is deleted", async () => {
      await store().transact([add("queue", { messages: 1 })]);
      await store().transact([remove(plain("queue"))]);
      expect(await store().totals(plain("queue"))).toEqual({});
    });

    test("stay when a delete expects something of a row of the same key", async () => {
      await store().transact([add("queue", { messages: 1 })]);
      await store().transact([put(plain("queue"), 1)]);
      await store().transact([remove(plain("queue"), "present")]);
      expect(await store().get(plain("queue"))).toBeUndefined();
      expect(await store().totals(plain("queue"))).toEqual({ messages: 1 });
    });
  });

  describe("drop", () => {
    test("removes every partition that begins with the prefix, page by page, and no other", async () => {
      const doomed = ["default.1/a", "default.1/b/c", "default.1/🦄"];
      const spared = ["default.10/a", "default.1", "other.1/a"];
      for (const partition of [...doomed, ...spared]) {
        await store().transact([
          ...Array.from({ length: 20 }, (_, index) => put({ table: "plain", partition, sort: `${index}` })),
          ...Array.from({ length: 20 }, (_, index) =>
            put({ table: "timed", partition, sort: `${index}` }, 1, { dueAt: 1 }),
          ),
          { kind: "add", key: { table: "plain", partition, sort: "totals" }, by: { rows: 1 } },
        ]);
      }
      let pages = 1;
      while (await store().drop("default.1/", 25)) pages += 1;
      expect(pages).toBeGreaterThan(3);
      expect(await store().drop("default.1/", 25)).toBe(false);
      for (const partition of [...doomed, ...spared]) {
        const left = spared.includes(partition) ? 20 : 0;
        expect(await store().query({ table: "plain", partition, limit: 100 })).toHaveLength(left);
        expect(await store().due({ table: "timed", partition, limit: 100 })).toHaveLength(left);
        expect(await store().countDue({ table: "timed", partition }, 0)).toEqual(left ? { "": left } : {});
        expect(await store().totals({ table: "plain", partition, sort: "totals" })).toEqual(left ? { rows: 1 } : {});
      }
    });

    test("is not asked to remove everything", async () => {
      await store().transact([put(timed("a"), 1, { dueAt: 1 })]);
      await expect(store().drop("", 10)).rejects.toThrow("a partition has 1 to 900 bytes");
      expect(await store().due({ ...TIMED, limit: 10 })).toHaveLength(1);
    });
  });
}
