import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import type { PlaygroundEvent } from "../../shared/core/event.ts";
import type { Journal, JournalQuery } from "../../shared/ports/journal.ts";
import type { Subject } from "./subject.ts";

export const CAPS = { maxEvents: 100, maxAgeMilliseconds: 60_000 };
const QUEUE = "arn:aws:sqs:us-east-1:000000000000:orders";
const ROOT = "default.1";

/** What every journal with these caps does. It takes its time from the clock. */
export function journalContract(name: string, create: () => Promise<Subject<Journal> & { clock: ManualClock }>): void {
  describe(`${name} as a journal`, () => {
    let subject: Awaited<ReturnType<typeof create>>;
    let journal: Journal;
    let count = 0;
    beforeEach(async () => {
      subject = await create();
      journal = subject.port;
      count = 0;
    });
    afterEach(() => subject.dispose());

    function event(more: Partial<PlaygroundEvent> = {}): PlaygroundEvent {
      count += 1;
      const id = `00000000001000-${String(count).padStart(6, "0")}`;
      return { id, type: "message.sent", resource: QUEUE, text: `event ${count}`, traceId: "t-1", at: 5, ...more };
    }
    function append(...events: PlaygroundEvent[]): void {
      journal.append(ROOT, events);
    }
    async function texts(query: Partial<JournalQuery> = {}): Promise<string[]> {
      return (await journal.query({ root: ROOT, limit: 1000, ...query })).map(({ text }) => text.replace("event ", ""));
    }

    test("tells what was appended, as it was, oldest first or newest first", async () => {
      const first = event({ detail: { body: "hi", list: [1, null] } });
      append(first);
      append(event(), event());
      expect((await journal.query({ root: ROOT, limit: 1 }))[0]).toEqual(first);
      expect(await texts()).toEqual(["1", "2", "3"]);
      expect(await texts({ reverse: true })).toEqual(["3", "2", "1"]);
      expect(await texts({ reverse: true, limit: 2 })).toEqual(["3", "2"]);
    });

    test("can be followed", async () => {
      append(event(), event());
      const [, last] = await journal.query({ root: ROOT, limit: 10 });
      const after = last?.id ?? "";
      expect(await texts({ after })).toEqual([]);
      append(event(), event());
      expect(await texts({ after })).toEqual(["3", "4"]);
      expect(await texts({ after, reverse: true })).toEqual(["4", "3"]);
    });

    test("finds a trace, a resource, and resources by prefix", async () => {
      append(
        event({ traceId: "t-1", resource: `${QUEUE}` }),
        event({ traceId: "t-11", resource: `${QUEUE}-dlq` }),
        event({ traceId: "t-1", resource: 'arn:aws:s3:::with "quotes"' }),
        event({ traceId: "t-2", resource: "arn:aws:s3:::other", text: `event 4 of t-1 and ${QUEUE}` }),
      );
      expect(await texts({ traceId: "t-1" })).toEqual(["1", "3"]);
      expect(await texts({ traceId: "t-1", limit: 1 })).toEqual(["1"]);
      expect(await texts({ resource: QUEUE })).toEqual(["1"]);
      expect(await texts({ resource: `${QUEUE}*` })).toEqual(["1", "2"]);
      expect(await texts({ resource: 'arn:aws:s3:::with "*' })).toEqual(["3"]);
      expect(await texts({ resource: `${QUEUE}*`, traceId: "t-11", reverse: true })).toEqual(["2"]);
      expect(await texts({ resource: "*" })).toHaveLength(4);
    });

    test("keeps roots apart, and drops one", async () => {
      append(event());
      journal.append("default.10", [event()]);
      await journal.flush();
      await journal.drop(ROOT);
      expect(await texts()).toEqual([]);
      expect(await texts({ root: "default.10" })).toEqual(["2"]);
      append(event());
      expect(await texts()).toEqual(["3"]);
    });

    test("drops what was not yet written, too", async () => {
      append(event());
      await journal.drop(ROOT);
      await journal.flush();
      expect(await texts()).toEqual([]);
    });

    test("keeps the newest events, about as many as its cap", async () => {
      for (let batch = 0; batch < 50; batch += 1) {
        append(...Array.from({ length: 20 }, () => event()));
        await journal.flush();
      }
      const kept = await texts();
      expect(kept.length).toBeGreaterThanOrEqual(CAPS.maxEvents);
      expect(kept.length).toBeLessThanOrEqual(2 * CAPS.maxEvents);
      expect(kept.at(-1)).toBe("1000");
      expect(kept[0]).toBe(String(1001 - kept.length));
    });

    test("forgets events by the wall clock, whatever playground time they bear", async () => {
      append(event({ at: 9_999_999_999_999 }));
      await journal.flush();
      subject.clock.advance(CAPS.maxAgeMilliseconds);
      append(event({ at: 0 }));
      expect(await texts()).toEqual(["1", "2"]);
      subject.clock.advance(1);
      append(event());
      expect(await texts()).toEqual(["2", "3"]);
      subject.clock.advance(CAPS.maxAgeMilliseconds);
      expect(await texts()).toEqual(["3"]);
    });

    test("shares no event with who appended or read it", async () => {
      const detail = { list: [1] };
      append(event({ detail }));
      detail.list.push(2);
      const read = (await journal.query({ root: ROOT, limit: 1 })) as unknown as [{ detail: typeof detail }];
      read[0].detail.list.push(3);
      expect((await journal.query({ root: ROOT, limit: 1 }))[0]?.detail).toEqual({ list: [1] });
    });
  });
}
