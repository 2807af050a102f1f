/** How often, and when, work that failed is tried again. */
export interface RetryRules {
  readonly maxAttempts: number;
  /** After the given attempt, counted from 1. */
  delayMilliseconds(attempt: number): number;
}
