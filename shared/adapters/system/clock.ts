import type { Clock } from "../../ports/clock.ts";

/** setTimeout fires at once beyond this; a longer sleep is a chain of them. */
const MAX_TIMEOUT_MILLISECONDS = 2 ** 31 - 1;

/** The machine's own clock. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    let left = Math.max(0, milliseconds);
    while (left > MAX_TIMEOUT_MILLISECONDS && !signal?.aborted) {
      await pause(MAX_TIMEOUT_MILLISECONDS, signal);
      left -= MAX_TIMEOUT_MILLISECONDS;
    }
    if (!signal?.aborted) await pause(left, signal);
  }
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener("abort", end, { once: true });
    function end(): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    }
  });
}
