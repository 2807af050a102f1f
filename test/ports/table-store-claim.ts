import { describe, expect, test } from "vitest";
import type { ClaimRequest, Row, TableStore, Write } from "../../shared/ports/table-store.ts";
import { plain, put, putDue, remove, sorts, TIMED, timed } from "./table-store-samples.ts";

const NOW = 10_000;
const HIDDEN_UNTIL = NOW + 30_000;

export function claimContract(store: () => TableStore): void {
  function claim(limit: number, rewrite: ClaimRequest<string>["rewrite"], more: Partial<ClaimRequest<string>> = {}) {
    return store().claim({ ...TIMED, dueUntil: NOW, limit, rewrite, ...more });
  }

  const hide = (row: Row): { take: string; writes: Write[] } => ({
    take: row.sort,
    writes: [put(row, row.value, { dueAt: HIDDEN_UNTIL, expect: { version: row.version } })],
  });

  describe("claims", () => {
    test("takes what is due, soonest first, up to the limit, and rewrites it", async () => {
      await putDue(store(), [
        ["late", NOW],
        ["soon", 5],
        ["sooner", 1],
        ["future", NOW + 1],
      ]);
      expect(await claim(2, hide)).toEqual({ taken: ["sooner", "soon"], noted: [], conflicts: 0 });
      expect((await store().get(timed("soon")))?.dueAt).toBe(HIDDEN_UNTIL);
      expect(await claim(2, hide)).toEqual({ taken: ["late"], noted: [], conflicts: 0, nextDueAt: NOW + 1 });
      expect(await claim(2, hide)).toMatchObject({ taken: [], nextDueAt: NOW + 1 });
    });

    test("tells of no next instant where nothing will come due", async () => {
      expect(await claim(1, hide)).toEqual({ taken: [], noted: [], conflicts: 0 });
      await putDue(store(), [["a", 1]]);
      expect(await claim(5, (row) => ({ take: row.sort, writes: [remove(row)] }))).toEqual({
        taken: ["a"],
        noted: [],
        conflicts: 0,
      });
      expect(await store().get(timed("a"))).toBeUndefined();
    });

    test("ends with the row that is said to be the last", async () => {
      await putDue(store(), [
        ["a", 1],
        ["b", 2],
        ["c", 3],
      ]);
      const seen: string[] = [];
      const claimed = await claim(3, (row) => {
        seen.push(row.sort);
        return { ...hide(row), last: row.sort === "b" };
      });
      expect(claimed).toEqual({ taken: ["a", "b"], noted: [], conflicts: 0 });
      expect(seen).toEqual(["a", "b"]);
    });

    test("tells each rewrite how many were taken before", async () => {
      await putDue(store(), [
        ["a", 1],
        ["b", 2],
        ["c", 3],
        ["d", 4],
      ]);
      const seen: [string, number][] = [];
      await claim(3, (row, index) => {
        seen.push([row.sort, index]);
        return row.sort === "a" ? "skip" : hide(row);
      });
      expect(seen).toEqual([
        ["a", 0],
        ["b", 0],
        ["c", 1],
        ["d", 2],
      ]);
    });

    test("goes on looking past rows that are skipped or only rewritten, and notes them", async () => {
      await putDue(
        store(),
        Array.from({ length: 300 }, (_, index) => [`m${index + 100}`, index] as const),
      );
      const claimed = await claim(2, (row) => {
        if (row.sort < "m200") return { note: row.sort, writes: [remove(row)] };
        if (row.sort < "m395") return "skip";
        return hide(row);
      });
      expect(claimed).toMatchObject({ taken: ["m395", "m396"], conflicts: 0 });
      expect(claimed.noted).toHaveLength(100);
      expect(await store().query({ ...TIMED, before: "m200", limit: 10 })).toEqual([]);
      expect((await store().get(timed("m300")))?.dueAt).toBe(200);
    });

    test("looks at no more rows than it may", async () => {
      await putDue(
        store(),
        Array.from({ length: 50 }, (_, index) => [`m${index + 10}`, 1] as const),
      );
      let examined = 0;
      const rewrite = (row: Row) => {
        examined += 1;
        return row.sort === "m59" ? hide(row) : "skip";
      };
      expect(await claim(1, rewrite, { maxExamined: 20 })).toMatchObject({ taken: [] });
      expect(examined).toBe(20);
    });

    test("takes a row that is due again at once only once", async () => {
      await putDue(store(), [
        ["a", 1],
        ["b", 2],
      ]);
      const again = (row: Row) => ({ take: row.sort, writes: [put(row, row.value, { dueAt: NOW })] });
      expect((await claim(10, again)).taken).toEqual(["a", "b"]);
    });

    test("writes other rows together with the one it takes, or neither", async () => {
      await putDue(store(), [
        ["a", 1],
        ["b", 2],
      ]);
      await store().transact([put(plain("lock-a"))]);
      const lock = (row: Row) => {
        const { take, writes } = hide(row);
        return { take, writes: [...writes, put(plain(`lock-${row.sort}`), 1, { expect: "absent" })] };
      };
      expect(await claim(10, lock)).toMatchObject({ taken: ["b"], conflicts: 1 });
      expect((await store().get(timed("a")))?.dueAt).toBe(1);
      expect((await store().get(plain("lock-b")))?.value).toBe(1);
    });

    test("leaves alone what another row's rewrite has just moved or removed", async () => {
      await putDue(store(), [
        ["a", 1],
        ["b", 2],
        ["c", 3],
        ["d", 4],
      ]);
      const first = (row: Row) => {
        const { take, writes } = hide(row);
        const others = [put(timed("b"), 1, { dueAt: HIDDEN_UNTIL }), remove(timed("c"))];
        return { take, writes: row.sort === "a" ? [...writes, ...others] : writes };
      };
      expect((await claim(10, first)).taken).toEqual(["a", "d"]);
    });

    test("fails when the rewrite does, and when it breaks a rule", async () => {
      await putDue(store(), [["a", 1]]);
      const fail = () => {
        throw new Error("a bug");
      };
      await expect(claim(1, fail)).rejects.toThrow("a bug");
      await expect(claim(1, (row) => ({ take: "", writes: [put(row), put(row)] }))).rejects.toThrow("same key");
      expect((await claim(1, hide)).taken).toEqual(["a"]);
    });

    test("gives 32 claimers each row once, with at most a tenth of them in conflict", async () => {
      const all = Array.from({ length: 2000 }, (_, index) => `m${index + 1000}`);
      await putDue(
        store(),
        all.map((sort, index) => [sort, index % 50] as const),
      );
      const taken: string[] = [];
      let claims = 0;
      let conflicts = 0;
      await Promise.all(
        Array.from({ length: 32 }, async () => {
          for (;;) {
            const claimed = await claim(10, hide);
            claims += 1;
            conflicts += claimed.conflicts;
            taken.push(...claimed.taken);
            if (claimed.taken.length === 0) return;
          }
        }),
      );
      expect(taken.toSorted()).toEqual(all);
      expect(conflicts).toBeLessThanOrEqual(claims / 10);
      expect(sorts(await store().due({ ...TIMED, until: NOW, limit: 1 }))).toEqual([]);
    });
  });
}
