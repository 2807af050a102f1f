import { expect, test } from "vitest";
import type { TableStore } from "../../../shared/ports/table-store.ts";
import { describeServices } from "../../../shared/services/ecs/operations/describe-services.ts";
import { listTasks } from "../../../shared/services/ecs/operations/list-tasks.ts";
import { runTask } from "../../../shared/services/ecs/operations/run-task.ts";
import { CountingTableStore, type RowCounts } from "../../support/counting-table-store.ts";
import { A_MOMENT, createEcsWorld } from "./ecs-world.ts";

/** A service of three tasks beside another that has stopped so many. */
async function worldWithHistory(stopped: number) {
  let counting: CountingTableStore | undefined;
  const wrapStore = (store: TableStore) => {
    counting = new CountingTableStore(store);
    return counting;
  };
  const world = createEcsWorld({ wrapStore });
  for (const family of ["web", "noisy"]) await world.define(family);
  await world.serve("web", 3);
  await world.serve("noisy", 2);
  await world.advance(A_MOMENT);
  for (let death = 0; death < stopped; death += 2) {
    // A minute of life, so that nothing is throttled.
    await world.advance(60);
    for (const arn of await world.tasksOf("noisy")) world.tasks.exit(arn, { exitCode: 0 });
    await world.advance(A_MOMENT);
  }
  return { ...world, cost: (work: () => Promise<unknown>) => counting?.cost(work) as Promise<RowCounts> };
}

async function costs(stopped: number) {
  const world = await worldWithHistory(stopped);
  return {
    list: await world.cost(() => world.call(listTasks, { serviceName: "web" })),
    stoppedOfOthers: await world.cost(() => world.call(listTasks, { serviceName: "web", desiredStatus: "STOPPED" })),
    family: await world.cost(() => world.call(listTasks, { family: "web", desiredStatus: "STOPPED" })),
    describe: await world.cost(() => world.call(describeServices, { services: ["web", "noisy"] })),
    run: await world.cost(() => world.call(runTask, { taskDefinition: "web", count: 10 })),
  };
}

test("lists of a service and starts of tasks cost the same, however many tasks others have stopped", async () => {
  const few = await costs(2);
  expect(await costs(60)).toEqual(few);
  expect(few.list).toMatchObject({ queried: 3 });
  expect(few.stoppedOfOthers).toMatchObject({ queried: 0 });
});

test("a launch of ten writes three rows and an effect for each", async () => {
  const { run } = await costs(2);
  // And one check of the cluster.
  expect(run.writes).toBe(10 * 4 + 1);
});
