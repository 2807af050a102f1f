import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { ServiceError } from "../../shared/core/errors.ts";
import type { OperationRef } from "../../shared/core/operation-ref.ts";
import type { TableStore } from "../../shared/ports/table-store.ts";
import { services } from "../../shared/services/index.ts";
import { isCrash } from "./faulty-ports.ts";
import { History, type Outcome, type Span } from "./history.ts";
import { Machine } from "./machine.ts";

/** How a call ended for the client. */
export type Answer<Output> =
  | { readonly span: Span; readonly outcome: "acknowledged"; readonly output: Output }
  | { readonly span: Span; readonly outcome: "unknown" }
  | { readonly span: Span; readonly outcome: "refused"; readonly code: string };

/** What a run stands on: memory, unless another store is given, and the patience that it takes. */
export interface Ground {
  readonly store?: TableStore;
  patience?(): Promise<void>;
}

/** One run: a machine, chance from a seed, and what was asked and told so far. */
export class Simulation {
  readonly random: SeededRandom;
  readonly machine: Machine;
  readonly history = new History();
  readonly ground: Ground;
  readonly #busy = new Set<string>();
  #ticks = 0;
  #tokens = 0;

  constructor(seed: number, ground: Ground = {}) {
    this.ground = ground;
    this.random = new SeededRandom(seed);
    const simulated = services.filter(({ name }) => ["playground", "sns", "sqs"].includes(name));
    this.machine = new Machine(simulated, seed, this.random, ground.store);
  }

  /** A call as a client makes it. What is no client's fault and no crash is a bug, and thrown. */
  async call<Input, Output>(operation: OperationRef<Input, Output>, input: Input): Promise<Answer<Output>> {
    const start = this.#tick();
    const from = await this.machine.now();
    const span = async (): Promise<Span> => ({ start, end: this.#tick(), from, until: await this.machine.now() });
    try {
      const output = await this.machine.call(operation, input);
      return { span: await span(), outcome: "acknowledged", output };
    } catch (error) {
      if (isCrash(error)) return { span: await span(), outcome: "unknown" };
      if (!(error instanceof ServiceError)) throw error;
      return { span: await span(), outcome: "refused", code: error.code };
    }
  }

  /** A call that may be repeated until it is answered: what a client does about a server that comes back. */
  async insist<Input, Output>(operation: OperationRef<Input, Output>, input: Input): Promise<Answer<Output>> {
    const first = await this.call(operation, input);
    let last = first;
    while (last.outcome === "unknown") {
      await this.machine.restart();
      last = await this.call(operation, input);
    }
    return { ...last, span: { ...last.span, start: first.span.start, from: first.span.from } };
  }

  /** True when nobody else of the same batch has to do with it. */
  reserve(name: string): boolean {
    const free = !this.#busy.has(name);
    this.#busy.add(name);
    return free;
  }

  endBatch(): void {
    this.#busy.clear();
  }

  nextToken(): string {
    this.#tokens += 1;
    return `m${this.#tokens}`;
  }

  chance(inThousand: number): boolean {
    return this.random.below(1000) < inThousand;
  }

  pick<T>(choices: readonly T[]): T | undefined {
    return choices.length === 0 ? undefined : choices[this.random.below(choices.length)];
  }

  #tick(): number {
    this.#ticks += 1;
    return this.#ticks;
  }
}

/** The outcome of a call that may have changed something; undefined when it was refused and so did nothing. */
export function deed<Output>(answer: Answer<Output>): { span: Span; outcome: Outcome } | undefined {
  return answer.outcome === "refused" ? undefined : { span: answer.span, outcome: answer.outcome };
}
