import { describe, expect, test } from "vitest";
import type { TableStore } from "../../shared/ports/table-store.ts";
import { put, putDue, remove, sorts, TIMED, timed } from "./table-store-samples.ts";

export function dueContract(store: () => TableStore): void {
  describe("due ordering", () => {
    test("gives rows soonest first, equal instants by key, others not at all", async () => {
      await putDue(store(), [
        ["d", 3000],
        ["b", 1000],
        ["🦄", 2000],
        ["\uffee", 2000],
        ["a", 2000],
        ["z", 0],
      ]);
      await store().transact([
        put(timed("c")),
        put({ ...timed("x"), partition: `${TIMED.partition}0` }, 1, { dueAt: 1 }),
      ]);
      const rows = await store().due({ ...TIMED, limit: 10 });
      expect(sorts(rows)).toEqual(["z", "b", "a", "\uffee", "🦄", "d"]);
      expect(rows[1]).toEqual(await store().get(timed("b")));
    });

    test("keeps to instants, both inclusive, fractions told apart", async () => {
      await putDue(store(), [
        ["z", 0],
        ["a", 1000],
        ["b", 1000.5],
        ["c", 1001],
        ["d", 1e15],
      ]);
      const due = async (from?: number, until?: number) =>
        sorts(
          await store().due({
            ...TIMED,
            limit: 10,
            ...(from === undefined ? {} : { from }),
            ...(until === undefined ? {} : { until }),
          }),
        );
      expect(await due(1000, 1000)).toEqual(["a"]);
      expect(await due(1000.1)).toEqual(["b", "c", "d"]);
      expect(await due(undefined, 1001)).toEqual(["z", "a", "b", "c"]);
      expect(await due(-5, Number.POSITIVE_INFINITY)).toEqual(["z", "a", "b", "c", "d"]);
      expect(await store().countDue(TIMED, -1)).toEqual({ "": 5 });
      expect(await store().countDue(TIMED, Number.POSITIVE_INFINITY)).toEqual({});
      expect(await due(0, -1)).toEqual([]);
    });

    test("gives pages that together are the whole, also within one instant", async () => {
      const rows = Array.from({ length: 20 }, (_, index) => [`m${index + 10}`, 1000 + Math.floor(index / 7)] as const);
      await putDue(store(), rows);
      const paged: string[] = [];
      let after: { dueAt: number; sort: string } | undefined;
      for (;;) {
        const page = await store().due({ ...TIMED, limit: 3, ...(after ? { after } : {}) });
        paged.push(...sorts(page));
        const last = page.at(-1);
        if (page.length < 3 || !last) break;
        after = { dueAt: last.dueAt ?? 0, sort: last.sort };
      }
      expect(paged).toEqual(rows.map(([sort]) => sort));
    });

    test("follows a row that is moved, loses its instant or goes", async () => {
      await putDue(store(), [
        ["a", 1],
        ["b", 2],
        ["c", 3],
        ["d", 4],
      ]);
      await store().transact([put(timed("a"), 1, { dueAt: 5 }), put(timed("b")), remove(timed("c"))]);
      expect(sorts(await store().due({ ...TIMED, limit: 10 }))).toEqual(["d", "a"]);
    });

    test("counts by tag what is due strictly after an instant", async () => {
      await store().transact([
        put(timed("a"), 1, { dueAt: 1000 }),
        put(timed("b"), 1, { dueAt: 2000, tag: "delayed" }),
        put(timed("c"), 1, { dueAt: 3000, tag: "delayed" }),
        put(timed("d"), 1, { dueAt: 3000, tag: "taken" }),
        put(timed("e"), 1, { dueAt: 4000 }),
        put(timed("f"), 1, { tag: "idle" }),
      ]);
      expect(await store().countDue(TIMED, 0)).toEqual({ "": 2, delayed: 2, taken: 1 });
      expect(await store().countDue(TIMED, 2000)).toEqual({ "": 1, delayed: 1, taken: 1 });
      expect(await store().countDue(TIMED, 4000)).toEqual({});
      await store().transact([put(timed("c"), 1, { dueAt: 3000, tag: "taken" })]);
      expect(await store().countDue(TIMED, 2000)).toEqual({ "": 1, taken: 2 });
    });

    test("counts thousands", async () => {
      await putDue(
        store(),
        Array.from({ length: 10_000 }, (_, index) => [`m${index}`, 1000 + (index % 100)] as const),
      );
      expect(await store().countDue(TIMED, 1049)).toEqual({ "": 5000 });
    });
  });
}
