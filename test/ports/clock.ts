import { describe, expect, test } from "vitest";
import type { Clock } from "../../shared/ports/clock.ts";

export interface ClockUnderTest {
  readonly clock: Clock;
  /** Lets so much time pass. */
  pass(milliseconds: number): Promise<void>;
}

/** What every clock does. */
export function clockContract(name: string, create: () => ClockUnderTest): void {
  describe(`${name} as a clock`, () => {
    test("goes on", async () => {
      const { clock, pass } = create();
      const before = clock.now();
      expect(before).toBeGreaterThan(Date.UTC(2025, 0));
      await pass(20);
      expect(clock.now()).toBeGreaterThanOrEqual(before + 20);
    });

    test("wakes a sleeper when its time has come, and not before", async () => {
      const { clock, pass } = create();
      const before = clock.now();
      const slept = clock.sleep(20).then(() => clock.now() - before);
      await pass(30);
      // setTimeout counts in whole milliseconds of another clock.
      expect(await slept).toBeGreaterThanOrEqual(19);
    });

    test("wakes sleepers in the order of their times", async () => {
      const { clock, pass } = create();
      const order: number[] = [];
      const sleeps = [40, 5, 20].map((time) => clock.sleep(time).then(() => order.push(time)));
      await pass(50);
      await Promise.all(sleeps);
      expect(order).toEqual([5, 20, 40]);
    });

    test("wakes a sleeper at once when the signal aborts, or has aborted, without an error", async () => {
      const { clock } = create();
      const before = clock.now();
      const client = new AbortController();
      const sleep = clock.sleep(1_000_000, client.signal);
      client.abort();
      await sleep;
      await clock.sleep(1_000_000, client.signal);
      expect(clock.now() - before).toBeLessThan(10_000);
    });

    test("sleeps no time at all, and longer than a timer can", async () => {
      const { clock } = create();
      await clock.sleep(0);
      await clock.sleep(-5);
      let woken = false;
      const client = new AbortController();
      const sleep = clock.sleep(2 ** 40, client.signal).then(() => {
        woken = true;
      });
      await new Promise(setImmediate);
      expect(woken).toBe(false);
      client.abort();
      await sleep;
    });
  });
}
