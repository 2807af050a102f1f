import type { Arn } from "../core/arn.ts";
import type { Body } from "../core/body.ts";
import type { Principal, RequestContext } from "../core/context.ts";
import type { EventDraft } from "../core/event.ts";
import type { ValueObject } from "../core/json.ts";
import type { OperationRef } from "../core/operation-ref.ts";
import type { DeliveryGateway } from "../ports/delivery-gateway.ts";
import type { Journal } from "../ports/journal.ts";
import type { LogSink } from "../ports/log-sink.ts";
import type { MessageSigner } from "../ports/message-signer.ts";
import type { Random } from "../ports/random.ts";
import type { Partition, Rewrite, Row, TableStore, Write } from "../ports/table-store.ts";
import type { TaskRuntime } from "../ports/task-runtime.ts";
import type { Bodies } from "./bodies.ts";

/** What a prefetch may do: read everything, write nothing. Chance is drawn here, so that the commit stays pure. */
export interface ReadTools {
  readonly store: Pick<TableStore, "get" | "getMany" | "query" | "due" | "countDue" | "totals">;
  readonly context: RequestContext;
  /** Playground time of this look. */
  readonly now: number;
  /** Playground time of the request's first look: a long poll's deadline counts from here. */
  readonly startedAt: number;
  readonly random: Random;
  /** 0 at first, more after each conflict. */
  readonly attempt: number;
  /** The id of the effect that is being delivered, when this is no client's call. */
  readonly effectId: string | undefined;
  /** What another service says of its resource; undefined when there is no such resource. */
  describe(resource: Arn): Promise<Description | undefined>;
  readonly bodies: Pick<Bodies, "open">;
  readonly journal: Pick<Journal, "query">;
  readonly inbox: Pick<DeliveryGateway, "delivered">;
  /** Wall time, for what follows it: credentials, process timeouts. Resources follow `now`. */
  readonly wallNow: number;
  readonly logs: Pick<LogSink, "read">;
  readonly tasks: Pick<TaskRuntime, "supports" | "usage" | "running">;
}

/** A resource as its owner shows it to other services. */
export interface Description {
  readonly arn: Arn;
  /** `queue`, `topic`, `bucket`, `task`, ... */
  readonly type: string;
  readonly detail?: ValueObject;
}

/** Work for the owner of an ARN, stored in the transaction of its cause and delivered at least once. */
export interface EffectDraft {
  readonly target: Arn;
  /** An operation of the service that the ARN names. */
  readonly operation: string;
  /** References and small values, never a body. */
  readonly input: ValueObject;
  /** Who asks; the causing request's principal when absent. */
  readonly principal?: Principal;
  /** Playground time; at once when absent. */
  readonly dueAt?: number;
  /** The trace of what began this, where that is not the request at hand. */
  readonly traceId?: string;
}

/** The end of an operation: what to answer and what to write. */
export interface Done<Output> {
  readonly output: Output;
  readonly writes?: readonly Write[];
  readonly effects?: readonly EffectDraft[];
  readonly events?: readonly EventDraft[];
  /** Topics whose watchers look again after the commit: a resource's ARN. */
  readonly wakes?: readonly string[];
  /** Bodies that rows begin and cease to refer to. Inline ones may be named; they need nothing. */
  readonly bodies?: { readonly keep?: readonly Body[]; readonly drop?: readonly Body[] };
}

/** Look again when one of the topics is woken, when `recheckAt` comes, or at the latest when `until` comes (playground time). */
export interface Wait {
  readonly wait: { readonly on: readonly string[]; readonly until: number; readonly recheckAt?: number };
}

/** What a claim over several partitions came to. */
export interface ClaimedRows<Taken> {
  readonly taken: readonly Taken[];
  readonly noted: readonly Taken[];
  /** When too few were due: the soonest instant at which one will be. */
  readonly nextDueAt: number | undefined;
}

