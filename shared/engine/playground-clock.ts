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
 * end. Each step goes on from where the clock stands, so that two who advance it at once go as far as both ask for together.
 * Everything that waits looks again.
 */
export async function advanceClock(name: string, byMilliseconds: number, tools: AdvanceTools): Promise<number> {
  if (!(byMilliseconds >= 0)) throw new ServiceError("InvalidParameterValue", "The clock never goes back.");
  const { ports } = tools;
  let left = byMilliseconds;
  for (let replayed = 0; ; ) {
    const playground = await readPlayground(ports.store, name);
    const now = ports.clock.now() + playground.clockOffset;
    const next = replayed < MAX_REPLAYED_EFFECTS ? await nextEffect(playground.root, now + left, ports) : undefined;
    const step = next ? Math.max(0, next.dueAt - now) : left;
    if (!(await moveOffset(playground, step, ports))) continue;
    left -= step;
    if (!next) break;
    replayed += 1;
    await tools.deliver({ playground: name, root: playground.root, id: next.id });
  }
  await tools.sweep();
  ports.wakeups.wake(clockTopic(name));
  return ports.clock.now() + (await readPlayground(ports.store, name)).clockOffset;
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

/** False when the playground has changed since it was read: somebody else may have moved its clock. */
async function moveOffset(playground: Playground, byMilliseconds: number, { store, wakeups }: Ports): Promise<boolean> {
  if (byMilliseconds === 0) return true;
  const clockOffset = playground.clockOffset + byMilliseconds;
  const { ok } = await store.transact([putPlayground(playground, { clockOffset })]);
  if (ok) wakeups.wake(clockTopic(playground.name));
  return ok;
}
