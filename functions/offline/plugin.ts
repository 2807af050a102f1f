import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { SQSBatchResponse } from "aws-lambda";
import type { Job, JobQueue } from "../../shared/ports/job-queue.ts";
import { chooseFunctions, type OfflineEvent } from "./front.ts";
import { closePorts, openPorts } from "./ports.ts";

/** What the plugin uses of the framework. */
interface Serverless {
  readonly service: {
    readonly provider: { environment: Record<string, string> };
    readonly functions: Record<
      string,
      { handler: string; readonly name: string; readonly events?: readonly OfflineEvent[] }
    >;
    readonly custom: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}

/** SQS's own: how many records a batch has at most, and how long one look waits. */
const BATCH = 10;
const WAIT_MILLISECONDS = 20_000;
const LEASE_SECONDS = 120;
/** A batch that failed comes again so soon; SQS would wait until its lease is over. */
const RETRY_SECONDS = 2;
const DEFAULT_ALB_PORT = 3003;
const DEFAULT_LAMBDA_PORT = 3002;

/**
 * What serverless-offline lacks: it puts the local server's adapters behind the functions, feeds the worker from the job queue
 * as SQS would, and reads requests as a load balancer would.
 */
export default class OfflinePlugin {
  readonly hooks: Readonly<Record<string, () => unknown>>;
  readonly #serverless: Serverless;
  readonly #options: Readonly<Record<string, unknown>>;
  readonly #stopping = new AbortController();
  #feeding: Promise<void> = Promise.resolve();

  constructor(serverless: Serverless, options: Readonly<Record<string, unknown>>) {
    this.#serverless = serverless;
    this.#options = options;
    this.hooks = {
      "before:offline:start:init": () => this.#prepare(),
      "after:offline:start:init": () => this.#start(),
      "before:offline:start:end": () => this.#stop(),
    };
  }

  #prepare(): void {
    const { service } = this.#serverless;
    const key = process.env.SKYGROUND_API_KEY || randomBytes(16).toString("hex");
    const environment = {
      SKYGROUND_API_KEY: key,
      SKYGROUND_OFFLINE_URL: `http://127.0.0.1:${this.#port("albPort", DEFAULT_ALB_PORT)}`,
      SKYGROUND_PORTS_MODULE: pathToFileURL(join(import.meta.dirname, "ports.ts")).href,
    };
    Object.assign(process.env, environment);
    // What stands there for AWS are references to resources that nobody made.
    service.provider.environment = environment;
    for (const [name, definition] of Object.entries(service.functions)) {
      definition.handler = `functions/offline/handlers.${name}`;
    }
    chooseFunctions(service.functions);
    process.stdout.write(`Skyground: every request carries "Authorization: Bearer ${key}"\n`);
  }

  async #start(): Promise<void> {
    const { jobs } = await openPorts(process.env);
    this.#feeding = this.#feed(jobs);
  }

  async #feed(jobs: JobQueue): Promise<void> {
    const { signal } = this.#stopping;
    const look = { max: BATCH, leaseSeconds: LEASE_SECONDS, waitMilliseconds: WAIT_MILLISECONDS, signal };
    while (!signal.aborted) {
      const batch = await jobs.receive(look);
      if (batch.length === 0) continue;
      const failed = await this.#work(batch).catch((error: Error) => {
        process.stderr.write(`skyground: the worker failed: ${error.message}\n`);
        return new Set(batch.map(({ id }) => id));
      });
      for (const job of batch) await (failed.has(job.id) ? jobs.retry(job, RETRY_SECONDS) : jobs.complete([job]));
    }
  }

  /** The records that failed. */
  async #work(batch: readonly Job[]): Promise<Set<string>> {
    const { service } = this.#serverless;
    const functionName = service.functions.worker?.name;
    const port = this.#port("lambdaPort", DEFAULT_LAMBDA_PORT);
    const Records = batch.map(({ id, payload, attempt }) => ({
      messageId: id,
      receiptHandle: id,
      body: JSON.stringify(payload),
      attributes: { ApproximateReceiveCount: String(attempt) },
      eventSource: "aws:sqs",
    }));
    const url = `http://127.0.0.1:${port}/2015-03-31/functions/${functionName}/invocations`;
    const response = await fetch(url, { method: "POST", body: JSON.stringify({ Records }) });
    const { batchItemFailures } = (await response.json()) as SQSBatchResponse;
    return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    await this.#feeding;
    await closePorts();
  }

  #port(name: string, otherwise: number): number {
    return Number(this.#options[name] ?? this.#serverless.service.custom["serverless-offline"]?.[name] ?? otherwise);
  }
}
