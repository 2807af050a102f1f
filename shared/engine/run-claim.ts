import type { Call, Claim, Done, Wait } from "./operation.ts";
import type { Ports } from "./ports.ts";

/** Takes due rows, partition by partition, until there are as many as the claim wants; its continuation decides what comes of them. */
export async function runClaim(
  { claim }: Claim<unknown>,
  { store }: Pick<Ports, "store">,
): Promise<Done<unknown> | Wait | Call<unknown>> {
  const taken: unknown[] = [];
  const noted: unknown[] = [];
  const nextDue: number[] = [];
  for (const partition of claim.partitions) {
    const before = taken.length;
    const claimed = await store.claim({
      ...partition,
      dueUntil: claim.dueUntil,
      limit: claim.limit - before,
      ...(claim.maxExamined === undefined ? {} : { maxExamined: claim.maxExamined }),
      rewrite: (row, index) => claim.rewrite(row, before + index),
    });
    taken.push(...claimed.taken);
    noted.push(...claimed.noted);
    if (claimed.nextDueAt !== undefined) nextDue.push(claimed.nextDueAt);
    if (taken.length >= claim.limit) break;
  }
  return claim.finish({ taken, noted, nextDueAt: nextDue.length > 0 ? Math.min(...nextDue) : undefined });
}
