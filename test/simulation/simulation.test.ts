import { describe, expect, test } from "vitest";
import { simulate } from "./run.ts";

/* Queues and topics under load, crashes and lost work, from fixed seeds. The slow suite has more of them. */

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const STEPS = 200;

/** Those that have found something once. */
const FINDERS = [1_527_175_796, 5_001_077, 8_000_086, 8_000_924];
const FINDERS_STEPS = 300;

describe("queues and topics keep their promises", () => {
  const runs = [
    ...SEEDS.map((seed) => ({ seed, steps: STEPS })),
    ...FINDERS.map((seed) => ({ seed, steps: FINDERS_STEPS })),
  ];
  test.each(runs)("seed $seed, $steps steps", async ({ seed, steps }) => {
    const report = await simulate(seed, steps);
    if (report.faults.length > 0) console.error(`seed ${seed}, ${steps} steps`, report);
    expect(report.faults).toEqual([]);
    expect(Math.min(report.sent + report.published, report.handouts)).toBeGreaterThan(20);
  });
});
