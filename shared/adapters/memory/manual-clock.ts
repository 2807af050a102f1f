import { assert } from "../../core/errors.ts";
import type { Clock } from "../../ports/clock.ts";

interface Sleeper {
  readonly until: number;
  wake(): void;
}

/** An arbitrary instant: 2026-01-01T00:00:00Z. */
const DEFAULT_START_AT = 1_767_225_600_000;

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #now: number;
  readonly #sleepers = new Set<Sleeper>();

  constructor(startAt: number = DEFAULT_START_AT) {
    this.#now = startAt;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (milliseconds <= 0 || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        until: this.#now + milliseconds,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener("abort", sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", sleeper.wake, { once: true });
    });
  }

  /** Moves on and wakes, in order, who slept until then. */
  advance(milliseconds: number): void {
    assert(milliseconds >= 0, "a clock never goes back");
    this.#now += milliseconds;
    const due = [...this.#sleepers].filter((sleeper) => sleeper.until <= this.#now);
    for (const sleeper of due.sort((left, right) => left.until - right.until)) sleeper.wake();
  }

  /** How many sleep now: a test can wait until what it watches has gone to sleep. */
  get sleeping(): number {
    return this.#sleepers.size;
  }
}
