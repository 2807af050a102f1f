import { compareUtf8 } from "../../core/bytes.ts";
import { copyValue } from "../../core/copy-value.ts";
import { uuid } from "../../core/ids.ts";
import type { ValueObject } from "../../core/json.ts";
import { seconds } from "../../core/time.ts";
import type { Clock } from "../../ports/clock.ts";
import { assertJobDelay, type Job, type JobQueue, type NewJob, type ReceiveJobs } from "../../ports/job-queue.ts";
import type { Random } from "../../ports/random.ts";
import { OrderedMap } from "./ordered-map.ts";
import { MemoryWakeups } from "./wakeups.ts";

interface Position {
  readonly availableAt: number;
  readonly id: string;
}

const TOPIC = "jobs";

/** Jobs in memory, gone with the process: for tests. */
export class MemoryJobQueue implements JobQueue {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #wakeups: MemoryWakeups;
  readonly #closed = new AbortController();
  readonly #jobs = new Map<string, Job & Position>();
  readonly #order = new OrderedMap<Position, true>(
    (left, right) => left.availableAt - right.availableAt || compareUtf8(left.id, right.id),
  );

  constructor({ clock, random }: { clock: Clock; random: Random }) {
    this.#clock = clock;
    this.#random = random;
    this.#wakeups = new MemoryWakeups({ clock });
  }

  async send(jobs: readonly NewJob[]): Promise<void> {
    for (const { delaySeconds = 0 } of jobs) assertJobDelay(delaySeconds);
    for (const { payload, delaySeconds = 0 } of jobs) {
      const job = { id: uuid(this.#random), payload: copyValue(payload) as ValueObject, attempt: 0 };
      this.#place({ ...job, availableAt: this.#clock.now() + seconds(delaySeconds) });
    }
    this.#wakeups.wake(TOPIC);
  }

  async receive({ max, leaseSeconds, waitMilliseconds, signal }: ReceiveJobs): Promise<readonly Job[]> {
    const until = this.#clock.now() + waitMilliseconds;
    const stop = signal ? AbortSignal.any([signal, this.#closed.signal]) : this.#closed.signal;
    const watch = this.#wakeups.watch([TOPIC]);
    try {
      for (;;) {
        const jobs = this.#lease(max, leaseSeconds);
        const now = this.#clock.now();
        if (jobs.length > 0 || now >= until || stop.aborted) return jobs;
        const [head] = this.#order.from().next().value ?? [];
        await watch.next(Math.min(until, head?.availableAt ?? until) - now, stop);
      }
    } finally {
      watch.close();
    }
  }

  async complete(jobs: readonly Job[]): Promise<void> {
    for (const { id } of jobs) this.#remove(id);
  }

  async retry({ id }: Job, delaySeconds: number): Promise<void> {
    assertJobDelay(delaySeconds);
    const job = this.#remove(id);
    if (!job) return;
    this.#place({ ...job, availableAt: this.#clock.now() + seconds(delaySeconds) });
    this.#wakeups.wake(TOPIC);
  }

  async close(): Promise<void> {
    this.#closed.abort();
  }

  #lease(max: number, leaseSeconds: number): Job[] {
    const now = this.#clock.now();
    const due = this.#order
      .from()
      .take(max)
      .filter(([{ availableAt }]) => availableAt <= now)
      .toArray();
    return due.flatMap(([{ id }]) => {
      const job = this.#remove(id);
      if (!job) return [];
      const attempt = job.attempt + 1;
      this.#place({ ...job, attempt, availableAt: now + seconds(leaseSeconds) });
      return [{ id, attempt, payload: copyValue(job.payload) as ValueObject }];
    });
  }

  #place(job: Job & Position): void {
    this.#jobs.set(job.id, job);
    this.#order.set({ availableAt: job.availableAt, id: job.id }, true);
  }

  #remove(id: string): (Job & Position) | undefined {
    const job = this.#jobs.get(id);
    if (!job) return undefined;
    this.#jobs.delete(id);
    this.#order.delete({ availableAt: job.availableAt, id });
    return job;
  }
}
