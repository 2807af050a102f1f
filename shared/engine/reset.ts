import { arn } from "../core/arn.ts";
import { uuid } from "../core/ids.ts";
import { clockTopic, eventsTopic } from "../core/topics.ts";
import type { Write } from "../ports/table-store.ts";
import { type EffectRef, putEffect } from "./effects.ts";
import { LookAgain } from "./operation.ts";
import { putPlayground, readPlayground, rootOf } from "./playgrounds.ts";
import type { Ports } from "./ports.ts";
import type { Caller } from "./request.ts";

/** Rows removed per transaction: enough to be quick, few enough that other writers get their turn. */
const DROP_PAGE = 1000;

/**
 * Begins a new epoch of a playground. Nothing of the old one can be read from then on; an effect, stored in the same
 * transaction, removes it (`DropRoot`, an operation of the playground service). `together` goes into the new epoch with it.
 */
export async function resetPlayground(
  caller: Caller,
  ports: Ports,
  handOff: (refs: readonly (EffectRef & { delayMilliseconds: number })[]) => void,
  together: (root: string) => readonly Write[],
): Promise<void> {
  const { store, clock, random, wakeups } = ports;
  const before = await readPlayground(store, caller.playground);
  const epoch = before.epoch + 1;
  const root = rootOf(caller.playground, epoch);
  const id = uuid(random);
  const context = { ...caller, root, now: clock.now() + before.clockOffset };
  const target = arn({
    service: "playground",
    region: caller.region,
    account: caller.account,
    resource: caller.playground,
  });
  const drop = putEffect(id, { target, operation: "DropRoot", input: { root: before.root } }, context);
  const { ok } = await store.transact([putPlayground(before, { epoch }), drop, ...together(root)]);
  // Somebody else's reset may be this one's first try: whoever looks again finds its answer.
  if (!ok) throw new LookAgain();
  handOff([{ playground: caller.playground, root, id, delayMilliseconds: 0 }]);
  wakeups.wake(clockTopic(caller.playground));
  wakeups.wake(eventsTopic(before.root));
}

/**
 * Removes what an epoch left, and the epochs before it: when two resets follow each other, the first one's own removal is an
 * effect of the epoch that the second ended.
 */
export async function dropRoot(root: string, ports: Ports): Promise<void> {
  const name = root.slice(0, root.lastIndexOf("."));
  const last = Number(root.slice(root.lastIndexOf(".") + 1));
  const { oldestEpoch } = await readPlayground(ports.store, name);
  for (let epoch = oldestEpoch; epoch <= last; epoch += 1) await dropEpoch(rootOf(name, epoch), ports);
  await raiseOldestEpoch(name, last, ports);
}

async function dropEpoch(root: string, { tasks, store, blobs, journal, logs }: Ports): Promise<void> {
  await tasks.stopAll(root);
  while (await store.drop(`${root}/`, DROP_PAGE));
  await blobs.drop(root);
  await logs.drop(`${root}/`);
  await journal.drop(root);
}

/** The last one removed is looked at once more next time: a request that began before the reset may have written to it since. */
async function raiseOldestEpoch(name: string, oldestEpoch: number, { store }: Ports): Promise<void> {
  for (;;) {
    const playground = await readPlayground(store, name);
    if (playground.oldestEpoch >= oldestEpoch) return;
    const result = await store.transact([putPlayground(playground, { oldestEpoch })]);
    if (result.ok) return;
  }
}
