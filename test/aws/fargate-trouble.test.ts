import type { ECSClient, RunTaskCommand } from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { EcsTaskRuntime } from "../../shared/adapters/ecs/task-runtime.ts";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { MemoryTableStore } from "../../shared/adapters/memory/table-store.ts";
import type { TaskReport, TaskSpec } from "../../shared/ports/task-runtime.ts";
import { fargateSettings } from "./support/fargate.ts";

/* What no ECS does on demand: answers that get lost, tasks that vanish. The client's answers are made up, its requests are real. */

const ARN = "arn:aws:ecs:us-east-1:123456789012:task/skyground/abc";
const TASK = "arn:aws:ecs:us-east-1:000000000000:task/default/0123";
const SPEC: TaskSpec = {
  root: "default.1",
  task: TASK,
  image: "skyground/web",
  command: [],
  cpu: 256,
  memory: 512,
  environment: {},
  logStream: "default.1/ecs/default/0123",
};

type Answer = (input: object) => unknown;

function runtimeOn(answers: Readonly<Record<string, Answer>>) {
  const asked: { name: string; input: object }[] = [];
  const client = {
    async send(command: RunTaskCommand) {
      const { input } = command;
      const name = command.constructor.name.replace("Command", "");
      asked.push({ name, input });
      if (name === "RegisterTaskDefinition") return { taskDefinition: { taskDefinitionArn: "definition:1" } };
      return answers[name]?.(input) ?? {};
    },
  } as unknown as ECSClient;
  const clock = new ManualClock();
  const reports: TaskReport[] = [];
  const runtime = new EcsTaskRuntime({
    client,
    settings: fargateSettings(),
    store: new MemoryTableStore({ random: new SeededRandom(1) }),
    clock,
    environment: {},
    shareFiles: () => Promise.reject(new Error("no files")),
  });
  runtime.onReport((report) => {
    reports.push(report);
  });
  const inputs = (name: string) => asked.filter((one) => one.name === name).map(({ input }) => input);
  return { runtime, clock, reports, inputs };
}

const lost: Answer = () => {
  throw new Error("socket hang up");
};

test("an order that comes again after a lost answer asks for the same task by the same token", async () => {
  const answers = [lost, () => ({ tasks: [{ taskArn: ARN }] })];
  const { runtime, inputs } = runtimeOn({ RunTask: (input) => answers.shift()?.(input) });
  await expect(runtime.start(SPEC)).rejects.toThrow("socket hang up");
  await runtime.start(SPEC);
  const [first, second, third] = inputs("RunTask");
  expect(second).toEqual(first);
  expect(first).toMatchObject({ clientToken: expect.stringMatching(/^[0-9a-f]{64}$/) });
  await runtime.start(SPEC);
  expect(third).toBeUndefined();
});

test("a task whose order was given up, though ECS began it, is found by its name and reported, so that it can be ended", async () => {
  const { runtime, clock, reports, inputs } = runtimeOn({
    RunTask: lost,
    ListTasks: () => ({ taskArns: [ARN] }),
    DescribeTasks: () => ({ tasks: [{ taskArn: ARN, lastStatus: "RUNNING" }] }),
  });
  await expect(runtime.start(SPEC)).rejects.toThrow();
  await runtime.observe();
  expect([reports, inputs("ListTasks")]).toEqual([[], []]);
  clock.advance(60_000);
  await runtime.observe();
  await runtime.observe();
  expect(inputs("ListTasks")).toMatchObject([{ startedBy: expect.stringMatching(/^skyground\/[0-9a-f]{24}$/) }]);
  expect(reports).toMatchObject([{ kind: "running", task: TASK, root: "default.1" }]);
  await runtime.stop(TASK);
  expect(inputs("StopTask")).toMatchObject([{ task: ARN }]);
});

test("a task that would cost more than the deployment allows is refused with a sentence, and ECS is not asked", async () => {
  const { runtime, inputs } = runtimeOn({ RunTask: () => ({ tasks: [{ taskArn: ARN }] }) });
  await expect(runtime.start({ ...SPEC, cpu: 1024, memory: 2048 })).rejects.toThrow("at most 512 CPU units");
  for (let index = 0; index < 10; index += 1) await runtime.start({ ...SPEC, task: `${TASK}${index}` });
  await expect(runtime.start(SPEC)).rejects.toThrow("at most 10 tasks at once");
  expect(inputs("RunTask")).toHaveLength(10);
});

test("a task that ECS refused is nobody's", async () => {
  const { runtime } = runtimeOn({
    RunTask: () => ({ tasks: [], failures: [{ reason: "Capacity is unavailable at this time." }] }),
  });
  await expect(runtime.start(SPEC)).rejects.toThrow("Fargate did not take the task: Capacity is unavailable");
  expect(await runtime.running()).toEqual([]);
});

test("a task that ECS no longer shows has stopped, but not before it could have known it", async () => {
  const { runtime, clock, reports } = runtimeOn({
    RunTask: () => ({ tasks: [{ taskArn: ARN }] }),
    DescribeTasks: () => ({ tasks: [] }),
  });
  await runtime.start(SPEC);
  await runtime.observe();
  expect(reports).toEqual([]);
  clock.advance(10 * 60_000);
  await runtime.observe();
  expect(reports).toMatchObject([{ kind: "stopped", code: "TerminationNotice" }]);
  expect(await runtime.running()).toEqual([]);
});

test("a task that ran and stopped between two looks is reported as both, with the container's own reason", async () => {
  const task = {
    taskArn: ARN,
    lastStatus: "STOPPED",
    startedAt: new Date(),
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    containers: [{ exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" }],
  };
  const { runtime, reports } = runtimeOn({
    RunTask: () => ({ tasks: [{ taskArn: ARN }] }),
    DescribeTasks: () => ({ tasks: [task] }),
  });
  await runtime.start(SPEC);
  await runtime.observe();
  await runtime.observe();
  expect(await runtime.running()).toEqual([]);
  expect(reports).toMatchObject([
    { kind: "running" },
    { kind: "stopped", exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" },
  ]);
});

test("on Fargate the address is the task's own, inside the VPC", async () => {
  const containers = [{ networkBindings: [], networkInterfaces: [{ privateIpv4Address: "10.0.1.23" }] }];
  const { runtime, reports } = runtimeOn({
    RunTask: () => ({ tasks: [{ taskArn: ARN }] }),
    DescribeTasks: () => ({ tasks: [{ taskArn: ARN, lastStatus: "RUNNING", containers }] }),
  });
  await runtime.start({ ...SPEC, port: 8080 });
  await runtime.observe();
  expect(reports).toMatchObject([{ kind: "running", address: "http://10.0.1.23:8080" }]);
});

test("a report that the listener did not take comes again", async () => {
  const { runtime, reports } = runtimeOn({
    RunTask: () => ({ tasks: [{ taskArn: ARN }] }),
    DescribeTasks: () => ({ tasks: [{ taskArn: ARN, lastStatus: "RUNNING" }] }),
  });
  await runtime.start(SPEC);
  let failing = true;
  runtime.onReport(async (report) => {
    if (failing) throw new Error("no store");
    reports.push(report);
  });
  await expect(runtime.observe()).rejects.toThrow("could be taken in");
  failing = false;
  await runtime.observe();
  await runtime.observe();
  expect(reports).toHaveLength(1);
});
