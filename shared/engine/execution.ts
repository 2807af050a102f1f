import type { AnswerRoom, ClientFacts, Principal, RequestContext } from "../core/context.ts";
import { assert, ServiceError } from "../core/errors.ts";
import { uuid } from "../core/ids.ts";
import type { OperationRef } from "../core/operation-ref.ts";
import { clockTopic, eventsTopic } from "../core/topics.ts";
import { MAX_TRANSACTION_WRITES, type Write } from "../ports/table-store.ts";
import type { Watch } from "../ports/wakeups.ts";
import { type Bodies, blobIds, bodyWrites } from "./bodies.ts";
import { deleteEffect, type Effect, type EffectRef, isOfRoot, putEffect } from "./effects.ts";
import type { EventLog } from "./event-log.ts";
import { Idempotency } from "./idempotency.ts";
import type { Lanes } from "./lanes.ts";
import {
  type AnyOperation,
  type Claim,
  type Done,
  type EffectDraft,
  LookAgain,
  type Outcome,
  type Outside,
  type ReadTools,
  type Wait,
} from "./operation.ts";
import { readPlayground } from "./playgrounds.ts";
import type { Ports } from "./ports.ts";
import { readTools } from "./read-tools.ts";
import type { Reads } from "./reads.ts";
import type { Registry } from "./registry.ts";

/** Who calls, and under which trace. */
export interface Caller {
  readonly playground: string;
  readonly account: string;
  readonly region: string;
  readonly principal: Principal;
  readonly traceId: string;
  readonly requestId: string;
  /** `http://127.0.0.1:4566`, from the request's Host header; "" when nobody outside asks. */
  readonly baseUrl: string;
  readonly client?: ClientFacts;
  /** Absent where answers may have any length. */
  readonly answerRoom?: AnswerRoom;
}

export interface Request {
  readonly operation: AnyOperation;
  readonly input: unknown;
  readonly caller: Caller;
  readonly idempotencyKey?: string | undefined;
  /** Set when an effect is delivered: its row goes in the operation's own transaction. */
  readonly effect?: Effect;
  /** Goes in the operation's own transaction, besides the effect's removal. */
  readonly together?: readonly Write[];
  /** Effects that the same transaction stores besides the operation's own. */
  readonly following?: readonly EffectDraft[];
  /** Ends a wait: the client has gone. */
  readonly signal?: AbortSignal | undefined;
}

export interface ExecutionTools {
  readonly ports: Ports;
  readonly reads: Reads;
  readonly registry: Registry;
  readonly bodies: Bodies;
  readonly events: EventLog;
  readonly lanes: Lanes;
  outside(caller: Caller): Omit<Outside, "settle" | "reset">;
  /** Begins a new epoch, with more writes of the same transaction. Throws {@link LookAgain} when the playground has changed meanwhile. */
  reset(caller: Caller, together: (root: string) => readonly Write[]): Promise<void>;
  handOff(refs: readonly (EffectRef & { readonly delayMilliseconds: number })[]): void;
}

/** The effect was delivered before: there is nothing to do. */
export const GONE = Symbol("gone");

type Look =
  | { readonly done: unknown }
  | { readonly wait: Wait["wait"]; readonly now: number }
  | { readonly conflict: true }
  | typeof GONE;

/** After so many lost races in a row something is wrong: the client is told to try again. */
const MAX_CONFLICTS = 25;
/** Sleeps grow up to a second: 32 clients that overwrite one object all get through, on a slow disk too. */
const MAX_BACKOFF_DOUBLINGS = 10;

