import { operation } from "../../service.ts";

export interface ClockReading {
  /** Playground time. */
  readonly now: number;
  readonly wallNow: number;
}

/** What time it is in the playground, and outside. */
export const getClock = operation<Record<string, never>, ClockReading>()({
  service: "playground",
  name: "GetClock",
  prefetch: async (_input, { now, wallNow }) => ({ now, wallNow }),
  commit: (reading) => ({ output: reading }),
});
