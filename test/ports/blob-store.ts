import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { collect, compareUtf8 } from "../../shared/core/bytes.ts";
import type { BlobStore, ByteRange } from "../../shared/ports/blob-store.ts";
import type { Subject } from "./subject.ts";

export async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

/** What every blob store does. It takes its instants from the clock. */
export function blobStoreContract(
  name: string,
  create: () => Promise<Subject<BlobStore> & { clock: ManualClock }>,
): void {
  describe(`${name} as a blob store`, () => {
    let subject: Awaited<ReturnType<typeof create>>;
    beforeEach(async () => {
      subject = await create();
    });
    afterEach(() => subject.dispose());

    const put = (space: string, ...texts: string[]) => subject.port.put(space, chunks(...texts));
    async function read(id: string, range?: ByteRange): Promise<string | undefined> {
      const bytes = await subject.port.get(id, range);
      return bytes && (await collect(bytes)).toString();
    }
    function list(more: { after?: string; limit?: number } = {}): Promise<readonly string[]> {
      return subject.port.list({ storedBefore: Number.POSITIVE_INFINITY, limit: 1000, ...more });
    }

    test("gives back the bytes of a stream and tells their size", async () => {
      const { id, size } = await put("default.1", "first ", "", "second");
      expect(id).toMatch(/^default\.1\/[0-9a-f]{32}$/);
      expect(size).toBe(12);
      expect(await read(id)).toBe("first second");
      expect(await read(id)).toBe("first second");
    });

    test("keeps an empty blob, and one of many megabytes", async () => {
      const empty = await put("default.1");
      expect(empty.size).toBe(0);
      expect(await read(empty.id)).toBe("");
      const chunk = Buffer.alloc(100_000, "0123456789");
      const large = await subject.port.put("default.1", chunks(...Array(50).fill(chunk.toString())));
      expect(large.size).toBe(5_000_000);
      expect(await read(large.id, { start: 4_999_998, end: 4_999_999 })).toBe("89");
      expect((await read(large.id))?.length).toBe(5_000_000);
    });

    test("gives a part of a blob", async () => {
      const { id } = await put("default.1", "0123456789");
      expect(await read(id, { start: 0, end: 0 })).toBe("0");
      expect(await read(id, { start: 3, end: 5 })).toBe("345");
      expect(await read(id, { start: 8, end: 100 })).toBe("89");
      expect(await read(id, { start: 10, end: 20 })).toBe("");
    });

    test("has nothing under an id that it never gave out", async () => {
      const digits = "0".repeat(32);
      for (const id of [`default.1/${digits}`, "default.1/x", "", "../../../etc/passwd", `../${digits}`]) {
        expect(await subject.port.get(id)).toBeUndefined();
        await subject.port.delete(id);
      }
    });

    test("leaves nothing behind when the stream fails half-way", async () => {
      async function* failing(): AsyncGenerator<Uint8Array> {
        yield Buffer.alloc(400_000);
        throw new Error("the client hung up");
      }
      await expect(subject.port.put("default.1", failing())).rejects.toThrow("the client hung up");
      expect(await list()).toEqual([]);
    });

    test("removes a blob, once or twice, and no other", async () => {
      const [gone, kept] = [await put("default.1", "gone"), await put("default.1", "kept")];
      await subject.port.delete(gone.id);
      await subject.port.delete(gone.id);
      expect(await read(gone.id)).toBeUndefined();
      expect(await list()).toEqual([kept.id]);
    });

    test("lets a reader who has begun read to the end", async () => {
      const { id } = await subject.port.put("default.1", chunks("a".repeat(500_000), "b".repeat(500_000)));
      const bytes = await subject.port.get(id);
      await subject.port.delete(id);
      expect((await collect(bytes ?? chunks())).length).toBe(1_000_000);
    });

    test("lets a reader leave early, or never begin", async () => {
      const { id } = await put("default.1", "x".repeat(1_000_000));
      for await (const chunk of (await subject.port.get(id)) ?? chunks()) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
      const iterator = (await subject.port.get(id))?.[Symbol.asyncIterator]();
      expect(await iterator?.return?.()).toMatchObject({ done: true });
      expect(await iterator?.next()).toMatchObject({ done: true });
    });

    test("lists in the order of ids, page by page", async () => {
      const spaces = ["a", "a.1", "a-b", "B.1", "default.1", "default.10"];
      const ids: string[] = [];
      for (let index = 0; index < 30; index += 1) ids.push((await put(spaces[index % spaces.length] ?? "", "x")).id);
      ids.sort(compareUtf8);
      const pages: string[] = [];
      for (;;) {
        const after = pages.at(-1);
        const page = await list({ limit: 7, ...(after === undefined ? {} : { after }) });
        pages.push(...page);
        if (page.length < 7) break;
      }
      expect(pages).toEqual(ids);
      expect(await list({ after: "default.1/" })).toEqual(ids.filter((id) => id > "default.1/"));
    });

    test("lists what was stored before an instant, counted from the end of storing", async () => {
      const early = await put("default.1", "early");
      const startedAt = subject.clock.now();
      async function* slow(): AsyncGenerator<Uint8Array> {
        yield Buffer.from("slow");
        subject.clock.advance(3_600_000);
      }
      const late = await subject.port.put("default.1", slow());
      const listBefore = (storedBefore: number) => subject.port.list({ storedBefore, limit: 10 });
      expect(await listBefore(startedAt)).toEqual([]);
      expect(await listBefore(startedAt + 1)).toEqual([early.id]);
      expect(await listBefore(startedAt + 3_600_001)).toEqual([early.id, late.id].sort(compareUtf8));
    });

    test("drops a space and no other", async () => {
      const kept = [await put("default.10", "x"), await put("Default.1", "x"), await put("default", "x")];
      await put("default.1", "x");
      await put("default.1", "y");
      await subject.port.drop("default.1");
      await subject.port.drop("never.1");
      expect(await list()).toEqual(kept.map(({ id }) => id).sort(compareUtf8));
      const again = await put("default.1", "again");
      expect(await read(again.id)).toBe("again");
    });

    test.each(["", "..", "a/b", "a b", "ä"])("refuses %j as a space", async (space) => {
      await expect(put(space, "x")).rejects.toThrow("no space for blobs");
      await expect(subject.port.drop(space)).rejects.toThrow("no space for blobs");
    });
  });
}
