import type { Principal, RequestContext } from "../core/context.ts";
import { assert, ServiceError } from "../core/errors.ts";
import type { OperationRef } from "../core/operation-ref.ts";
import { clockTopic } from "../core/topics.ts";
import type { Write } from "../ports/table-store.ts";
import type { Watch } from "../ports/wakeups.ts";
import { deleteEffect, isOfRoot } from "./effects.ts";
import { Idempotency } from "./idempotency.ts";
import { type Done, type EffectDraft, LookAgain, type Outside, type ReadTools, type Wait } from "./operation.ts";
import { readPlayground } from "./playgrounds.ts";
import { readTools } from "./read-tools.ts";
import type { ExecutionTools, Request } from "./request.ts";
import { runClaim } from "./run-claim.ts";
import { writeOutcome } from "./write-outcome.ts";

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
  const { effect, together = [], following = [] } = request;
  const idempotency = idempotencyOf(request, context);
  const remembered = idempotency && (await tools.ports.store.get(idempotency.key));
  const recalled = idempotency?.recall(remembered);
  if (recalled) return { done: recalled.output };

  const read = readTools(tools, context, { startedAt, attempt, effectId: effect?.id });
  const ending = new Ending(request, tools, context);
  const outcome = await decide(request, read, ending, tools);
  if (outcome === undefined) return { conflict: true };
  if ("wait" in outcome) return { wait: outcome.wait, now: context.now };
  const isEmpty = !outcome.writes?.length && !outcome.effects?.length;
  assert(!ending.isWritten || isEmpty, "what has ended elsewhere writes no more");

  const writes: Write[] = [];
  if (effect && !ending.isWritten) writes.push(deleteEffect(effect), ...together);
  if (idempotency && !ending.isWritten) writes.push(idempotency.remember(remembered, outcome.output));
  const written = await writeOutcome(outcome, { writes, effects: following, delivered: effect }, context, tools);
  if (written === "gone") return GONE;
  return written === "conflict" ? { conflict: true } : { done: outcome.output };
}

/** What the operation makes of what it reads, takes and hears; nothing where it wants to look again. */
async function decide(
  { operation, input }: Request,
  read: ReadTools,
  ending: Ending,
  { ports }: ExecutionTools,
): Promise<Done<unknown> | Wait | undefined> {
  try {
    const state = await operation.prefetch(input, read);
    const decided = operation.commit(state, input, read.context);
    const outcome = "claim" in decided ? await runClaim(decided, ports) : decided;
    return "call" in outcome ? await outcome.call(ending.outside()) : outcome;
  } catch (error) {
    if (error instanceof LookAgain) return undefined;
    throw error;
  }
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
    if (output === GONE) throw deliveredElsewhere();
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

/** The other one's delivery counts; this one ends, and finds nothing to do when it comes again. */
function deliveredElsewhere(): ServiceError {
  const message = "The effect was delivered at the same time by somebody else.";
  return new ServiceError("ServiceUnavailable", message, { status: 503 });
}

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
