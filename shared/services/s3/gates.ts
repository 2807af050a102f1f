import type { RequestContext } from "../../core/context.ts";
import type { Check, Write } from "../../ports/table-store.ts";
import { GATES } from "./limits.ts";
import type { Bucket } from "./model.ts";
import { gateKey, putBucket } from "./table.ts";

/*
 * How DeleteBucket and PutObject keep out of each other's way, so that no acknowledged object is ever lost in a deleted bucket.
 *
 * "Is it empty?" is a query, and no store can hold a transaction to a query's answer. So DeleteBucket first closes the bucket and
 * only then looks: a bucket has gates, rows without content, and every put's transaction checks that one of them, drawn at
 * random, is there. Closing removes all gates and marks the bucket, in one transaction. From then on no put that began earlier
 * can commit, so an object that the query does not see will never come, and the bucket's row is removed under the condition that
 * it has not changed since. A put that meets a closed bucket opens it again in its own transaction, which makes that condition
 * fail. So nobody waits, and a deletion that dies half-way leaves a bucket that works as before.
 *
 * Why many gates: DynamoDB lets two transactions that touch one row at once collide, even if both only check it. One row for all
 * puts of a bucket would be a storm of conflicts; among 64 gates a put rarely meets another. LMDB does not care.
 * docs/decisions/0020-deleting-a-bucket.md tells what else was thought of.
 */

export function randomGate(random: { below(limit: number): number }): number {
  return random.below(GATES);
}

/** For a new bucket. */
export function openGates(scope: Pick<RequestContext, "root">, bucket: Bucket): readonly Write[] {
  return allGates((gate) => ({ kind: "put", key: gateKey(scope, bucket, gate), value: null }));
}

/** With the bucket, or to close it. */
export function removeGates(scope: Pick<RequestContext, "root">, bucket: Bucket): readonly Write[] {
  return allGates((gate) => ({ kind: "delete", key: gateKey(scope, bucket, gate) }));
}

/** What a transaction that adds an object to a bucket carries: the bucket was open when it was read, and is still there. */
export function passGate(
  scope: Pick<RequestContext, "root">,
  { bucket, version, gate }: { bucket: Bucket; version: string; gate: number },
): readonly Write[] {
  if (!bucket.closing) {
    const check: Check = { kind: "check", key: gateKey(scope, bucket, gate), expect: "present" };
    return [check];
  }
  const { closing: _, ...open } = bucket;
  return [putBucket(scope, open, { version }), ...openGates(scope, open)];
}

function allGates(write: (gate: number) => Write): readonly Write[] {
  return Array.from({ length: GATES }, (_, gate) => write(gate));
}
