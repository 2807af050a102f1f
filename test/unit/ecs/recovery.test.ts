import { expect, test } from "vitest";
import { DEFAULT_PLAYGROUND } from "../../../shared/core/context.ts";
import { confirmLostTask } from "../../../shared/services/ecs/operations/confirm-lost-task.ts";
import { describeTasks } from "../../../shared/services/ecs/operations/describe-tasks.ts";
import { registerTaskDefinition } from "../../../shared/services/ecs/operations/register-task-definition.ts";
import { runTask } from "../../../shared/services/ecs/operations/run-task.ts";
import { stopTask } from "../../../shared/services/ecs/operations/stop-task.ts";
import { A_MOMENT, createEcsWorld, type EcsWorld } from "./ecs-world.ts";

/** The runtime forgets its tasks without a word, as it does when its host dies. */
async function loseHost(world: EcsWorld): Promise<void> {
  world.tasks.onReport(() => {});
  for (const arn of await world.tasks.running()) world.tasks.exit(arn);
  world.tasks.onReport(world.report);
}

test("after a restart lost tasks are STOPPED with a reason, and services return to their desired count", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.serve("web", 3);
  const [job = ""] = await world.run("web");
  await world.advance(A_MOMENT);
  const before = await world.tasksOf("web");
  await loseHost(world);
  await world.engine.recover(DEFAULT_PLAYGROUND);
  await world.advance(A_MOMENT);
  expect(await world.task(job)).toMatchObject({
    lastStatus: "STOPPED",
    stopCode: "TerminationNotice",
    stoppedReason: "Host lost: the server that ran this task stopped",
  });
  expect(await world.service("web")).toMatchObject({ runningCount: 3, pendingCount: 0 });
  expect((await world.tasksOf("web")).filter((arn) => before.includes(arn))).toEqual([]);
  expect((await world.service("web")).deployments?.[0]?.failedTasks).toBe(0);
});

test("lost tasks of other regions and clusters are found too", async () => {
  const world = createEcsWorld();
  const europe = { region: "eu-west-1" };
  const containerDefinitions = [{ name: "app", image: "skyground/web" }];
  await world.call(registerTaskDefinition, { family: "web", cpu: "256", memory: "512", containerDefinitions }, europe);
  const { tasks } = await world.call(runTask, { taskDefinition: "web" }, europe);
  await world.advance(A_MOMENT);
  await loseHost(world);
  await world.engine.recover(DEFAULT_PLAYGROUND);
  await world.advance(A_MOMENT);
  const arns = tasks.map(({ taskArn = "" }) => taskArn);
  const found = await world.call(describeTasks, { tasks: arns }, europe);
  expect(found.tasks).toMatchObject([{ lastStatus: "STOPPED", stopCode: "TerminationNotice" }]);
});

test("more lost tasks than one transaction holds are all found", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.serve("web", 30);
  await world.advance(A_MOMENT);
  expect(await world.service("web")).toMatchObject({ runningCount: 30 });
  await loseHost(world);
  await world.engine.recover(DEFAULT_PLAYGROUND);
  await world.advance(A_MOMENT);
  expect(await world.service("web")).toMatchObject({ runningCount: 30 });
  expect(await world.tasks.running()).toHaveLength(30);
  expect(world.errors).toEqual([]);
});

test("a task that was on its way to the runtime when the server died starts after all", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const [arn = ""] = await world.run("web");
  await world.engine.recover(DEFAULT_PLAYGROUND);
  await world.advance(A_MOMENT);
  expect(await world.task(arn)).toMatchObject({ lastStatus: "RUNNING" });
});

test("orders that the dead server had taken and not carried out are sent again", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.serve("web", 2);
  const [job = ""] = await world.run("web");
  const [stopped = ""] = await world.run("web");
  await world.call(stopTask, { task: stopped });
  await world.engine.idle();
  // The dead server held these; nobody else gets them for two minutes.
  const held = await world.engine.ports.jobs.receive({ max: 10, leaseSeconds: 120, waitMilliseconds: 0 });
  expect(held.length).toBeGreaterThan(3);
  await world.engine.recover(DEFAULT_PLAYGROUND);
  await world.settle();
  expect(await world.tasks.running()).toHaveLength(3);
  expect(await world.tasks.running()).toContain(job);
  expect(await world.task(stopped)).toMatchObject({ desiredStatus: "STOPPED", stopCode: "UserInitiated" });
  expect((await world.task(stopped)).executionStoppedAt).toBeDefined();
});

