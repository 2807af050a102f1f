import { describe, expect, test } from "vitest";
import { simulate } from "./run.ts";

/* Queues and topics under load, crashes and lost work, from fixed seeds. The slow suite draws new ones. */

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const STEPS = 200;

describe("queues and topics keep their promises", () => {
  test.each(SEEDS)("seed %d", async (seed) => {
    const report = await simulate(seed, STEPS);
    if (report.faults.length > 0) console.error(`seed ${seed}, ${STEPS} steps`, report);
    expect(report.faults).toEqual([]);
    expect(Math.min(report.sent + report.published, report.handouts)).toBeGreaterThan(20);
  });
});
