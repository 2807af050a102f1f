import { expect, test } from "vitest";
import { describeTasks } from "../../../shared/services/ecs/operations/describe-tasks.ts";
import { listTasks } from "../../../shared/services/ecs/operations/list-tasks.ts";
import { registerTaskDefinition } from "../../../shared/services/ecs/operations/register-task-definition.ts";
import { runTask } from "../../../shared/services/ecs/operations/run-task.ts";
import { stopTask } from "../../../shared/services/ecs/operations/stop-task.ts";
import { A_MOMENT, createEcsWorld } from "./ecs-world.ts";

test("three copies become RUNNING, each with an address of its own", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const arns = await world.run("web", { count: 3 });
  expect(await world.task(arns[0] ?? "")).toMatchObject({ lastStatus: "PROVISIONING", desiredStatus: "RUNNING" });
  await world.advance(A_MOMENT);
  const { tasks } = await world.call(describeTasks, { tasks: arns });
  expect(tasks.map(({ lastStatus }) => lastStatus)).toEqual(["RUNNING", "RUNNING", "RUNNING"]);
  expect(new Set(tasks.map(({ skyground }) => skyground.address)).size).toBe(3);
  const { port } = new URL(tasks[0]?.skyground.address ?? "");
  expect(tasks[0]?.containers?.[0]?.networkBindings).toEqual([
    { bindIP: "127.0.0.1", containerPort: 80, hostPort: Number(port), protocol: "tcp" },
  ]);
  expect(tasks[0]).toMatchObject({
    cpu: "256",
    memory: "512",
    launchType: "FARGATE",
    healthStatus: "UNKNOWN",
    group: "family:web",
    containers: [{ name: "app", image: "skyground/web", lastStatus: "RUNNING" }],
  });
  expect(world.errors).toEqual([]);
});

test("the journal tells the five steps in order, under the request's trace", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const traceId = "1-11111111-222222222222222222222222";
  const { tasks } = await world.call(runTask, { taskDefinition: "web", count: 3 }, { traceId });
  await world.advance(A_MOMENT);
  world.tasks.exit(tasks[0]?.taskArn ?? "", { exitCode: 1 });
  await world.advance(A_MOMENT);
  const story = await world.events({ traceId });
  expect(story.slice(0, 3).map(({ type }) => type)).toEqual([
    "tasks.requested",
    "definition.read",
    "compute.requested",
  ]);
  for (const { taskArn } of tasks) {
    const own = story.filter(({ resource }) => resource === taskArn).map(({ type }) => type);
    expect(own.slice(0, 2)).toEqual(["task.provisioned", "task.running"]);
  }
  expect(story[0]?.text).toBe("you asked ECS for 3 copies of skyground/web in cluster default");
  expect(story[2]?.text).toBe("ECS asked Fargate for 3 x 0.25 vCPU and 512 MiB");
  expect(story.at(-1)?.text).toContain("STOPPED: Essential container in task exited (exit code 1)");
});

test("a task that exits is STOPPED with its exit code, and is shown for an hour", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const [arn = ""] = await world.run("web");
  await world.advance(20);
  world.tasks.exit(arn, { exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" });
  await world.settle();
  expect(await world.task(arn)).toMatchObject({ lastStatus: "DEPROVISIONING", desiredStatus: "STOPPED" });
  await world.advance(A_MOMENT);
  expect(await world.task(arn)).toMatchObject({
    lastStatus: "STOPPED",
    stopCode: "EssentialContainerExited",
    stoppedReason: "OutOfMemoryError: Container killed due to memory usage",
    containers: [{ exitCode: 137, lastStatus: "STOPPED" }],
  });
  await world.advance(59 * 60);
  expect((await world.call(listTasks, { desiredStatus: "STOPPED" })).taskArns).toEqual([arn]);
  await world.advance(2 * 60);
  expect((await world.call(listTasks, { desiredStatus: "STOPPED" })).taskArns).toEqual([]);
  expect((await world.call(describeTasks, { tasks: [arn] })).failures).toEqual([{ arn, reason: "MISSING" }]);
});

test("a stopped task gets SIGTERM with its own grace, and the runtime's report ends it", async () => {
  const world = createEcsWorld();
  await world.define("web", { stopTimeout: 7 });
  const [arn = ""] = await world.run("web");
  await world.advance(A_MOMENT);
  const { task } = await world.call(stopTask, { task: arn, reason: "enough" });
  expect(task).toMatchObject({ lastStatus: "DEACTIVATING", desiredStatus: "STOPPED", stopCode: "UserInitiated" });
  expect((await world.call(listTasks, { desiredStatus: "STOPPED" })).taskArns).toEqual([arn]);
  await world.advance(A_MOMENT);
  expect(world.tasks.stops).toEqual([{ task: arn, graceSeconds: 7 }]);
  expect(await world.task(arn)).toMatchObject({
    lastStatus: "STOPPED",
    stoppedReason: "enough",
    stopCode: "UserInitiated",
  });
});

test("stopping twice keeps the first reason", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const [arn = ""] = await world.run("web");
  await world.call(stopTask, { task: arn, reason: "first" });
  await world.call(stopTask, { task: arn, reason: "second" });
  await world.advance(A_MOMENT);
  expect(await world.task(arn)).toMatchObject({ lastStatus: "STOPPED", stoppedReason: "first" });
});

