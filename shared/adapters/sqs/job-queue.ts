import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
  SQSServiceException,
} from "@aws-sdk/client-sqs";
import { assert } from "../../core/errors.ts";
import type { ValueObject } from "../../core/json.ts";
import type { Clock } from "../../ports/clock.ts";
import { assertJobDelay, type Job, type JobQueue, type NewJob, type ReceiveJobs } from "../../ports/job-queue.ts";
import type { Wakeups } from "../../ports/wakeups.ts";

export interface SqsJobQueueOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly clock: Clock;
  readonly wakeups: Wakeups;
}

/** SQS's limit for a batch and for one receive. */
const MAX_BATCH = 10;
/** How long a receiver waits before it looks again. */
const LOOK_AGAIN_MILLISECONDS = 1000;
const TOPIC = "jobs";
/** What SQS says of a message that was deleted or handed out again meanwhile. */
const GONE = new Set(["ReceiptHandleIsInvalid", "MessageNotInflight", "InvalidParameterValue"]);

/**
 * Jobs in an SQS queue. Delays and leases are whole seconds there and are rounded up. On AWS the event source mapping
 * receives and completes (functions/worker.ts): `receive` is for a worker that runs elsewhere, and looks once a second
 * instead of holding a long poll open, so that it ends at once when it is told to.
 */
export class SqsJobQueue implements JobQueue {
  readonly #options: SqsJobQueueOptions;
  readonly #closing = new AbortController();

  constructor(options: SqsJobQueueOptions) {
    this.#options = options;
  }

  async send(jobs: readonly NewJob[]): Promise<void> {
    const { client, queueUrl, wakeups } = this.#options;
    for (const { delaySeconds = 0 } of jobs) assertJobDelay(delaySeconds);
    for (let at = 0; at < jobs.length; at += MAX_BATCH) {
      const Entries = jobs.slice(at, at + MAX_BATCH).map(({ payload, delaySeconds = 0 }, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(payload),
        DelaySeconds: Math.ceil(delaySeconds),
      }));
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      const [failed] = Failed;
      if (failed) throw new Error(`SQS did not take a job: ${failed.Code} ${failed.Message}`);
    }
    wakeups.wake(TOPIC);
  }

  async receive({ max, leaseSeconds, waitMilliseconds, signal }: ReceiveJobs): Promise<readonly Job[]> {
    const { clock, wakeups } = this.#options;
    const until = clock.now() + waitMilliseconds;
    const stop = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
    const watch = wakeups.watch([TOPIC]);
    try {
      for (;;) {
        const jobs = await this.#look(Math.min(max, MAX_BATCH), Math.ceil(leaseSeconds));
        const left = until - clock.now();
        if (jobs.length > 0 || left <= 0 || stop.aborted) return jobs;
        await watch.next(Math.min(left, LOOK_AGAIN_MILLISECONDS), stop);
        if (stop.aborted) return [];
      }
    } finally {
      watch.close();
    }
  }

  async complete(jobs: readonly Job[]): Promise<void> {
    const { client, queueUrl } = this.#options;
    for (let at = 0; at < jobs.length; at += MAX_BATCH) {
      const Entries = jobs.slice(at, at + MAX_BATCH).map(({ id }, index) => ({ Id: String(index), ReceiptHandle: id }));
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    }
  }

  async retry({ id }: Job, delaySeconds: number): Promise<void> {
    assertJobDelay(delaySeconds);
    const { client, queueUrl } = this.#options;
    try {
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queueUrl,
          ReceiptHandle: id,
          VisibilityTimeout: Math.ceil(delaySeconds),
        }),
      );
    } catch (error) {
      if (!(error instanceof SQSServiceException && GONE.has(error.name))) throw error;
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  async #look(max: number, VisibilityTimeout: number): Promise<readonly Job[]> {
    const { client, queueUrl } = this.#options;
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: max,
        VisibilityTimeout,
        MessageSystemAttributeNames: ["ApproximateReceiveCount"],
      }),
    );
    return Messages.map(({ ReceiptHandle, Body, Attributes }) => {
      assert(ReceiptHandle !== undefined && Body !== undefined, "SQS gave a message without a body or a handle");
      // The handle names the job: it is what SQS wants back.
      return {
        id: ReceiptHandle,
        payload: JSON.parse(Body) as ValueObject,
        attempt: Number(Attributes?.ApproximateReceiveCount ?? 1),
      };
    });
  }
}