/** Runs one operation to its end: looks, decides, writes, looks again on a conflict or after a wait. */
export async function execute(request: Request, tools: ExecutionTools): Promise<unknown> {
  const { clock, random, wakeups } = tools.ports;
  let startedAt: number | undefined;
  let watch: Watch | undefined;
  let conflicts = 0;
  try {
    for (;;) {
      const context = await readContext(request, tools);
      if (request.effect && !isOfRoot(request.effect, context.root)) return GONE;
      startedAt ??= context.now;
      const [since, attempt] = [startedAt, conflicts];
      const lanes = request.operation.lanes?.(request.input, context) ?? [];
      const look = await tools.lanes.pass(lanes, () =>
        lookOnce(request, tools, context, { startedAt: since, attempt }),
      );
      if (look === GONE) return GONE;
      if ("done" in look) return look.done;
      if ("conflict" in look) {
        conflicts += 1;
        if (conflicts > MAX_CONFLICTS) throw tooBusy();
        if (conflicts > 2) await clock.sleep(random.below(2 ** Math.min(conflicts, MAX_BACKOFF_DOUBLINGS)));
      } else if (!watch) {
        // Look once more after the watch begins: what came between the look and the watch must not be lost.
        watch = wakeups.watch([...look.wait.on, clockTopic(request.caller.playground)]);
      } else {
        if (request.signal?.aborted) throw whyEnded(request.signal);
        const next = Math.min(look.wait.until, look.wait.recheckAt ?? Number.POSITIVE_INFINITY);
        await watch.next(Math.max(1, next - look.now), request.signal);
      }
    }
  } finally {
    watch?.close();
  }
}

async function readContext({ caller, effect }: Request, { ports }: ExecutionTools): Promise<RequestContext> {
  const playground = await readPlayground(ports.store, caller.playground);
  const now = Math.max(ports.clock.now() + playground.clockOffset, effect?.notBefore ?? 0);
  return { ...caller, root: playground.root, now };
}

async function lookOnce(
  request: Request,
  tools: ExecutionTools,
  context: RequestContext,
  { startedAt, attempt }: { startedAt: number; attempt: number },
): Promise<Look> {
  const { operation, input, effect } = request;
  const idempotency = idempotencyOf(request, context);
  const remembered = idempotency && (await tools.ports.store.get(idempotency.key));
  const recalled = idempotency?.recall(remembered);
  if (recalled) return { done: recalled.output };

  const read: ReadTools = readTools(tools, context, { startedAt, attempt, effectId: effect?.id });
  const ending = new Ending(request, tools, context);
  let outcome: Outcome<unknown>;
  try {
    const state = await operation.prefetch(input, read);
    outcome = operation.commit(state, input, context);
    if ("claim" in outcome) outcome = await runClaim(outcome, tools);
    if ("call" in outcome) outcome = await outcome.call(ending.outside());
  } catch (error) {
    if (error instanceof LookAgain) return { conflict: true };
    throw error;
  }
  assert(!("claim" in outcome), "a claim's continuation claims no more");
  if ("wait" in outcome) return { wait: outcome.wait, now: context.now };
  if (ending.isWritten)
    assert(!outcome.writes?.length && !outcome.effects?.length, "what has ended elsewhere writes no more");

  const writes: Write[] = effect && !ending.isWritten ? [deleteEffect(effect), ...(request.together ?? [])] : [];
  if (idempotency && !ending.isWritten) writes.push(idempotency.remember(remembered, outcome.output));
  return finish(outcome, { writes, following: request.following ?? [] }, tools, context, effect);
}

/** How an operation may end: in the transaction of another operation, or with its epoch, instead of in its own. */
class Ending {
  isWritten = false;
  readonly #request: Request;
  readonly #tools: ExecutionTools;
  readonly #context: RequestContext;

  constructor(request: Request, tools: ExecutionTools, context: RequestContext) {
    this.#request = request;
    this.#tools = tools;
    this.#context = context;
  }

  outside(): Outside {
    const settle: Outside["settle"] = (ref, ...how) => this.#settle(ref, ...how);
    return { ...this.#tools.outside(this.#request.caller), settle, reset: (answer) => this.#reset(answer) };
  }

  async #settle<Input, Output>(
    { service, name }: OperationRef<Input, Output>,
    input: Input,
    principal: Principal,
    together: readonly Write[],
    following: readonly EffectDraft[] = [],
  ): Promise<Output> {
    const { effect, caller } = this.#request;
    const operation = this.#tools.registry.operation(service, name);
    assert(effect && !this.isWritten, "an effect is settled once, and nothing else is");
    assert(operation, `${service} has no operation ${name}`);
    const request: Request = { operation, input, caller: { ...caller, principal }, effect, together, following };
    const output = await execute(request, this.#tools);
    if (output === GONE) throw new Error("The effect was delivered at the same time by somebody else.");
    this.isWritten = true;
    return output as Output;
  }

  /** What is remembered in the old epoch nobody can recall. */
  async #reset(answer: unknown): Promise<void> {
    await this.#tools.reset(this.#request.caller, (root) => {
      const idempotency = idempotencyOf(this.#request, { ...this.#context, root });
      return idempotency ? [idempotency.remember(undefined, answer)] : [];
    });
    this.isWritten = true;
  }
}

