import { beforeEach, describe, expect, test } from "vitest";
import type { Query, TableStore } from "../../shared/ports/table-store.ts";
import { PLAIN, plain, put, sorts } from "./table-store-samples.ts";

/** In the order of their bytes, which JavaScript's own order is not: the emoji comes behind U+FFEE. */
const KEYS = ["a", "a\0", "a/1", "a/2", "a/2/x", "a0", "b", "z", "é", "\ud7ff", "\uffee", "🦄", "🦄/1"];

export function queryContract(store: () => TableStore): void {
  describe("queries", () => {
    beforeEach(async () => {
      const shuffled = KEYS.toSorted((left, right) => ((left.length * 7) % 5) - ((right.length * 7) % 5)).reverse();
      await store().transact(shuffled.map((sort) => put(plain(sort), sort)));
      // Neighbours whose names come close.
      for (const partition of ["default.1/bucket", "default.1/buckets/", "default.1/buckets\u0001"]) {
        await store().transact([put({ table: "plain", partition, sort: "a" })]);
      }
    });

    async function found(query: Partial<Query>): Promise<string[]> {
      const rows = await store().query({ ...PLAIN, limit: 100, ...query });
      for (const row of rows) expect(row).toMatchObject({ ...plain(row.sort), value: row.sort });
      return sorts(rows);
    }

    test("orders rows by the bytes of their keys", async () => {
      expect(await found({})).toEqual(KEYS);
      expect(await found({ reverse: true })).toEqual(KEYS.toReversed());
    });

    test("keeps to a prefix, in both directions", async () => {
      for (const prefix of ["a", "a/", "a/2", "b", "🦄", "é", "\ud7ff", "q", "", "a/2/x", "a/2/xx"]) {
        const expected = KEYS.filter((key) => key.startsWith(prefix));
        expect(await found({ prefix })).toEqual(expected);
        expect(await found({ prefix, reverse: true })).toEqual(expected.toReversed());
      }
    });

    test("resumes behind a key that need not be a row", async () => {
      expect(await found({ after: "a/1" })).toEqual(KEYS.slice(3));
      expect(await found({ after: "a/1a" })).toEqual(KEYS.slice(3));
      expect(await found({ after: "" })).toEqual(KEYS);
      expect(await found({ after: "🦄/1" })).toEqual([]);
      expect(await found({ after: "\uffee" })).toEqual(["🦄", "🦄/1"]);
      expect(await found({ after: "a/1", reverse: true })).toEqual(["a\0", "a"]);
      expect(await found({ after: "a/1a", reverse: true })).toEqual(["a/1", "a\0", "a"]);
    });

    test("stops before a key", async () => {
      expect(await found({ before: "a/2" })).toEqual(["a", "a\0", "a/1"]);
      expect(await found({ before: "a/2", after: "a" })).toEqual(["a\0", "a/1"]);
      expect(await found({ before: "z", reverse: true })).toEqual(["🦄/1", "🦄", "\uffee", "\ud7ff", "é"]);
      expect(await found({ before: "b", after: "é", reverse: true })).toEqual(["z"]);
      expect(await found({ before: "a", after: "b" })).toEqual([]);
    });

    test("keeps to prefix and bounds together", async () => {
      expect(await found({ prefix: "a/", after: "a/1" })).toEqual(["a/2", "a/2/x"]);
      expect(await found({ prefix: "a/", after: "A" })).toEqual(["a/1", "a/2", "a/2/x"]);
      expect(await found({ prefix: "a/", after: "z" })).toEqual([]);
      expect(await found({ prefix: "a/", after: "z", reverse: true })).toEqual(["a/2/x", "a/2", "a/1"]);
      expect(await found({ prefix: "a/", before: "a/2/x", reverse: true })).toEqual([]);
      expect(await found({ prefix: "a/", before: "a/1", reverse: true })).toEqual(["a/2/x", "a/2"]);
    });

    test("takes bounds that are longer than any key", async () => {
      const longest = "a/1".padEnd(1024, "x");
      await store().transact([put(plain(longest), longest)]);
      expect(await found({ prefix: "a/1", after: `${longest}y` })).toEqual([]);
      expect(await found({ prefix: "a/1", before: `${longest}y` })).toEqual(["a/1", longest]);
      expect(await found({ prefix: "a/1", after: `${longest}y`, reverse: true })).toEqual([longest, "a/1"]);
      expect(await found({ prefix: "a/1", before: `${longest}y`, reverse: true })).toEqual([]);
      expect(await found({ prefix: `${longest}y` })).toEqual([]);
    });

    test("gives pages that together are the whole", async () => {
      for (const reverse of [false, true]) {
        const pages: string[] = [];
        for (;;) {
          const after = pages.at(-1);
          const page = await found({ limit: 3, reverse, ...(after === undefined ? {} : { after }) });
          pages.push(...page);
          if (page.length < 3) break;
        }
        expect(pages).toEqual(reverse ? KEYS.toReversed() : KEYS);
      }
      expect(await found({ limit: 0 })).toEqual([]);
    });
  });
}
