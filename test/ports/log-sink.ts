import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LogQuery, LogSink } from "../../shared/ports/log-sink.ts";
import type { CreateSubject, Subject } from "./subject.ts";

export const CAPS = { maxLines: 50, maxLineBytes: 100 };
const STREAM = "default.1/ecs/task-1";

/** What every log sink with these caps does. */
export function logSinkContract(name: string, create: CreateSubject<LogSink>): void {
  describe(`${name} as a log sink`, () => {
    let subject: Subject<LogSink>;
    let logs: LogSink;
    beforeEach(async () => {
      subject = await create();
      logs = subject.port;
    });
    afterEach(() => subject.dispose());

    function write(first: number, last: number, stream = STREAM): void {
      for (let line = first; line <= last; line += 1) logs.append(stream, [{ at: 1000 + line, text: `line ${line}` }]);
    }
    async function texts(query: Partial<LogQuery> = {}): Promise<string[]> {
      const lines = await logs.read({ stream: STREAM, limit: 1000, ...query });
      return lines.map(({ text }) => text.replace(/^line /, ""));
    }

    test("tells lines in the order in which they came, each with its instant", async () => {
      logs.append(STREAM, [
        { at: 5, text: "hello 🦄" },
        { at: 4, text: "" },
      ]);
      logs.append(STREAM, [{ at: 6.5, text: "bye\0" }]);
      const lines = await logs.read({ stream: STREAM, limit: 10 });
      expect(lines.map(({ at, text }) => [at, text])).toEqual([
        [5, "hello 🦄"],
        [4, ""],
        [6.5, "bye\0"],
      ]);
      expect(lines.map(({ id }) => id)).toEqual(lines.map(({ id }) => id).toSorted());
    });

    test("can be followed", async () => {
      write(1, 12);
      const [, , third] = await logs.read({ stream: STREAM, limit: 3 });
      const after = third?.id ?? "";
      expect(await texts({ after, limit: 2 })).toEqual(["4", "5"]);
      expect(await texts({ after, limit: 2, tail: true })).toEqual(["11", "12"]);
      const [last] = await logs.read({ stream: STREAM, limit: 1, tail: true });
      expect(await texts({ after: last?.id ?? "" })).toEqual([]);
      write(13, 13);
      expect(await texts({ after: last?.id ?? "" })).toEqual(["13"]);
    });

    test("has the last lines, oldest first", async () => {
      write(1, 5);
      expect(await texts({ limit: 2, tail: true })).toEqual(["4", "5"]);
      expect(await texts({ limit: 0 })).toEqual([]);
      expect(await texts({ stream: "default.1/none" })).toEqual([]);
    });

    test("keeps the newest lines of each stream and goes on counting", async () => {
      write(1, 3, "default.1/ecs/quiet");
      let lastId = "";
      for (let batch = 0; batch < 10; batch += 1) {
        const last = batch * 30 + 30;
        write(last - 29, last);
        await logs.flush();
        const kept = Math.min(CAPS.maxLines, last);
        expect(await texts()).toEqual(Array.from({ length: kept }, (_, index) => `${last - kept + 1 + index}`));
        expect(await texts({ after: lastId, limit: 1 })).toEqual([`${last - 29}`]);
        lastId = (await logs.read({ stream: STREAM, limit: 1, tail: true }))[0]?.id ?? "";
      }
      expect(await texts({ stream: "default.1/ecs/quiet" })).toEqual(["1", "2", "3"]);
    });

    test("cuts a line that is too long between two characters and says so", async () => {
      logs.append(STREAM, [
        { at: 1, text: "x".repeat(100) },
        { at: 1, text: `${"x".repeat(99)}é and more` },
      ]);
      expect(await texts()).toEqual(["x".repeat(100), `${"x".repeat(99)}… (cut: the line has 110 bytes)`]);
    });

    test("drops every stream that begins with the prefix, and no other", async () => {
      write(1, 1, "default.1/a");
      write(2, 2, "default.1/b");
      await logs.flush();
      write(3, 3, "default.1/a");
      write(4, 4, "default.10/a");
      await logs.drop("default.1/");
      expect(await texts({ stream: "default.1/a" })).toEqual([]);
      expect(await texts({ stream: "default.1/b" })).toEqual([]);
      expect(await texts({ stream: "default.10/a" })).toEqual(["4"]);
    });

    test("is not asked to drop everything, nor to keep a stream whose name is no key", async () => {
      await expect(logs.drop("")).rejects.toThrow("1 to 900 bytes");
      expect(() => logs.append("a\0b", [])).toThrow("no NUL");
      await expect(logs.read({ stream: "x".repeat(901), limit: 1 })).rejects.toThrow("1 to 900 bytes");
    });
  });
}
