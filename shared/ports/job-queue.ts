import { assert } from "../core/errors.ts";
import type { ValueObject } from "../core/json.ts";

/** Work to do later. It carries references, never bodies: SQS is one of the adapters. */
export interface Job {
  readonly id: string;
  readonly payload: ValueObject;
  /** How often it has been handed out, this time included: 1 at first. */
  readonly attempt: number;
}

export interface NewJob {
  readonly payload: ValueObject;
  /** Not handed out earlier. At most {@link MAX_JOB_DELAY_SECONDS}. */
  readonly delaySeconds?: number;
}

/** SQS's limit for DelaySeconds. Work that is due later stays with the sweep until it is near. */
export const MAX_JOB_DELAY_SECONDS = 900;

export function assertJobDelay(delaySeconds: number): void {
  assert(delaySeconds >= 0 && delaySeconds <= MAX_JOB_DELAY_SECONDS, `a job cannot wait ${delaySeconds} s`);
}

/** A durable queue of jobs, delivered at least once, in rough order. */
export interface JobQueue {
  send(jobs: readonly NewJob[]): Promise<void>;
  /**
   * Hands out up to `max` jobs and hides each for `leaseSeconds`; one that is neither completed nor retried by then is handed
   * out again. Waits up to `waitMilliseconds` for the first, less when the signal aborts.
   */
  receive(options: ReceiveJobs): Promise<readonly Job[]>;
  complete(jobs: readonly Job[]): Promise<void>;
  /** Hands the job out again after the delay. */
  retry(job: Job, delaySeconds: number): Promise<void>;
  close(): Promise<void>;
}

export interface ReceiveJobs {
  readonly max: number;
  readonly leaseSeconds: number;
  readonly waitMilliseconds: number;
  readonly signal?: AbortSignal;
}
