import type { Put } from "../ports/table-store.ts";
import { blobRowKey } from "./bodies.ts";
import { type EffectRef, effectFromRow, effectPartitions, rescheduleEffect } from "./effects.ts";
import { idempotencyPartitions } from "./idempotency.ts";
import { readPlayground } from "./playgrounds.ts";
import type { Ports } from "./ports.ts";
import type { EngineService } from "./registry.ts";

/** An effect that is still there so long after its instant was left by a crash (DESIGN: older than 60 s). */
const OVERDUE_MILLISECONDS = 60_000;
/** A blob without a row may be an upload that is still under way; after an hour it is an orphan. */
const ORPHAN_MILLISECONDS = 3_600_000;
const PAGE = 100;

export async function sweepOverdue(
  name: string,
  { store, clock }: Ports,
  handOff: (refs: readonly (EffectRef & { delayMilliseconds: number })[]) => void,
): Promise<void> {
  const { root, clockOffset } = await readPlayground(store, name);
  const now = clock.now() + clockOffset;
  for (const partition of effectPartitions(root)) {
    const { taken } = await store.claim({
      ...partition,
      dueUntil: now - OVERDUE_MILLISECONDS,
      limit: PAGE,
      rewrite(row) {
        const effect = effectFromRow(row);
        const again: Put = rescheduleEffect(effect, {
          attempt: effect.attempt,
          notBefore: effect.notBefore,
          dueAt: now,
        });
        return { take: effect.id, writes: [again] };
      },
    });
    handOff(taken.map((id) => ({ playground: name, root, id, delayMilliseconds: 0 })));
  }
}

export async function sweepIdempotency(name: string, { store, clock }: Ports): Promise<void> {
  const { root, clockOffset } = await readPlayground(store, name);
  for (const partition of idempotencyPartitions(root)) {
    await store.claim({
      ...partition,
      dueUntil: clock.now() + clockOffset,
      limit: PAGE,
      rewrite: ({ table, partition: name, sort }) => ({
        take: sort,
        writes: [{ kind: "delete", key: { table, partition: name, sort } }],
      }),
    });
  }
}

export async function sweepServices(
  services: readonly EngineService[],
  run: (service: string, operation: string) => Promise<unknown>,
): Promise<void> {
  for (const { name, sweeps = [] } of services) {
    for (const operation of sweeps) await run(name, operation);
  }
}

export async function sweepBlobs({ store, blobs, clock }: Ports): Promise<number> {
  const storedBefore = clock.now() - ORPHAN_MILLISECONDS;
  let after: string | undefined;
  let removed = 0;
  for (;;) {
    const ids = await blobs.list({ storedBefore, limit: PAGE, ...(after === undefined ? {} : { after }) });
    const rows = await store.getMany(ids.map(blobRowKey));
    for (const [index, id] of ids.entries()) {
      if (rows[index]) continue;
      await blobs.delete(id);
      removed += 1;
    }
    if (ids.length < PAGE) return removed;
    after = ids.at(-1);
  }
}
