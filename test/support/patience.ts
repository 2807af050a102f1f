import { setImmediate } from "node:timers/promises";
import type { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";

/** For `vi.waitFor` and its like, on what other processes do. It is only waited out when it never comes to be: a test's time is longer. */
export const PATIENCE = { timeout: 45_000, interval: 20 };

/** Lets everything run that can run now. No time passes. */
export async function turns(count = 20): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate();
}

/**
 * Moves the clock on, a step at a time, until the work is through: for what sleeps on the way. Before each step `patience` gives
 * the work its turn: one turn of the event loop, or more where a real disk answers.
 */
export async function runClock<T>(
  clock: ManualClock,
  work: Promise<T>,
  { stepMilliseconds = 10, patience = () => turns(1) }: { stepMilliseconds?: number; patience?(): Promise<void> } = {},
): Promise<T> {
  let through = false;
  const finished = () => {
    through = true;
  };
  work.then(finished, finished);
  for (let step = 0; step < 10_000; step += 1) {
    await patience();
    if (through) return work;
    clock.advance(stepMilliseconds);
  }
  throw new Error("The work did not end, however long it was given");
}
