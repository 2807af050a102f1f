import { effectFromRow, effectPartitions } from "../../../shared/engine/effects.ts";
import { readPlayground } from "../../../shared/engine/playgrounds.ts";
import type { World } from "../../support/world.ts";

/**
 * Delivers what is due until nothing is, several effects at a time and in any order: as many workers would. Moves the clock on
 * to what is due later, up to so many seconds.
 */
export async function settleInAnyOrder(world: World, withinSeconds = 0): Promise<void> {
  const { clockOffset } = await readPlayground(world.store, "default");
  const now = () => world.clock.now() + clockOffset;
  const until = now() + withinSeconds * 1000;
  for (;;) {
    const effects = await effectsOf(world);
    const due = effects.filter(({ notBefore }) => notBefore <= now());
    if (due.length === 0) {
      const next = Math.min(...effects.map(({ notBefore }) => notBefore));
      if (!(next <= until)) return;
      world.clock.advance(next - now());
      continue;
    }
    const root = await world.root();
    const some = shuffled(due, world).slice(0, 1 + world.random.below(4));
    const deliveries = some.map(({ id }) => world.engine.deliver({ playground: "default", root, id }));
    await Promise.allSettled(deliveries);
  }
}

/** Delivers what is due of one operation, once. */
export async function settleOnly(world: World, operation: string): Promise<void> {
  const root = await world.root();
  for (const { id } of await effectsOf(world, operation))
    await world.engine.deliver({ playground: "default", root, id });
}

/** The effects that wait: all, or those of one operation. */
export async function effectsOf(world: World, operation?: string) {
  const pages = effectPartitions(await world.root()).map((partition) => world.store.due({ ...partition, limit: 1000 }));
  const effects = (await Promise.all(pages)).flat().map(effectFromRow);
  return operation === undefined ? effects : effects.filter((effect) => effect.operation === operation);
}

function shuffled<Item>(items: readonly Item[], { random }: World): Item[] {
  return items
    .map((item) => ({ item, at: random.below(1_000_000) }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}
