import { expect, test } from "vitest";
import type { Deployment, Task } from "../../../shared/services/ecs/model.ts";
import { afterDeath, NO_DEATHS, planService, restartDelay } from "../../../shared/services/ecs/scheduler.ts";

const NOW = 100_000;

function deployment(id: string): Deployment {
  const instants = { createdAt: 0, updatedAt: 0 };
  const counts = { desiredCount: 3, failedTasks: 0 };
  return { id, status: "PRIMARY", family: "web", revision: 1, rolloutState: "IN_PROGRESS", ...counts, ...instants };
}

function service(desiredCount: number, minimumHealthyPercent = 100, maximumPercent = 200) {
  const deployments = [deployment("new"), deployment("old")] as const;
  return { status: "ACTIVE" as const, desiredCount, minimumHealthyPercent, maximumPercent, deployments };
}

let serial = 0;
function task(of: string, state: "running" | "pending", createdAt = 0): Task {
  serial += 1;
  const run = { image: "skyground/web", command: [], environment: {}, stopTimeoutSeconds: 30 };
  const place = { account: "0", region: "r", cluster: "default", family: "web", revision: 1, group: "service:web" };
  return {
    ...place,
    id: `${of}-${serial}`,
    service: "web",
    deployment: of,
    cpu: 256,
    memory: 512,
    containerName: "app",
    containerId: "c",
    run,
    overrides: {},
    tags: [],
    traceId: "t",
    createdAt,
    desiredStatus: "RUNNING",
    ...(state === "running" ? { reportedRunningAt: createdAt + 1 } : {}),
  };
}

function tasks(of: string, running: number, pending = 0): Task[] {
  const some = (count: number, state: "running" | "pending") => Array.from({ length: count }, () => task(of, state));
  return [...some(running, "running"), ...some(pending, "pending")];
}

test.each([
  { name: "nothing runs", desired: 3, have: [], start: 3, stop: 0 },
  { name: "one is missing", desired: 3, have: tasks("new", 1, 1), start: 1, stop: 0 },
  { name: "all are there", desired: 3, have: tasks("new", 3), start: 0, stop: 0 },
  { name: "two are too many", desired: 1, have: tasks("new", 3), start: 0, stop: 2 },
  { name: "a deployment begins", desired: 3, have: tasks("old", 3), start: 3, stop: 0 },
  {
    name: "the new ones are on their way",
    desired: 3,
    have: [...tasks("old", 3), ...tasks("new", 0, 3)],
    start: 0,
    stop: 0,
  },
  { name: "one new one runs", desired: 3, have: [...tasks("old", 3), ...tasks("new", 1, 2)], start: 0, stop: 1 },
  { name: "all new ones run", desired: 3, have: [...tasks("old", 3), ...tasks("new", 3)], start: 0, stop: 3 },
  { name: "old ones that don't run are of no use", desired: 3, have: tasks("old", 2, 1), start: 3, stop: 1 },
])("$name: start $start, stop $stop", ({ desired, have, start, stop }) => {
  const plan = planService(service(desired), have, NOW);
  expect(plan.start).toBe(start);
  expect(plan.stop).toHaveLength(stop);
});

test("at most maximumPercent are there at once", () => {
  expect(planService(service(4, 100, 150), tasks("old", 4), NOW)).toMatchObject({ start: 2, stop: [] });
  expect(planService(service(4, 50, 100), tasks("old", 4), NOW).start).toBe(0);
  expect(planService(service(4, 50, 100), tasks("old", 4), NOW).stop).toHaveLength(2);
});

test("what doesn't run yet is stopped first, then the youngest", () => {
  const old = task("new", "running", 10);
  const young = task("new", "running", 20);
  const pending = task("new", "pending", 5);
  const plan = planService(service(1), [old, young, pending], NOW);
  expect(plan.stop.map(({ id }) => id)).toEqual([pending.id, young.id]);
});

test("every task may die once at once; then each round of deaths doubles the wait", () => {
  expect([1, 2, 3].map((deaths) => restartDelay(deaths, 3))).toEqual([0, 0, 0]);
  expect([4, 7, 10].map((deaths) => restartDelay(deaths, 3))).toEqual([1000, 2000, 4000]);
  expect(restartDelay(10_000, 1)).toBe(300_000);
});

test("a long life and a long quiet begin anew", () => {
  const twice = afterDeath(afterDeath(NO_DEATHS, true, 1, 1000), true, 1, 2000);
  expect(twice).toMatchObject({ quickDeaths: 2, waitUntil: 3000 });
  expect(afterDeath(twice, false, 1, 3000)).toEqual(NO_DEATHS);
  expect(afterDeath(twice, true, 1, 1_000_000)).toMatchObject({ quickDeaths: 1, waitUntil: 1_000_000 });
});
