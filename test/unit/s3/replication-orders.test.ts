import { expect, test } from "vitest";
import { SeededRandom } from "../../../shared/adapters/memory/seeded-random.ts";
import { effectRef } from "../../../shared/jobs/background.ts";
import { describeBucket } from "../../../shared/services/s3/operations/describe-bucket.ts";
import { recountBucket } from "../../../shared/services/s3/operations/recount-bucket.ts";
import { createReplicationWorld, type ReplicationWorld, rule } from "./replicating.ts";

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const STEPS = 30;
const KEYS = ["a", "b"];

/** Effects that have been handed over and wait; any of them may be the next, and may come twice. */
class Shuffled {
  readonly #world: ReplicationWorld;
  readonly #random: SeededRandom;
  #refs: ReturnType<typeof effectRef>[] = [];

  constructor(world: ReplicationWorld, random: SeededRandom) {
    this.#world = world;
    this.#random = random;
  }

  async deliverSome(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 1) {
      await this.#collect();
      const [ref] = this.#refs.splice(this.#random.below(Math.max(this.#refs.length, 1)), 1);
      if (!ref) return;
      await this.#world.engine.deliver(ref);
      if (this.#random.below(4) === 0) await this.#world.engine.deliver(ref);
    }
  }

  async #collect(): Promise<void> {
    const { jobs } = this.#world.engine.ports;
    await this.#world.engine.idle();
    const batch = await jobs.receive({ max: 1000, leaseSeconds: 60, waitMilliseconds: 0 });
    this.#refs.push(...batch.map(effectRef));
    await jobs.complete(batch);
  }
}

test.each(SEEDS)("both buckets list the same versions, in whatever order effects come: seed %i", async (seed) => {
  const random = new SeededRandom(seed);
  const world = await createReplicationWorld();
  await world.replicate(rule());
  const effects = new Shuffled(world, random);
  for (let step = 0; step < STEPS; step += 1) {
    const key = KEYS[random.below(KEYS.length)] ?? "a";
    if (random.below(3) === 0) await world.delete(key);
    else await world.put(key, "x".repeat(1 + random.below(9)));
    if (random.below(2) === 0) world.clock.advance(random.below(3));
    await effects.deliverSome(random.below(3));
  }
  await effects.deliverSome(10 * STEPS);
  expect(await world.copies.versions()).toEqual(await world.versions());
  expect(world.errors).toEqual([]);
  const counted = await world.call(describeBucket, { Bucket: "copies" });
  await world.call(recountBucket, { Bucket: "copies" });
  expect(await world.call(describeBucket, { Bucket: "copies" })).toEqual(counted);
});
