import { expect, test } from "vitest";
import { deleteService } from "../../../shared/services/ecs/operations/delete-service.ts";
import { listServices } from "../../../shared/services/ecs/operations/list-services.ts";
import { reconcileService } from "../../../shared/services/ecs/operations/reconcile-service.ts";
import { stopTask } from "../../../shared/services/ecs/operations/stop-task.ts";
import { updateService } from "../../../shared/services/ecs/operations/update-service.ts";
import { A_MOMENT, createEcsWorld, type EcsWorld } from "./ecs-world.ts";

async function withService(desiredCount: number): Promise<EcsWorld> {
  const world = createEcsWorld();
  await world.define("web");
  await world.serve("web", desiredCount);
  await world.advance(A_MOMENT);
  return world;
}

function messages({ events = [] }: { events?: readonly { message?: string | undefined }[] | undefined }) {
  return events.map(({ message = "" }) => message);
}

test("a service starts as many tasks as desired and reaches a steady state", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.serve("web", 3);
  expect(await world.service("web")).toMatchObject({
    status: "ACTIVE",
    desiredCount: 3,
    runningCount: 0,
    pendingCount: 3,
  });
  await world.advance(A_MOMENT);
  const service = await world.service("web");
  expect(service).toMatchObject({ runningCount: 3, pendingCount: 0 });
  expect(service.deployments).toMatchObject([{ status: "PRIMARY", runningCount: 3, rolloutState: "COMPLETED" }]);
  expect(messages(service)[0]).toBe("(service web) has reached a steady state.");
  expect(messages(service).at(-1)).toMatch(/^\(service web\) has started 3 tasks: \(task [0-9a-f]{32}\) /);
  expect(world.errors).toEqual([]);
});

test("its creation and its tasks' starts are told in the article's order", async () => {
  const world = await withService(2);
  const story = (await world.events()).filter(
    ({ type }) => !type.startsWith("task-definition") && type !== "service.event",
  );
  expect(story.slice(0, 3).map(({ text }) => text)).toEqual([
    "you asked ECS to keep 2 copies of web:1 (skyground/web) running as service web",
    "ECS read task definition web:1 and saw that it runs on Fargate: no server of yours is needed",
    "ECS asked Fargate for 2 x 0.25 vCPU and 512 MiB",
  ]);
  expect(story.at(-1)?.text).toMatch(/is placed on Fargate and RUNNING at http.*service web watches it/);
});

test("two tasks killed together are both replaced, and the journal says why", async () => {
  const world = await withService(3);
  await world.advance(60);
  const before = await world.tasksOf("web");
  world.tasks.exit(before[0] ?? "", { exitCode: 1 });
  world.tasks.exit(before[1] ?? "", { exitCode: 1 });
  await world.advance(A_MOMENT);
  const after = await world.tasksOf("web");
  expect(after).toHaveLength(3);
  expect(after.filter((arn) => before.includes(arn))).toEqual([before[2]]);
  expect(await world.service("web")).toMatchObject({ runningCount: 3, pendingCount: 0 });
  expect(world.tasks.started).toHaveLength(5);
  const why = (await world.events({ type: "service.starting" })).map(({ text }) => text);
  expect(why[0]).toMatch(
    /^task [0-9a-f]{32} has stopped \(Essential container in task exited\); service web wants 3 copies and counts/,
  );
});

test("a task that its user stops is replaced too", async () => {
  const world = await withService(1);
  const [arn = ""] = await world.tasksOf("web");
  await world.call(stopTask, { task: arn });
  await world.advance(A_MOMENT);
  expect(await world.tasksOf("web")).not.toContain(arn);
  expect(await world.service("web")).toMatchObject({ runningCount: 1 });
});

test("more tasks than one transaction holds are all started before any has reported", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.serve("web", 25);
  expect(await world.tasksOf("web")).toHaveLength(10);
  await world.settle();
  expect(await world.tasksOf("web")).toHaveLength(25);
});

test("scaling in stops the tasks that were started last, scaling to more than one transaction holds starts all", async () => {
  const world = await withService(2);
  const first = await world.tasksOf("web");
  await world.call(updateService, { service: "web", desiredCount: 25 });
  await world.advance(A_MOMENT);
  expect(await world.service("web")).toMatchObject({ desiredCount: 25, runningCount: 25 });
  await world.call(updateService, { service: "web", desiredCount: 2 });
  await world.advance(A_MOMENT);
  expect((await world.tasksOf("web")).toSorted()).toEqual(first.toSorted());
  const [stopped = ""] = await world.tasksOf("web", "STOPPED");
  expect(await world.task(stopped)).toMatchObject({
    lastStatus: "STOPPED",
    stopCode: "ServiceSchedulerInitiated",
    stoppedReason: expect.stringMatching(/^Scaling activity initiated by \(deployment ecs-svc\/\d{19}\)$/),
  });
  expect(world.errors).toEqual([]);
});

test("two passes at once start no more than is missing", async () => {
  const world = await withService(3);
  for (const arn of await world.tasksOf("web")) world.tasks.exit(arn, { exitCode: 0 });
  const service = (await world.service("web")).serviceArn ?? "";
  await Promise.all([1, 2, 3, 4].map(() => world.call(reconcileService, { service })));
  await world.advance(A_MOMENT);
  expect(await world.service("web")).toMatchObject({ runningCount: 3, pendingCount: 0 });
  expect(await world.tasks.running()).toHaveLength(3);
});

