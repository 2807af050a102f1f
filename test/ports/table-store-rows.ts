import { describe, expect, test } from "vitest";
import type { Value } from "../../shared/core/json.ts";
import type { Row, TableStore } from "../../shared/ports/table-store.ts";
import { PLAIN, plain, put, remove, timed } from "./table-store-samples.ts";

const VALUES: readonly (readonly [string, Value])[] = [
  ["null", null],
  ["a number", 1.5],
  ["a large number", 1_767_225_600_123],
  ["an empty text", ""],
  ["a text with NUL, which bytes are marked with", "\u00000,3"],
  ["an emoji", "🦄"],
  ["an empty object", {}],
  ["a list", [1, [2, [null]], { a: [] }]],
  ["bytes", Uint8Array.of(0, 1, 255)],
  ["no bytes", new Uint8Array(0)],
  ["bytes deep inside", { body: { parts: [Uint8Array.of(7), "text", Uint8Array.of(8, 9)], "\u0000": "\u0000\u0000" } }],
  ["a member that JavaScript is touchy about", JSON.parse('{"__proto__":{"polluted":true},"constructor":1}')],
  ["bytes in such a member", Object.fromEntries([["__proto__", { bytes: Uint8Array.of(1) }]])],
  ["a large text", "x".repeat(300_000)],
];

export function rowContract(store: () => TableStore): void {
  describe("rows", () => {
    test.each(VALUES)("keeps %s as it is", async (_, value) => {
      await store().transact([put(plain("a"), value)]);
      expect((await store().get(plain("a")))?.value).toStrictEqual(value);
    });

    test("has no row where none was put", async () => {
      expect(await store().get(plain("a"))).toBeUndefined();
      expect(await store().query({ ...PLAIN, limit: 10 })).toEqual([]);
    });

    test("gives key, due instant and tag back with the value", async () => {
      await store().transact([put(timed("m"), 1, { dueAt: 1000.5, tag: "sent" })]);
      const row = await store().get(timed("m"));
      expect(row).toMatchObject({ ...timed("m"), value: 1, dueAt: 1000.5, tag: "sent" });
      await store().transact([put(timed("m"), 2)]);
      const later = await store().get(timed("m"));
      expect(Object.keys(later ?? {}).sort()).toEqual(["partition", "sort", "table", "value", "version"]);
    });

    test("keeps tables and partitions apart", async () => {
      const keys = [plain("a"), { ...plain("a"), partition: "default.1/other" }, timed("a")];
      await store().transact(keys.map((key, index) => put(key, index)));
      const rows = await store().getMany([...keys, plain("none")]);
      expect(rows.map((row) => row?.value)).toEqual([0, 1, 2, undefined]);
    });

    test("shares no value with whoever put or got it", async () => {
      const value = { list: [1], bytes: Uint8Array.of(1) };
      await store().transact([put(plain("a"), value)]);
      value.list.push(2);
      value.bytes[0] = 9;
      const got = (await store().get(plain("a"))) as unknown as { value: typeof value };
      got.value.list.push(3);
      got.value.bytes[0] = 8;
      const [row] = await store().query({ ...PLAIN, limit: 1 });
      expect(row?.value).toStrictEqual({ list: [1], bytes: Uint8Array.of(1) });
    });

    test("gives every write a version of its own that never comes back", async () => {
      const versions = new Set<string>();
      for (let round = 0; round < 20; round += 1) {
        await store().transact([put(plain("a"), "same")]);
        versions.add((await store().get(plain("a")))?.version ?? "");
        if (round % 3 === 0) await store().transact([remove(plain("a"))]);
      }
      expect(versions.size).toBe(20);
    });
  });

  describe("conditions", () => {
    async function existing(): Promise<Row> {
      await store().transact([put(plain("a"), "first")]);
      return (await store().get(plain("a"))) as Row;
    }

    test("puts where nothing may be only when nothing is", async () => {
      const create = [put(plain("a"), 1, { expect: "absent" })];
      expect(await store().transact(create)).toEqual({ ok: true });
      expect(await store().transact(create)).toEqual({ ok: false, conflict: plain("a") });
    });

    test("puts over what must be there only when it is", async () => {
      expect(await store().transact([put(plain("a"), 1, { expect: "present" })])).toMatchObject({ ok: false });
      await existing();
      expect(await store().transact([put(plain("a"), 1, { expect: "present" })])).toEqual({ ok: true });
    });

    test("holds a write to the version that was read", async () => {
      const { version } = await existing();
      expect(await store().transact([put(plain("a"), "second", { expect: { version } })])).toEqual({ ok: true });
      expect(await store().transact([remove(plain("a"), { version })])).toEqual({ ok: false, conflict: plain("a") });
      expect((await store().get(plain("a")))?.value).toBe("second");
    });

    test("holds no version of a row that is gone", async () => {
      const { version } = await existing();
      await store().transact([remove(plain("a"), "present")]);
      expect(await store().get(plain("a"))).toBeUndefined();
      expect(await store().transact([put(plain("a"), 1, { expect: { version } })])).toMatchObject({ ok: false });
    });

    test("writes nothing at all when one condition fails, and tells the first that did", async () => {
      await existing();
      const result = await store().transact([
        put(plain("new"), 1),
        { kind: "add", key: plain("totals"), by: { count: 1 } },
        { kind: "check", key: plain("missing"), expect: "present" },
        put(plain("a"), 2, { expect: "absent" }),
        remove(plain("b")),
      ]);
      expect(result).toEqual({ ok: false, conflict: plain("missing") });
      expect(await store().get(plain("new"))).toBeUndefined();
      expect((await store().get(plain("a")))?.value).toBe("first");
      expect(await store().totals(plain("totals"))).toEqual({});
    });

    test("checks a row without changing it", async () => {
      const row = await existing();
      const check = { kind: "check", key: plain("a"), expect: { version: row.version } } as const;
      expect(await store().transact([check, put(plain("b"))])).toEqual({ ok: true });
      expect(await store().get(plain("a"))).toEqual(row);
    });

    test("lets one of many win who write at the same time", async () => {
      const { version } = await existing();
      const results = await Promise.all(
        Array.from({ length: 32 }, (_, writer) => store().transact([put(plain("a"), writer, { expect: { version } })])),
      );
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect((await store().get(plain("a")))?.value).toBe(results.findIndex(({ ok }) => ok));
    });

    test("lets whoever wrote read at once what was written", async () => {
      await Promise.all(
        Array.from({ length: 16 }, async (_, writer) => {
          for (let round = 0; round < 25; round += 1) {
            await store().transact([put(plain(`w${writer}`), round)]);
            expect((await store().get(plain(`w${writer}`)))?.value).toBe(round);
          }
        }),
      );
    });

    test("does nothing when it is asked to do nothing", async () => {
      expect(await store().transact([])).toEqual({ ok: true });
      expect(await store().transact([remove(plain("a")), remove(timed("a"))])).toEqual({ ok: true });
    });
  });
}