function idempotencyOf(
  { operation, input, idempotencyKey }: Request,
  context: RequestContext,
): Idempotency | undefined {
  if (idempotencyKey === undefined) return undefined;
  return new Idempotency(idempotencyKey, { operation: `${operation.service}.${operation.name}`, input }, context);
}

async function runClaim({ claim }: Claim<unknown>, { ports }: ExecutionTools): Promise<Outcome<unknown>> {
  const taken: unknown[] = [];
  const noted: unknown[] = [];
  const nextDue: number[] = [];
  for (const partition of claim.partitions) {
    const before = taken.length;
    const claimed = await ports.store.claim({
      ...partition,
      dueUntil: claim.dueUntil,
      limit: claim.limit - before,
      ...(claim.maxExamined === undefined ? {} : { maxExamined: claim.maxExamined }),
      rewrite: (row, index) => claim.rewrite(row, before + index),
    });
    taken.push(...claimed.taken);
    noted.push(...claimed.noted);
    if (claimed.nextDueAt !== undefined) nextDue.push(claimed.nextDueAt);
    if (taken.length >= claim.limit) break;
  }
  return claim.finish({ taken, noted, nextDueAt: nextDue.length > 0 ? Math.min(...nextDue) : undefined });
}

async function finish(
  done: Done<unknown>,
  { writes, following }: { readonly writes: Write[]; readonly following: readonly EffectDraft[] },
  tools: ExecutionTools,
  context: RequestContext,
  effect: Effect | undefined,
): Promise<Look> {
  const { ports } = tools;
  const effects = [...(done.effects ?? []), ...following].map((draft) => ({ draft, id: uuid(ports.random) }));
  writes.push(
    ...(done.writes ?? []),
    ...bodyWrites(done.bodies),
    ...effects.map(({ draft, id }) => putEffect(id, draft, context)),
  );
  if (writes.length > 0) {
    assert(
      writes.length <= MAX_TRANSACTION_WRITES,
      `a transaction of ${writes.length} writes is too large for DynamoDB`,
    );
    const result = await ports.store.transact(writes);
    if (!result.ok) return effect && sameKey(result.conflict, effect.key) ? GONE : { conflict: true };
  }
  tools.events.append(done.events ?? [], context);
  if (done.events?.length) ports.wakeups.wake(eventsTopic(context.root));
  for (const topic of done.wakes ?? []) ports.wakeups.wake(topic);
  for (const id of blobIds(done.bodies?.drop)) void ports.blobs.delete(id).catch(leaveToSweep);
  tools.handOff(
    effects.map(({ draft, id }) => ({
      playground: context.playground,
      root: context.root,
      id,
      delayMilliseconds: Math.max(0, (draft.dueAt ?? context.now) - context.now),
    })),
  );
  return { done: done.output };
}

function sameKey(left: { partition: string; sort: string }, right: { partition: string; sort: string }): boolean {
  return left.partition === right.partition && left.sort === right.sort;
}

/** A blob that could not be removed now is an orphan, which the sweep removes. */
function leaveToSweep(): void {}

function tooBusy(): ServiceError {
  return new ServiceError("ServiceUnavailable", "Too many requests changed the same thing at once. Try again.", {
    status: 503,
  });
}

/** A door that stops says so itself; otherwise it is the client who went away. */
function whyEnded({ reason }: AbortSignal): ServiceError {
  if (reason instanceof ServiceError) return reason;
  return new ServiceError("RequestAborted", "The client closed the connection while it waited.", { status: 499 });
}
