/** How often, in a thousand, things go wrong. */
export interface FaultRates {
  /** A transaction with conditions loses against somebody who was never there. */
  readonly conflicts: number;
  /** The server dies right before or right after a transaction or a claim. */
  readonly crashes: number;
  /** A hand-off to the job queue never gets there. */
  readonly lostJobs: number;
  /** A job is sent twice. */
  readonly doubleJobs: number;
  /** A job that was done is not reported so, and comes again. */
  readonly uncompletedJobs: number;
}

export const FAULTS: FaultRates = {
  conflicts: 60,
  crashes: 4,
  lostJobs: 60,
  doubleJobs: 100,
  uncompletedJobs: 100,
};
export const NO_FAULTS: FaultRates = { conflicts: 0, crashes: 0, lostJobs: 0, doubleJobs: 0, uncompletedJobs: 0 };
