import { arn } from "../core/arn.ts";
import { uuid } from "../core/ids.ts";
import { clockTopic, eventsTopic } from "../core/topics.ts";
import { type EffectRef, putEffect } from "./effects.ts";
import type { Caller } from "./execution.ts";
import { putPlayground, readPlayground } from "./playgrounds.ts";
import type { Ports } from "./ports.ts";

/** Rows removed per transaction: enough to be quick, few enough that other writers get their turn. */
const DROP_PAGE = 1000;

/**
 * Begins a new epoch of a playground. Nothing of the old one can be read from then on; an effect, stored in the same
 * transaction, removes it (`DropRoot`, an operation of the playground service).
 */
export async function resetPlayground(
  caller: Caller,
  ports: Ports,
  handOff: (refs: readonly (EffectRef & { delayMilliseconds: number })[]) => void,
): Promise<void> {
  const { store, clock, random, wakeups } = ports;
  for (;;) {
    const before = await readPlayground(store, caller.playground);
    const epoch = before.epoch + 1;
    const root = `${caller.playground}.${epoch}`;
    const id = uuid(random);
    const context = { ...caller, root, now: clock.now() + before.clockOffset };
    const target = arn({
      service: "playground",
      region: caller.region,
      account: caller.account,
      resource: caller.playground,
    });
    const drop = putEffect(id, { target, operation: "DropRoot", input: { root: before.root } }, context);
    const result = await store.transact([putPlayground(before, { epoch }), drop]);
    if (!result.ok) continue;
    handOff([{ playground: caller.playground, root, id, delayMilliseconds: 0 }]);
    wakeups.wake(clockTopic(caller.playground));
    wakeups.wake(eventsTopic(before.root));
    return;
  }
}

export async function dropRoot(root: string, { tasks, store, blobs, journal, logs }: Ports): Promise<void> {
  await tasks.stopAll(root);
  while (await store.drop(`${root}/`, DROP_PAGE));
  await blobs.drop(root);
  await logs.drop(`${root}/`);
  await journal.drop(root);
}
