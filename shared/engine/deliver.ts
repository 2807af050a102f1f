import { ServiceError } from "../core/errors.ts";
import { uuid } from "../core/ids.ts";
import type { RetryRules } from "../core/retry.ts";
import { eventsTopic } from "../core/topics.ts";
import { deleteEffect, type Effect, type EffectRef, effectFromRow, effectKey, rescheduleEffect } from "./effects.ts";
import { execute, GONE } from "./execution.ts";
import { readPlayground } from "./playgrounds.ts";
import type { Caller, ExecutionTools } from "./request.ts";

/** How a delivery ended. `early` and `postponed` effects come again by themselves. */
export type Delivery = "delivered" | "gone" | "early" | "postponed" | "abandoned";

export async function deliverEffect(ref: EffectRef, tools: ExecutionTools, retry: RetryRules): Promise<Delivery> {
  const { store, clock } = tools.ports;
  const playground = await readPlayground(store, ref.playground);
  if (playground.root !== ref.root) return "gone";
  const row = await store.get(effectKey(ref.root, ref.id));
  if (!row) return "gone";
  const effect = effectFromRow(row);
  const now = clock.now() + playground.clockOffset;
  if (effect.notBefore > now) {
    tools.handOff([{ ...ref, delayMilliseconds: effect.notBefore - now }]);
    return "early";
  }
  try {
    const outcome = await execute(requestOf(effect, ref.playground, tools), tools);
    return outcome === GONE ? "gone" : "delivered";
  } catch (error) {
    if (!(error instanceof ServiceError)) tools.onError(error, `delivering ${effect.operation} to ${effect.target}`);
    const attempt = effect.attempt + 1;
    // A client's fault stays one however often it is tried; a 5xx may pass.
    const hopeless = error instanceof ServiceError && error.status < 500;
    if (hopeless || attempt >= retry.maxAttempts) return abandon({ effect, ref, now, error }, tools);
    return postpone({ effect, ref, now }, retry.delayMilliseconds(attempt), tools);
  }
}

/** A try that failed, and when in the playground's time. */
interface FailedTry {
  readonly effect: Effect;
  readonly ref: EffectRef;
  readonly now: number;
  readonly error: unknown;
}

function requestOf(effect: Effect, playground: string, { ports, registry }: ExecutionTools) {
  const owner = registry.owner(effect.target);
  const operation = owner && registry.operation(owner.name, effect.operation);
  if (!operation) throw new ServiceError("UnknownTarget", `Nobody delivers ${effect.operation} to ${effect.target}.`);
  const { account, region, principal, traceId } = effect;
  const caller: Caller = {
    playground,
    account,
    region,
    principal,
    traceId,
    requestId: uuid(ports.random),
    baseUrl: "",
  };
  return { operation, input: effect.input, caller, effect };
}

async function postpone(
  { effect, ref, now }: Omit<FailedTry, "error">,
  delayMilliseconds: number,
  { ports, handOff }: ExecutionTools,
): Promise<Delivery> {
  const at = now + delayMilliseconds;
  const change = { attempt: effect.attempt + 1, notBefore: at, dueAt: at };
  const result = await ports.store.transact([rescheduleEffect(effect, change)]);
  if (!result.ok) return "gone";
  handOff([{ ...ref, delayMilliseconds }]);
  return "postponed";
}

async function abandon({ effect, ref, now, error }: FailedTry, { ports, events }: ExecutionTools): Promise<Delivery> {
  const result = await ports.store.transact([{ ...deleteEffect(effect), expect: { version: effect.version } }]);
  if (!result.ok) return "gone";
  const { operation, target, traceId } = effect;
  const reason = error instanceof Error ? error.message : String(error);
  const text = `${operation} to ${target} was given up: ${reason}`;
  events.append([{ type: "effect.abandoned", resource: target, text }], { root: ref.root, traceId, now });
  ports.wakeups.wake(eventsTopic(ref.root));
  return "abandoned";
}