test("a task that was being stopped when the host died is STOPPED with its user's reason", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const [arn = ""] = await world.run("web");
  await world.advance(A_MOMENT);
  await world.call(stopTask, { task: arn, reason: "enough" });
  await loseHost(world);
  await world.engine.recover(DEFAULT_PLAYGROUND);
  await world.advance(A_MOMENT);
  expect(await world.task(arn)).toMatchObject({
    lastStatus: "STOPPED",
    stopCode: "UserInitiated",
    stoppedReason: "enough",
  });
});

test("the sweep finds a task whose end nobody reported, but not before it has looked twice", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.serve("web", 1);
  await world.advance(A_MOMENT);
  const [arn = ""] = await world.tasksOf("web");
  await loseHost(world);
  await world.engine.sweepPlayground(DEFAULT_PLAYGROUND);
  await world.settle();
  expect(await world.task(arn)).toMatchObject({ lastStatus: "RUNNING" });
  await world.advance(61);
  expect(await world.task(arn)).toMatchObject({ lastStatus: "STOPPED", stopCode: "TerminationNotice" });
  expect(await world.service("web")).toMatchObject({ runningCount: 1 });
});

test("a task that the runtime knows after all is not lost", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const [arn = ""] = await world.run("web");
  await world.advance(A_MOMENT);
  await world.call(confirmLostTask, { task: arn });
  expect(await world.task(arn)).toMatchObject({ lastStatus: "RUNNING" });
});

test("reports of an earlier epoch change nothing", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const [arn = ""] = await world.run("web");
  await world.advance(A_MOMENT);
  world.report({ kind: "stopped", root: "default.0", task: arn, reason: "old", code: "EssentialContainerExited" });
  await world.advance(A_MOMENT);
  expect(await world.task(arn)).toMatchObject({ lastStatus: "RUNNING" });
});

test("reports that overtake each other tell the same end", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const [arn = ""] = await world.run("web");
  world.tasks.onReport(() => {});
  await world.settle();
  const root = await world.root();
  const stopped = {
    kind: "stopped",
    root,
    task: arn,
    exitCode: 3,
    reason: "r",
    code: "EssentialContainerExited",
  } as const;
  world.report(stopped);
  await world.settle();
  world.report({ kind: "running", root, task: arn, address: "http://127.0.0.1:50000" });
  world.report(stopped);
  await world.advance(A_MOMENT);
  const task = await world.task(arn);
  expect(task).toMatchObject({ lastStatus: "STOPPED", containers: [{ exitCode: 3 }] });
  expect(task.startedAt).toBeDefined();
  expect(await world.events({ type: "task.stopped" })).toHaveLength(1);
});

test("a task that the runtime starts just as it is given up is ended again", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const [arn = ""] = await world.run("web");
  await world.call(stopTask, { task: arn });
  await world.settle();
  expect(await world.task(arn)).toMatchObject({ desiredStatus: "STOPPED" });
  const spec = {
    task: arn,
    image: "skyground/web",
    command: [],
    cpu: 256,
    memory: 512,
    environment: {},
    logStream: "l",
  };
  await world.tasks.start({ ...spec, root: await world.root() });
  await world.advance(A_MOMENT);
  expect(world.tasks.stops.map(({ task }) => task)).toContain(arn);
  expect(await world.tasks.running()).toEqual([]);
});

test("a hundred killed in a second: the machine is left in peace, then all run again", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.serve("web", 5);
  await world.advance(A_MOMENT);
  for (let round = 0; round < 20; round += 1) {
    for (const arn of await world.tasks.running()) world.tasks.exit(arn, { exitCode: 1 });
    await world.advance(0.05);
  }
  expect(world.tasks.started.length).toBeLessThan(20);
  await world.advance(400);
  expect(await world.service("web")).toMatchObject({ runningCount: 5 });
});
