import { rm } from "node:fs/promises";
import { expect, test } from "vitest";
import { openEnvironment } from "../../shared/adapters/lmdb/environment.ts";
import { LmdbJobQueue } from "../../shared/adapters/lmdb/job-queue.ts";
import { MemoryJobQueue } from "../../shared/adapters/memory/job-queue.ts";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { MemoryWakeups } from "../../shared/adapters/memory/wakeups.ts";
import { jobQueueContract } from "./job-queue.ts";
import { lmdbSubject, temporaryFolder } from "./subject.ts";

jobQueueContract("MemoryJobQueue", async () => {
  const clock = new ManualClock();
  return { port: new MemoryJobQueue({ clock, random: new SeededRandom(1) }), clock, dispose: async () => {} };
});

jobQueueContract("LmdbJobQueue", async () => {
  const clock = new ManualClock();
  const wakeups = new MemoryWakeups({ clock });
  const create = lmdbSubject(
    (environment) => new LmdbJobQueue({ environment, clock, random: new SeededRandom(1), wakeups }),
  );
  return { ...(await create()), clock };
});

test("LMDB keeps jobs and their leases when it is closed and opened again", async () => {
  const folder = await temporaryFolder();
  const clock = new ManualClock();
  const wakeups = new MemoryWakeups({ clock });
  const look = { max: 10, leaseSeconds: 60, waitMilliseconds: 0 };
  let environment = openEnvironment(folder);
  const before = new LmdbJobQueue({ environment, clock, random: new SeededRandom(1), wakeups });
  await before.send([{ payload: { n: 1 } }, { payload: { n: 2 }, delaySeconds: 10 }]);
  await before.receive(look);
  await environment.close();

  environment = openEnvironment(folder);
  const after = new LmdbJobQueue({ environment, clock, random: new SeededRandom(2), wakeups });
  expect(await after.receive(look)).toEqual([]);
  clock.advance(60_000);
  const attempts = (await after.receive(look)).map(({ payload, attempt }) => [payload.n, attempt]);
  expect(attempts.toSorted()).toEqual([
    [1, 2],
    [2, 1],
  ]);
  await environment.close();
  await rm(folder, { recursive: true });
});
