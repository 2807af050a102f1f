/**
 * Tells waiting requests that something may have changed. A hint, never the truth: who wakes looks again. On one process
 * it is immediate; across processes (Lambda) an adapter may just wake everybody every second.
 */
export interface Wakeups {
  /** Starts listening at once; a wake between `watch` and `next` is not lost. */
  watch(topics: readonly string[]): Watch;
  wake(topic: string): void;
}

export interface Watch {
  /** Resolves on a wake of one of the topics, after the time, or when the signal aborts. Never rejects. */
  next(milliseconds: number, signal?: AbortSignal): Promise<void>;
  close(): void;
}
