import type { RequestContext } from "../core/context.ts";
import { assert } from "../core/errors.ts";
import { uuid } from "../core/ids.ts";
import { eventsTopic } from "../core/topics.ts";
import { type Key, MAX_TRANSACTION_WRITES, type Write } from "../ports/table-store.ts";
import { blobIds, bodyWrites } from "./bodies.ts";
import { type Effect, putEffect } from "./effects.ts";
import type { Done, EffectDraft } from "./operation.ts";
import type { ExecutionTools } from "./request.ts";

/** What goes in the operation's own transaction besides what it decided. */
export interface Accompanying {
  readonly writes: readonly Write[];
  readonly effects: readonly EffectDraft[];
  /** The effect that is delivered, whose row is among the writes. */
  readonly delivered: Effect | undefined;
}

/**
 * Writes what an operation decided in one transaction; then tells the journal and who waits, and hands its effects on. `gone`: the effect
 * was delivered by somebody else meanwhile. `conflict`: a row was not as it was read.
 */
export async function writeOutcome(
  done: Done<unknown>,
  { writes, effects, delivered }: Accompanying,
  context: RequestContext,
  { ports, events, handOff }: ExecutionTools,
): Promise<"written" | "conflict" | "gone"> {
  const stored = [...(done.effects ?? []), ...effects].map((draft) => ({ draft, id: uuid(ports.random) }));
  const all = [
    ...writes,
    ...(done.writes ?? []),
    ...bodyWrites(done.bodies),
    ...stored.map(({ draft, id }) => putEffect(id, draft, context)),
  ];
  assert(all.length <= MAX_TRANSACTION_WRITES, `a transaction of ${all.length} writes is too large for DynamoDB`);
  if (all.length > 0) {
    const result = await ports.store.transact(all);
    if (!result.ok) return delivered && isSame(result.conflict, delivered.key) ? "gone" : "conflict";
  }
  events.append(done.events ?? [], context);
  if (done.events?.length) ports.wakeups.wake(eventsTopic(context.root));
  for (const topic of done.wakes ?? []) ports.wakeups.wake(topic);
  for (const id of blobIds(done.bodies?.drop)) void ports.blobs.delete(id).catch(leaveToSweep);
  const { playground, root, now } = context;
  handOff(
    stored.map(({ draft, id }) => {
      return { playground, root, id, delayMilliseconds: Math.max(0, (draft.dueAt ?? now) - now) };
    }),
  );
  return "written";
}

function isSame(left: Pick<Key, "partition" | "sort">, right: Pick<Key, "partition" | "sort">): boolean {
  return left.partition === right.partition && left.sort === right.sort;
}

/** A blob that could not be removed now is an orphan, which the sweep removes. */
function leaveToSweep(): void {}
