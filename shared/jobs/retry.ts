import type { RetryRules } from "../core/retry.ts";

const FIRST_DELAY_MILLISECONDS = 1000;
const LONGEST_DELAY_MILLISECONDS = 5 * 60 * 1000;
const MAX_ATTEMPTS = 10;

/** Doubles from one second up to five minutes; ten attempts take eight and a half minutes in all. */
export const effectRetry: RetryRules = {
  maxAttempts: MAX_ATTEMPTS,
  delayMilliseconds: (attempt) => Math.min(FIRST_DELAY_MILLISECONDS * 2 ** (attempt - 1), LONGEST_DELAY_MILLISECONDS),
};
