import { parseArn } from "../core/arn.ts";
import { DEFAULT_ACCOUNT, DEFAULT_REGION, type Principal } from "../core/context.ts";
import { assert } from "../core/errors.ts";
import { uuid } from "../core/ids.ts";
import type { OperationRef } from "../core/operation-ref.ts";
import type { RetryRules } from "../core/retry.ts";
import { MAX_JOB_DELAY_SECONDS } from "../ports/job-queue.ts";
import { type Bodies, createBodies } from "./bodies.ts";
import { type Delivery, deliverEffect } from "./deliver.ts";
import type { EffectRef } from "./effects.ts";
import { EventLog } from "./event-log.ts";
import { execute } from "./execution.ts";
import { Lanes } from "./lanes.ts";
import type { Outside } from "./operation.ts";
import { advanceClock } from "./playground-clock.ts";
import { readPlayground } from "./playgrounds.ts";
import type { Ports } from "./ports.ts";
import { readsOf } from "./reads.ts";
import { type EngineService, Registry } from "./registry.ts";
import type { Caller, ExecutionTools } from "./request.ts";
import { dropRoot, resetPlayground } from "./reset.ts";
import { sweepBlobs, sweepIdempotency, sweepOverdue, sweepServices } from "./sweep.ts";

export interface EngineOptions {
  readonly services: readonly EngineService[];
  readonly ports: Ports;
  readonly retry: RetryRules;
  /** Hears of failures that belong to no caller. */
  onError?(error: unknown, during: string): void;
}

export interface CallOptions {
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Runs operations of services that it knows only by their registry. */
export class Engine {
  readonly ports: Ports;
  readonly registry: Registry;
  readonly bodies: Bodies;
  readonly retry: RetryRules;
  readonly #tools: ExecutionTools;
  readonly #background = new Set<Promise<unknown>>();
  readonly #onError: (error: unknown, during: string) => void;

  constructor({ services, ports, retry, onError = () => {} }: EngineOptions) {
    this.ports = ports;
    this.retry = retry;
    this.registry = new Registry(services);
    this.bodies = createBodies(ports.blobs);
    this.#onError = onError;
    this.#tools = {
      ports,
      reads: readsOf(ports.store),
      registry: this.registry,
      bodies: this.bodies,
      events: new EventLog(ports.journal, ports.clock),
      lanes: new Lanes(),
      outside: (caller) => this.#outside(caller),
      reset: (caller, together) => resetPlayground(caller, this.ports, (refs) => this.#handOff(refs), together),
      handOff: (refs) => this.#handOff(refs),
      onError,
    };
  }

  /** Runs an operation for a caller. Throws a ServiceError for a client's fault. */
  async call<Input, Output>(
    ref: OperationRef<Input, Output>,
    input: Input,
    caller: Caller,
    options: CallOptions = {},
  ): Promise<Output> {
    const operation = this.registry.operation(ref.service, ref.name);
    assert(operation, `${ref.service} has no operation ${ref.name}`);
    return (await execute({ operation, input, caller, ...options }, this.#tools)) as Output;
  }

  /** Delivers one effect now, if it is still there and due. Never throws for what the effect does: it is retried or given up. */
  deliver(ref: EffectRef): Promise<Delivery> {
    return deliverEffect(ref, this.#tools, this.retry);
  }

  /** Moves a playground's clock on and replays what comes due. Resolves with the new playground time. */
  advanceClock(playground: string, byMilliseconds: number): Promise<number> {
    const tools = {
      ports: this.ports,
      deliver: (ref: EffectRef) => this.deliver(ref),
      sweep: () => this.sweepPlayground(playground),
    };
    // Two at once would both deliver each effect that they pass.
    return this.#tools.lanes.pass([`clock/${playground}`], () => advanceClock(playground, byMilliseconds, tools));
  }

  /** Wall time plus the playground's offset. */
  async now(playground: string): Promise<number> {
    return this.ports.clock.now() + (await readPlayground(this.ports.store, playground)).clockOffset;
  }

  /** The backstop for one playground: what time decided, what a crash left. */
  async sweepPlayground(playground: string): Promise<void> {
    await sweepOverdue(playground, this.ports, (refs) => this.#handOff(refs));
    await sweepIdempotency(playground, this.ports);
    await sweepServices(this.registry.services, (service, operation) =>
      this.call({ service, name: operation }, {}, systemCaller(playground, service, this.ports.random)),
    );
  }

  /** Puts the totals of a playground right, where they can be wrong. */
  async recount(playground: string): Promise<void> {
    for (const { name, recounts = [] } of this.registry.services) {
      for (const operation of recounts) {
        await this.call({ service: name, name: operation }, {}, systemCaller(playground, name, this.ports.random));
      }
    }
  }

  /** Removes blobs that no row names. */
  sweepBlobs(): Promise<number> {
    return sweepBlobs(this.ports);
  }

  /** Runs every service's recoveries for a playground: the server has just started. */
  async recover(playground: string): Promise<void> {
    for (const { name, recoveries = [] } of this.registry.services) {
      for (const operation of recoveries) {
        await this.call({ service: name, name: operation }, {}, systemCaller(playground, name, this.ports.random));
      }
    }
  }

  /** Resolves when hand-offs that have begun are through. */
  async idle(): Promise<void> {
    while (this.#background.size > 0) await Promise.all(this.#background);
  }

  #handOff(refs: readonly (EffectRef & { delayMilliseconds: number })[]): void {
    if (refs.length === 0) return;
    const jobs = refs.map(({ delayMilliseconds, ...ref }) => ({
      payload: { ...ref },
      // A longer wait is a chain: the job comes early, finds the effect not yet due and is handed off again.
      delaySeconds: Math.min(delayMilliseconds / 1000, MAX_JOB_DELAY_SECONDS),
    }));
    const sent = this.ports.jobs
      .send(jobs)
      // The effects' rows are there: the sweep sends them again.
      .catch((error) => this.#onError(error, "handing effects to the job queue"))
      .finally(() => this.#background.delete(sent));
    this.#background.add(sent);
  }

  #outside(caller: Caller): Omit<Outside, "settle" | "reset"> {
    const { tasks, deliveries, signer, logs } = this.ports;
    return {
      tasks,
      deliveries,
      signer,
      bodies: this.bodies,
      logs,
      call: (operation, input, principal) => this.call(operation, input, { ...caller, principal }),
      advanceClock: (byMilliseconds) => this.advanceClock(caller.playground, byMilliseconds),
      dropRoot: (root) => dropRoot(root, this.ports),
    };
  }
}

/** The playground itself asks, on behalf of a service. */
export function systemCaller(playground: string, service: string, random: Ports["random"], resource?: string): Caller {
  const { account = DEFAULT_ACCOUNT, region = DEFAULT_REGION } = resource ? (parseArn(resource) ?? {}) : {};
  const principal: Principal = { kind: "service", service: `${service}.amazonaws.com`, sourceArn: resource ?? "" };
  return { playground, account, region, principal, traceId: uuid(random), requestId: uuid(random), baseUrl: "" };
}
