import type { Clock } from "../ports/clock.ts";

/** How often the backstop looks at what time decided and what a crash left. */
export const SWEEP_SECONDS = 30;
/** How often blobs without a row are looked for. */
export const BLOB_SWEEP_SECONDS = 900;

export interface ScheduleTools {
  readonly clock: Clock;
  onError(error: unknown, during: string): void;
}

/** Runs the work every so many seconds (wall time) until the signal aborts; a failure is told and the next turn comes. */
export async function repeat(
  work: () => Promise<unknown>,
  everySeconds: number,
  { clock, onError }: ScheduleTools,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(everySeconds * 1000, signal);
    if (signal.aborted) return;
    try {
      await work();
    } catch (error) {
      onError(error, "sweeping");
    }
  }
}