test("another task definition replaces the tasks, and never fewer than desired run", async () => {
  const world = await withService(3);
  const old = await world.tasksOf("web");
  await world.define("web", { environment: [{ name: "V", value: "2" }] });
  await world.call(updateService, { service: "web", taskDefinition: "web" });
  const during = await world.service("web");
  expect(during.deployments).toMatchObject([
    { status: "PRIMARY", pendingCount: 3, rolloutState: "IN_PROGRESS" },
    { status: "ACTIVE", runningCount: 3 },
  ]);
  for (let tick = 0; tick < 20; tick += 1) {
    await world.advance(0.1);
    expect((await world.service("web")).runningCount).toBeGreaterThanOrEqual(3);
  }
  const service = await world.service("web");
  expect(service).toMatchObject({ runningCount: 3, pendingCount: 0 });
  expect(service.deployments).toHaveLength(1);
  expect(service.taskDefinition).toMatch(/task-definition\/web:2$/);
  const now = await world.tasksOf("web");
  expect(now.some((arn) => old.includes(arn))).toBe(false);
  expect(messages(service)).toContainEqual(expect.stringMatching(/deployment completed\.$/));
});

test("with room for none above the desired count, old tasks go first", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const deploymentConfiguration = { minimumHealthyPercent: 50, maximumPercent: 100 };
  await world.serve("web", 4, { deploymentConfiguration });
  await world.advance(A_MOMENT);
  await world.call(updateService, { service: "web", forceNewDeployment: true });
  for (let tick = 0; tick < 30; tick += 1) {
    await world.advance(0.1);
    const { runningCount = 0, pendingCount = 0 } = await world.service("web");
    expect(runningCount).toBeGreaterThanOrEqual(2);
    expect(runningCount + pendingCount).toBeLessThanOrEqual(4);
  }
  const service = await world.service("web");
  expect(service.deployments).toHaveLength(1);
  expect(service).toMatchObject({ runningCount: 4 });
});

test("tasks that die again and again are restarted ever more slowly", async () => {
  const world = await withService(1);
  for (let death = 0; death < 6; death += 1) {
    const [arn] = await world.tasks.running();
    if (arn) world.tasks.exit(arn, { exitCode: 1 });
    await world.advance(A_MOMENT);
  }
  // Six seconds of dying at once would be six restarts; the waits of 1, 2 and 4 s let fewer through.
  expect(world.tasks.started.length).toBeLessThan(6);
  const service = await world.service("web");
  expect(messages(service)).toContain("(service web) is unable to consistently start tasks successfully.");
  expect(service.deployments?.[0]?.failedTasks).toBeGreaterThan(2);
  await world.advance(60);
  expect(await world.service("web")).toMatchObject({ runningCount: 1 });
});

test("a new deployment is not held back by how the old one's tasks died", async () => {
  const world = await withService(1);
  for (let death = 0; death < 5; death += 1) {
    const [arn] = await world.tasks.running();
    if (arn) world.tasks.exit(arn, { exitCode: 1 });
    await world.advance(0.7);
  }
  expect(await world.tasks.running()).toHaveLength(0);
  await world.call(updateService, { service: "web", forceNewDeployment: true });
  await world.advance(A_MOMENT);
  expect(await world.service("web")).toMatchObject({ runningCount: 1 });
});

test("a service above 0 is deleted only with force; then it drains and is INACTIVE", async () => {
  const world = await withService(2);
  await expect(world.call(deleteService, { service: "web" })).rejects.toMatchObject({
    code: "InvalidParameterException",
    message: "The service cannot be stopped while it is scaled above 0.",
  });
  const { service } = await world.call(deleteService, { service: "web", force: true });
  expect(service?.status).toBe("DRAINING");
  await expect(world.serve("web", 1)).rejects.toMatchObject({
    message: "Unable to Start a service that is still Draining.",
  });
  await world.advance(A_MOMENT);
  expect(await world.service("web")).toMatchObject({ status: "INACTIVE", runningCount: 0 });
  expect(await world.tasks.running()).toEqual([]);
  expect((await world.call(listServices, {})).serviceArns).toEqual([]);
  await expect(world.call(updateService, { service: "web", desiredCount: 1 })).rejects.toMatchObject({
    code: "ServiceNotActiveException",
  });
  await world.serve("web", 1);
  await world.advance(A_MOMENT);
  expect(await world.service("web")).toMatchObject({ status: "ACTIVE", runningCount: 1 });
});

test("a name is taken while its service is ACTIVE, unless the same request comes again", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.serve("web", 1, { clientToken: "once" });
  await world.serve("web", 1, { clientToken: "once" });
  await expect(world.serve("web", 1)).rejects.toMatchObject({ message: "Creation of service was not idempotent." });
  await world.advance(A_MOMENT);
  expect(await world.tasksOf("web")).toHaveLength(1);
});

test("settings that no deployment could keep, and what is not built, are refused", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const both = { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } };
  await expect(world.serve("web", 1, both)).rejects.toMatchObject({
    message: "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.",
  });
  await expect(world.serve("web", 101)).rejects.toMatchObject({ message: expect.stringContaining("at most 100 here") });
  await expect(world.serve("web", 1, { loadBalancers: [{ containerName: "app" }] })).rejects.toMatchObject({
    status: 501,
    message: expect.stringContaining("loadBalancers"),
  });
  await expect(world.serve("web", 1, { launchType: "EC2" })).rejects.toMatchObject({ status: 501 });
  await expect(world.serve("none", 1)).rejects.toMatchObject({ message: "TaskDefinition not found." });
});
