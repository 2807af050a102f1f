import type { Arn } from "../core/arn.ts";
import { parseArn } from "../core/arn.ts";
import { assert } from "../core/errors.ts";
import type { TaskReport } from "../ports/task-runtime.ts";
import type { AnyOperation, Description, ReadTools } from "./operation.ts";

/** What the engine needs to know of a service. */
export interface EngineService {
  /** As ARNs name it: `sqs`. */
  readonly name: string;
  readonly operations: readonly AnyOperation[];
  /** Shows a resource to other services; undefined when there is none. */
  describe?(resource: Arn, tools: Pick<ReadTools, "store" | "context" | "now">): Promise<Description | undefined>;
  /** Internal operations that the backstop runs: idempotent, without input, for a whole playground at a time. */
  readonly sweeps?: readonly string[];
  /**
   * Internal operations, without input, that put totals right for a whole playground. Only where a store adds to totals beside its
   * transactions can they be wrong.
   */
  readonly recounts?: readonly string[];
  /** Internal operations, without input, that run once when the server starts. */
  readonly recoveries?: readonly string[];
  /** The internal operation that is told what becomes of tasks, and how it wants to be told. */
  readonly taskReports?: {
    readonly operation: string;
    input(report: TaskReport): unknown;
    /** Whether the answer means that the task which runs is nobody's. */
    isUnwanted(report: TaskReport, answer: unknown): boolean;
  };
}

export class Registry {
  readonly services: readonly EngineService[];
  readonly #services: ReadonlyMap<string, EngineService>;
  readonly #operations: ReadonlyMap<string, AnyOperation>;

  constructor(services: readonly EngineService[]) {
    this.services = services;
    this.#services = new Map(services.map((service) => [service.name, service]));
    const operations = services.flatMap((service) => service.operations);
    this.#operations = new Map(operations.map((operation) => [`${operation.service}.${operation.name}`, operation]));
    assert(this.#operations.size === operations.length, "two operations have the same name");
  }

  operation(service: string, name: string): AnyOperation | undefined {
    return this.#operations.get(`${service}.${name}`);
  }

  owner(resource: string): EngineService | undefined {
    return this.#services.get(parseArn(resource)?.service ?? "");
  }
}
