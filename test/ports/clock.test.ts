import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { SystemClock } from "../../shared/adapters/system/clock.ts";
import { clockContract } from "./clock.ts";

clockContract("SystemClock", () => ({ clock: new SystemClock(), pass: (milliseconds) => setTimeout(milliseconds) }));
clockContract("ManualClock", () => {
  const clock = new ManualClock();
  return { clock, pass: async (milliseconds) => clock.advance(milliseconds) };
});

test("ManualClock stands still, starts where it is told and never goes back", () => {
  const clock = new ManualClock(5);
  expect([clock.now(), clock.now()]).toEqual([5, 5]);
  clock.advance(1.5);
  expect(clock.now()).toBe(6.5);
  expect(() => clock.advance(-1)).toThrow("never goes back");
});
