import type { Clock } from "../../ports/clock.ts";
import type { Wakeups, Watch } from "../../ports/wakeups.ts";

/** Wakes within one process, at once. */
export class MemoryWakeups implements Wakeups {
  readonly #clock: Clock;
  readonly #watchers = new Map<string, Set<() => void>>();

  constructor({ clock }: { clock: Clock }) {
    this.#clock = clock;
  }

  watch(topics: readonly string[]): Watch {
    let woken = false;
    let wakeSleeper = (): void => {};
    const wake = (): void => {
      woken = true;
      wakeSleeper();
    };
    for (const topic of topics) this.#add(topic, wake);
    return {
      next: async (milliseconds, signal) => {
        if (!woken) {
          const awake = new AbortController();
          wakeSleeper = () => awake.abort();
          signal?.addEventListener("abort", wakeSleeper, { once: true });
          if (!signal?.aborted) await this.#clock.sleep(milliseconds, awake.signal);
          signal?.removeEventListener("abort", wakeSleeper);
          wakeSleeper = () => {};
        }
        woken = false;
      },
      close: () => {
        for (const topic of topics) this.#remove(topic, wake);
      },
    };
  }

  wake(topic: string): void {
    for (const wake of this.#watchers.get(topic) ?? []) wake();
  }

  #add(topic: string, wake: () => void): void {
    const watchers = this.#watchers.get(topic) ?? new Set();
    watchers.add(wake);
    this.#watchers.set(topic, watchers);
  }

  #remove(topic: string, wake: () => void): void {
    const watchers = this.#watchers.get(topic);
    watchers?.delete(wake);
    if (watchers?.size === 0) this.#watchers.delete(topic);
  }
}
