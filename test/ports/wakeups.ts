import { describe, expect, test } from "vitest";
import type { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import type { Wakeups } from "../../shared/ports/wakeups.ts";
import { turns } from "../support/patience.ts";

/** What every wakeups does within a process. */
export function wakeupsContract(name: string, create: () => { wakeups: Wakeups; clock: ManualClock }): void {
  describe(`${name} as wakeups`, () => {
    /** Whether a promise is settled once everything has run that can. */
    async function ended(promise: Promise<void>): Promise<boolean> {
      let settled = false;
      promise.then(() => {
        settled = true;
      });
      await turns();
      return settled;
    }

    test("wakes whoever watches one of its topics, at once", async () => {
      const { wakeups } = create();
      const next = wakeups.watch(["a", "b"]).next(1000);
      wakeups.wake("c");
      expect(await ended(next)).toBe(false);
      wakeups.wake("b");
      expect(await ended(next)).toBe(true);
    });

    test("loses no wake between watch and next, nor between two", async () => {
      const { wakeups } = create();
      const watch = wakeups.watch(["a"]);
      wakeups.wake("a");
      wakeups.wake("a");
      expect(await ended(watch.next(1000))).toBe(true);
      const second = watch.next(1000);
      expect(await ended(second)).toBe(false);
      wakeups.wake("a");
      expect(await ended(second)).toBe(true);
      expect(await ended(watch.next(1000))).toBe(false);
    });

    test("wakes by itself when the time is over", async () => {
      const { wakeups, clock } = create();
      const next = wakeups.watch(["a"]).next(1000);
      clock.advance(999);
      expect(await ended(next)).toBe(false);
      clock.advance(1);
      expect(await ended(next)).toBe(true);
    });

    test("wakes when the signal aborts, or has aborted", async () => {
      const { wakeups } = create();
      const client = new AbortController();
      const watch = wakeups.watch(["a"]);
      const next = watch.next(1000, client.signal);
      expect(await ended(next)).toBe(false);
      client.abort();
      expect(await ended(next)).toBe(true);
      expect(await ended(watch.next(1000, client.signal))).toBe(true);
    });

    test("wakes all watchers, and none that has closed", async () => {
      const { wakeups } = create();
      const [first, second, closed] = [wakeups.watch(["a"]), wakeups.watch(["a"]), wakeups.watch(["a"])];
      const waits = [first, second, closed].map((watch) => watch.next(1000));
      closed.close();
      closed.close();
      wakeups.wake("a");
      expect(await Promise.all(waits.map(ended))).toEqual([true, true, false]);
    });
  });
}
