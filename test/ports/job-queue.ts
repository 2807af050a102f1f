import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import type { Job, JobQueue } from "../../shared/ports/job-queue.ts";
import { turns } from "../support/patience.ts";
import type { Subject } from "./subject.ts";

export interface JobQueueSubject extends Subject<JobQueue> {
  readonly clock: ManualClock;
  /** How long a quarter of a second must be for this queue to tell it apart, in quarters: 4 where it counts whole seconds. */
  readonly quarters?: number;
}

/** What every job queue does. It takes its time from the clock. */
export function jobQueueContract(name: string, create: () => Promise<JobQueueSubject>): void {
  describe(`${name} as a job queue`, () => {
    let subject: Awaited<ReturnType<typeof create>>;
    let queue: JobQueue;
    let clock: ManualClock;
    /** The shortest delay and lease told apart. */
    let tickSeconds: number;
    beforeEach(async () => {
      subject = await create();
      queue = subject.port;
      clock = subject.clock;
      tickSeconds = (subject.quarters ?? 1) / 4;
    });
    afterEach(() => subject.dispose());

    const receive = (more: Partial<Parameters<JobQueue["receive"]>[0]> = {}) =>
      queue.receive({ max: 10, leaseSeconds: 60, waitMilliseconds: 0, ...more });
    const numbers = (jobs: readonly Job[]) => jobs.map(({ payload }) => payload.n);
    /** A receiver that waits, and whether it has gone to sleep. */
    async function waiting(more: Partial<Parameters<JobQueue["receive"]>[0]> = {}) {
      const jobs = receive({ waitMilliseconds: 20_000, ...more });
      while (clock.sleeping === 0) await turns(1);
      return jobs;
    }

    test("hands out what was sent, each job once, with its payload as it was", async () => {
      const payload = { n: 1, deep: { list: [null, "x"] } };
      await queue.send([{ payload }, { payload: { n: 2 } }]);
      const jobs = await receive();
      expect(numbers(jobs).toSorted()).toEqual([1, 2]);
      expect(jobs.find((job) => job.payload.n === 1)).toEqual({ id: expect.any(String), payload, attempt: 1 });
      expect(new Set(jobs.map(({ id }) => id)).size).toBe(2);
      expect(await receive()).toEqual([]);
    });

    test("hands out no more than it is asked for, the longest waiting first", async () => {
      for (let n = 0; n < 5; n += 1) {
        await queue.send([{ payload: { n } }]);
        clock.advance(1);
      }
      expect(numbers(await receive({ max: 2 }))).toEqual([0, 1]);
      expect(numbers(await receive({ max: 2 }))).toEqual([2, 3]);
    });

    test("holds a job back for its delay", async () => {
      await queue.send([
        { payload: { n: 1 }, delaySeconds: 6 * tickSeconds },
        { payload: { n: 2 }, delaySeconds: 900 },
      ]);
      clock.advance(6000 * tickSeconds - 1);
      expect(await receive()).toEqual([]);
      clock.advance(1);
      expect(numbers(await receive())).toEqual([1]);
      await expect(queue.send([{ payload: {}, delaySeconds: 901 }])).rejects.toThrow("cannot wait 901 s");
    });

    test("hands a job out again when its lease ends, and counts how often", async () => {
      await queue.send([{ payload: { n: 1 } }]);
      await receive({ leaseSeconds: 30 });
      clock.advance(29_999);
      expect(await receive()).toEqual([]);
      clock.advance(1);
      expect(await receive()).toMatchObject([{ attempt: 2, payload: { n: 1 } }]);
    });

    test("never hands out again what was completed", async () => {
      await queue.send([{ payload: { n: 1 } }, { payload: { n: 2 } }]);
      const jobs = await receive();
      await queue.complete(jobs);
      await queue.complete(jobs);
      clock.advance(3_600_000);
      expect(await receive()).toEqual([]);
    });

    test("hands a job out again after the delay that its worker asks for", async () => {
      await queue.send([{ payload: { n: 1 } }]);
      const [job] = await receive();
      if (job) await queue.retry(job, 5);
      expect(await receive()).toEqual([]);
      clock.advance(5000);
      const again = await receive();
      expect(again).toMatchObject([{ attempt: 2 }]);
      await queue.complete(again);
      if (job) await queue.retry(job, 0);
      expect(await receive()).toEqual([]);
    });

    test("wakes a waiting receiver when a job is sent", async () => {
      const jobs = waiting();
      await turns();
      await queue.send([{ payload: { n: 1 } }]);
      expect(numbers(await jobs)).toEqual([1]);
    });

    test("wakes a waiting receiver when a delayed job comes due, and when a lease ends", async () => {
      await queue.send([{ payload: { n: 1 }, delaySeconds: 2 * tickSeconds }]);
      const first = waiting({ leaseSeconds: tickSeconds });
      await turns();
      clock.advance(2000 * tickSeconds);
      expect(numbers(await first)).toEqual([1]);
      const second = waiting();
      await turns();
      clock.advance(1000 * tickSeconds);
      expect(await second).toMatchObject([{ attempt: 2 }]);
    });

    test("gives up waiting when the time is over, when its signal aborts, and when it is closed", async () => {
      const late = waiting();
      for (let second = 0; second < 20; second += 1) {
        await turns();
        clock.advance(1000);
      }
      expect(await late).toEqual([]);
      const client = new AbortController();
      const aborted = waiting({ signal: client.signal });
      await turns();
      client.abort();
      expect(await aborted).toEqual([]);
      const closed = waiting();
      await turns();
      await queue.close();
      expect(await closed).toEqual([]);
    });

    test("gives many receivers each job once", async () => {
      await Promise.all(
        Array.from({ length: 20 }, (_, batch) =>
          queue.send(Array.from({ length: 10 }, (_, index) => ({ payload: { n: batch * 10 + index } }))),
        ),
      );
      const received = (await Promise.all(Array.from({ length: 40 }, () => receive({ max: 7 })))).flat();
      expect(new Set(numbers(received)).size).toBe(200);
      expect(received).toHaveLength(200);
    });
  });
}