/** Take due rows. The engine visits the partitions in order until it has enough. Make it with {@link claim}. */
export interface Claim<Output> {
  readonly claim: {
    readonly partitions: readonly Partition[];
    readonly dueUntil: number;
    readonly limit: number;
    readonly maxExamined?: number;
    rewrite(row: Row, index: number): Rewrite<unknown>;
    /** Synchronous and pure, after the claim: what it took stays taken. */
    finish(claimed: ClaimedRows<unknown>): Omit<Done<Output>, "writes"> | Wait | Call<Output>;
  };
}

/** What a {@link Call} may reach: the outside world, and other operations. */
export interface Outside {
  readonly tasks: TaskRuntime;
  readonly deliveries: DeliveryGateway;
  readonly signer: MessageSigner;
  readonly bodies: Bodies;
  readonly logs: LogSink;
  /** Another service's operation, as the given principal, under this trace. */
  call<Input, Output>(operation: OperationRef<Input, Output>, input: Input, principal: Principal): Promise<Output>;
  /**
   * Ends the effect that is being delivered by another service's operation: its writes, the given ones, the effects that are to
   * follow and the removal of the effect are one transaction, so that it takes place once, however often the effect comes. Write
   * nothing after it.
   */
  settle<Input, Output>(
    operation: OperationRef<Input, Output>,
    input: Input,
    principal: Principal,
    together: readonly Write[],
    following?: readonly EffectDraft[],
  ): Promise<Output>;
  /** Moves the playground's clock on and replays what comes due, in order. Returns the new playground time. */
  advanceClock(byMilliseconds: number): Promise<number>;
  /**
   * Begins a new epoch: everything in the playground is gone at once, and removed in the background. The answer is what a repeat
   * under the same Idempotency-Key gets: the new epoch remembers it from its first moment on. Write nothing after it.
   */
  reset(answer: unknown): Promise<void>;
  /** Removes what an earlier epoch left: tasks, rows, blobs, logs, events. */
  dropRoot(root: string): Promise<void>;
}

/** Reach outside in the middle, then finish. It may run again after a conflict, so what it does must be idempotent. */
export interface Call<Output> {
  call(outside: Outside): Promise<Done<Output>>;
}

export type Outcome<Output> = Done<Output> | Wait | Claim<Output> | Call<Output>;

/**
 * One AWS operation. Input and output are AWS's shapes. `prefetch` does all reading; `commit` decides, synchronously and
 * purely, and the engine writes.
 */
export interface Operation<Input, Output, State = unknown> extends OperationRef<Input, Output> {
  /** Not offered to clients: only effects and sweeps call it. */
  readonly internal?: true;
  /**
   * What it changes that others change just as often, by any name: within a process one after the other does, which saves their
   * conflicts. An operation with lanes calls none that passes through the same.
   */
  lanes?(input: Input, context: RequestContext): readonly string[];
  prefetch(input: Input, tools: ReadTools): Promise<State>;
  commit(state: State, input: Input, context: RequestContext): Outcome<Output>;
}

// biome-ignore lint/suspicious/noExplicitAny: a registry holds operations of every type; callers get theirs back through OperationRef.
export type AnyOperation = Operation<any, any, any>;

/** Lets TypeScript infer the state that passes from prefetch to commit. */
export function operation<Input, Output>(): <State>(
  definition: Operation<Input, Output, State>,
) => Operation<Input, Output, State> {
  return (definition) => definition;
}

/** Thrown by a prefetch that read something half-changed: the engine looks again. */
export class LookAgain extends Error {}

/** Builds a {@link Claim} whose rewrite and continuation agree on what is taken. */
export function claim<Taken, Output>(spec: {
  readonly partitions: readonly Partition[];
  readonly dueUntil: number;
  readonly limit: number;
  readonly maxExamined?: number;
  rewrite(row: Row, index: number): Rewrite<Taken>;
  finish(claimed: ClaimedRows<Taken>): Omit<Done<Output>, "writes"> | Wait | Call<Output>;
}): Claim<Output> {
  return { claim: { ...spec, finish: (claimed) => spec.finish(claimed as ClaimedRows<Taken>) } };
}