test("a task that is stopped before it was placed never starts", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const [arn = ""] = await world.run("web");
  await world.call(stopTask, { task: arn });
  await world.advance(A_MOMENT);
  expect(world.tasks.started).toEqual([]);
  expect(await world.task(arn)).toMatchObject({ lastStatus: "STOPPED", stopCode: "UserInitiated" });
});

test("RunTask takes 1 to 10 copies", async () => {
  const world = createEcsWorld();
  await world.define("web");
  for (const count of [0, 11, 1.5]) {
    await expect(world.run("web", { count })).rejects.toMatchObject({ code: "InvalidParameterException" });
  }
  expect(await world.run("web", { count: 10 })).toHaveLength(10);
});

test("the same client token gives the same tasks, and refuses another request", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const first = await world.run("web", { count: 2, clientToken: "once" });
  expect(await world.run("web", { count: 2, clientToken: "once" })).toEqual(first);
  await expect(world.run("web", { count: 1, clientToken: "once" })).rejects.toMatchObject({
    code: "ConflictException",
  });
  await expect(world.run("web", { count: 3, clientToken: "once" })).rejects.toMatchObject({
    code: "ConflictException",
  });
  await world.define("web");
  await expect(world.run("web", { count: 2, clientToken: "once" })).rejects.toMatchObject({
    code: "ConflictException",
  });
});

test("overrides change command, environment and size of one run", async () => {
  const world = createEcsWorld();
  await world.define("app", { image: "node:24", command: ["node", "a.js"], environment: [{ name: "A", value: "1" }] });
  const containerOverrides = [{ name: "app", command: ["node", "b.js"], environment: [{ name: "B", value: "2" }] }];
  await world.run("app", { overrides: { cpu: "512", memory: "1024", containerOverrides } });
  await world.settle();
  expect(world.tasks.started[0]).toMatchObject({
    command: ["node", "b.js"],
    environment: { A: "1", B: "2" },
    cpu: 512,
    memory: 1024,
  });
  const wrong = { overrides: { containerOverrides: [{ name: "other" }] } };
  await expect(world.run("app", wrong)).rejects.toMatchObject({
    message: "Override for container named other is not a container in the TaskDefinition.",
  });
  await expect(world.run("app", { overrides: { cpu: "256", memory: "8192" } })).rejects.toMatchObject({
    message: expect.stringContaining("memory can be 512, 1024, 2048 MiB"),
  });
});

test("lists page, and filter by family and by who started", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.define("job");
  const web = await world.run("web", { count: 3, startedBy: "ada" });
  const job = await world.run("job", { count: 2 });
  const first = await world.call(listTasks, { maxResults: 2 });
  const second = await world.call(listTasks, { maxResults: 2, nextToken: first.nextToken });
  const third = await world.call(listTasks, { maxResults: 2, nextToken: second.nextToken });
  const all = [first, second, third].flatMap(({ taskArns = [] }) => taskArns);
  expect(third.nextToken).toBeUndefined();
  expect(all.toSorted()).toEqual([...web, ...job].toSorted());
  expect((await world.call(listTasks, { family: "job" })).taskArns?.toSorted()).toEqual(job.toSorted());
  expect((await world.call(listTasks, { startedBy: "ada" })).taskArns?.toSorted()).toEqual(web.toSorted());
  await expect(world.call(listTasks, { nextToken: "nonsense" })).rejects.toMatchObject({
    code: "InvalidParameterException",
  });
});

test("tags of the request and, when asked for, of the task definition", async () => {
  const world = createEcsWorld();
  const definition = {
    family: "web",
    cpu: "256",
    memory: "512",
    containerDefinitions: [{ name: "app", image: "skyground/web" }],
  };
  await world.call(registerTaskDefinition, { ...definition, tags: [{ key: "team", value: "a" }] });
  const tags = [{ key: "run", value: "1" }];
  const [own = ""] = await world.run("web", { tags });
  const [both = ""] = await world.run("web", { tags, propagateTags: "TASK_DEFINITION" });
  const tagsOf = async (task: string) =>
    (await world.call(describeTasks, { tasks: [task], include: ["TAGS"] })).tasks[0]?.tags;
  expect(await tagsOf(own)).toEqual(tags);
  expect(await tagsOf(both)).toEqual([{ key: "team", value: "a" }, ...tags]);
});

test("a report that is quicker than the note of the placement tells both, once", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const [arn = ""] = await world.run("web");
  world.report({ kind: "running", root: await world.root(), task: arn, address: "http://127.0.0.1:50000" });
  await world.advance(A_MOMENT);
  const own = (await world.events()).filter(({ resource }) => resource === arn).map(({ type }) => type);
  expect(own).toEqual(["task.provisioned", "task.running"]);
});
