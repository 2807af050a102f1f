import { uuid } from "../../core/ids.ts";
import type { ValueObject } from "../../core/json.ts";
import { seconds } from "../../core/time.ts";
import type { Clock } from "../../ports/clock.ts";
import { assertJobDelay, type Job, type JobQueue, type NewJob, type ReceiveJobs } from "../../ports/job-queue.ts";
import type { Random } from "../../ports/random.ts";
import type { Wakeups } from "../../ports/wakeups.ts";
import type { Environment } from "./environment.ts";
import { entries, instantBytes } from "./keys.ts";
import { decodeValue, encodeValue } from "./value-codec.ts";

export interface LmdbJobQueueOptions {
  readonly environment: Environment;
  /** Wall time. */
  readonly clock: Clock;
  readonly random: Random;
  /** Tells receivers of this process at once. */
  readonly wakeups: Wakeups;
}

interface StoredJob {
  readonly payload: ValueObject;
  /** How often it has been handed out. */
  readonly attempt: number;
  readonly availableAt: number;
}

const TOPIC = "jobs";
const INSTANT_BYTES = 8;
const EMPTY = Buffer.alloc(0);
const WHOLE = { start: Buffer.of(0), end: Buffer.of(0xff) };
/** Another process may send, and nothing here hears of it: waiting receivers look for themselves. */
const LOOK_MILLISECONDS = 1000;

/** Jobs in LMDB: ordered by the instant from which they may be handed out, which a lease moves on. */
export class LmdbJobQueue implements JobQueue {
  readonly #environment: Environment;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #wakeups: Wakeups;
  readonly #closed = new AbortController();

  constructor({ environment, clock, random, wakeups }: LmdbJobQueueOptions) {
    this.#environment = environment;
    this.#clock = clock;
    this.#random = random;
    this.#wakeups = wakeups;
  }

  async send(jobs: readonly NewJob[]): Promise<void> {
    const now = this.#clock.now();
    const placed = jobs.map(({ payload, delaySeconds = 0 }) => {
      assertJobDelay(delaySeconds);
      return this.#placing(uuid(this.#random), { payload, attempt: 0, availableAt: now + seconds(delaySeconds) });
    });
    await this.#environment.write(() => {
      for (const place of placed) place();
    });
    this.#wakeups.wake(TOPIC);
  }

  async receive({ max, leaseSeconds, waitMilliseconds, signal }: ReceiveJobs): Promise<readonly Job[]> {
    const until = this.#clock.now() + waitMilliseconds;
    const stop = signal ? AbortSignal.any([signal, this.#closed.signal]) : this.#closed.signal;
    const watch = this.#wakeups.watch([TOPIC]);
    try {
      for (;;) {
        if (stop.aborted) return [];
        const headAt = this.#headAt();
        const now = this.#clock.now();
        // A look at the head costs no write transaction; most looks find nothing.
        if (headAt <= now) {
          const jobs = await this.#environment.write(() => this.#lease(max, now, leaseSeconds));
          if (jobs.length > 0) return jobs;
        }
        if (now >= until) return [];
        await watch.next(Math.min(until, Math.max(headAt, now), now + LOOK_MILLISECONDS) - now, stop);
      }
    } finally {
      watch.close();
    }
  }

  async complete(jobs: readonly Job[]): Promise<void> {
    await this.#environment.write(() => {
      for (const { id } of jobs) this.#remove(id);
    });
  }

  async retry({ id }: Job, delaySeconds: number): Promise<void> {
    assertJobDelay(delaySeconds);
    const availableAt = this.#clock.now() + seconds(delaySeconds);
    await this.#environment.write(() => {
      const job = this.#remove(id);
      if (job) this.#placing(id, { ...job, availableAt })();
    });
    this.#wakeups.wake(TOPIC);
  }

  /** Ends every wait. The environment is its opener's to close. */
  async close(): Promise<void> {
    this.#closed.abort();
  }

  /** When the first job may be handed out. */
  #headAt(): number {
    for (const { key } of entries(this.#environment.jobOrder, WHOLE, { limit: 1 })) return key.readDoubleBE();
    return Number.POSITIVE_INFINITY;
  }

  #lease(max: number, now: number, leaseSeconds: number): Job[] {
    const end = Buffer.concat([instantBytes(now), Buffer.of(0xff)]);
    const due = Array.from(entries(this.#environment.jobOrder, { ...WHOLE, end }, { limit: max }), ({ key }) => key);
    return due.flatMap((key) => {
      const id = key.toString("utf8", INSTANT_BYTES);
      const job = this.#remove(id);
      if (!job) return [];
      const attempt = job.attempt + 1;
      this.#placing(id, { ...job, attempt, availableAt: now + seconds(leaseSeconds) })();
      return [{ id, attempt, payload: job.payload }];
    });
  }

  /** Encodes at once, so that a payload that cannot be kept fails before anything is written. */
  #placing(id: string, job: StoredJob): () => void {
    const encoded = encodeValue({ ...job });
    return () => {
      this.#environment.jobs.put(Buffer.from(id, "utf8"), encoded);
      this.#environment.jobOrder.put(orderKey(id, job), EMPTY);
    };
  }

  #remove(id: string): StoredJob | undefined {
    const key = Buffer.from(id, "utf8");
    const encoded = this.#environment.jobs.getBinary(key);
    if (!encoded) return undefined;
    const job = decodeValue(encoded) as unknown as StoredJob;
    this.#environment.jobs.remove(key);
    this.#environment.jobOrder.remove(orderKey(id, job));
    return job;
  }
}

function orderKey(id: string, { availableAt }: Pick<StoredJob, "availableAt">): Buffer {
  return Buffer.concat([instantBytes(availableAt), Buffer.from(id, "utf8")]);
}
