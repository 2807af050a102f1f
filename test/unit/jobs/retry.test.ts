import { expect, test } from "vitest";
import { effectRetry } from "../../../shared/jobs/retry.ts";
import { MAX_JOB_DELAY_SECONDS } from "../../../shared/ports/job-queue.ts";

test("the delay doubles from one second to five minutes", () => {
  const delays = Array.from({ length: 12 }, (_, index) => effectRetry.delayMilliseconds(index + 1) / 1000);
  expect(delays).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
});

test("ten attempts take about eight and a half minutes, and each delay fits one job", () => {
  let total = 0;
  for (let attempt = 1; attempt < effectRetry.maxAttempts; attempt += 1) {
    const delay = effectRetry.delayMilliseconds(attempt) / 1000;
    expect(delay).toBeLessThanOrEqual(MAX_JOB_DELAY_SECONDS);
    total += delay;
  }
  expect(total).toBe(511);
});
