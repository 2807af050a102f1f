import { ServiceError } from "../core/errors.ts";
import { clockTopic } from "../core/topics.ts";
import type { Delivery } from "./deliver.ts";
import { type EffectRef, effectPartitions } from "./effects.ts";
import { type Playground, putPlayground, readPlayground } from "./playgrounds.ts";
import type { Ports } from "./ports.ts";

export interface AdvanceTools {
  readonly ports: Ports;
  deliver(ref: EffectRef): Promise<Delivery>;
  sweep(): Promise<void>;
}

/** More than any lesson needs; an advance that replays more stops here and moves straight to its end. */
const MAX_REPLAYED_EFFECTS = 10_000;

/**
 * Moves playground time on step by step: to each due effect in turn, which then runs at its own instant, and at last to the
 * end. Everything that waits looks again.
 */
export async function advanceClock(name: string, byMilliseconds: number, tools: AdvanceTools): Promise<number> {
  if (!(byMilliseconds >= 0)) throw new ServiceError("InvalidParameterValue", "The clock never goes back.");
  const { ports } = tools;
  const start = await readPlayground(ports.store, name);
  const lastOffset = start.clockOffset + byMilliseconds;
  for (let replayed = 0; replayed < MAX_REPLAYED_EFFECTS; replayed += 1) {
    const next = await nextEffect(start.root, ports.clock.now() + lastOffset, ports);
    if (!next) break;
    await moveOffset(name, Math.min(lastOffset, next.dueAt - ports.clock.now()), ports);
    await tools.deliver({ playground: name, root: start.root, id: next.id });
  }
  const end = await moveOffset(name, lastOffset, ports);
  await tools.sweep();
  ports.wakeups.wake(clockTopic(name));
  return ports.clock.now() + end.clockOffset;
}

async function nextEffect(
  root: string,
  until: number,
  { store }: Ports,
): Promise<{ id: string; dueAt: number } | undefined> {
  const heads = await Promise.all(
    effectPartitions(root).map((partition) => store.due({ ...partition, until, limit: 1 })),
  );
  return heads
    .flat()
    .map((row) => ({ id: row.sort, dueAt: row.dueAt ?? 0 }))
    .sort((left, right) => left.dueAt - right.dueAt)[0];
}

/** Raises the offset to at least the given one. */
async function moveOffset(name: string, clockOffset: number, { store, wakeups }: Ports): Promise<Playground> {
  for (;;) {
    const playground = await readPlayground(store, name);
    if (playground.clockOffset >= clockOffset) return playground;
    const result = await store.transact([putPlayground(playground, { clockOffset })]);
    if (!result.ok) continue;
    wakeups.wake(clockTopic(name));
    return { ...playground, clockOffset };
  }
}
