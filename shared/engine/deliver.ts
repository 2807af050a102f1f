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
    const attempt = effect.attempt + 1;
    // A client's fault stays one however often it is tried; a 5xx may pass.
    const hopeless = error instanceof ServiceError && error.status < 500;
    if (hopeless || attempt >= retry.maxAttempts) return abandon(effect, error, now, ref, tools);
    return postpone(effect, attempt, now + retry.delayMilliseconds(attempt), now, ref, tools);
  }
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
  effect: Effect,
  attempt: number,
  at: number,
  now: number,
  ref: EffectRef,
  tools: ExecutionTools,
): Promise<Delivery> {
  const result = await tools.ports.store.transact([rescheduleEffect(effect, { attempt, notBefore: at, dueAt: at })]);
  if (!result.ok) return "gone";
  tools.handOff([{ ...ref, delayMilliseconds: at - now }]);
  return "postponed";
}

async function abandon(
  effect: Effect,
  error: unknown,
  now: number,
  ref: EffectRef,
  tools: ExecutionTools,
): Promise<Delivery> {
  const result = await tools.ports.store.transact([{ ...deleteEffect(effect), expect: { version: effect.version } }]);
  if (!result.ok) return "gone";
  const reason = error instanceof Error ? error.message : String(error);
  const text = `${effect.operation} to ${effect.target} was given up: ${reason}`;
  tools.events.append([{ type: "effect.abandoned", resource: effect.target, text }], {
    root: ref.root,
    traceId: effect.traceId,
    now,
  });
  tools.ports.wakeups.wake(eventsTopic(ref.root));
  return "abandoned";
}
