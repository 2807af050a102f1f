import { expect, test } from "vitest";
import type { DefinitionRequest } from "../../../shared/services/ecs/definition-checks.ts";
import { deregisterTaskDefinition } from "../../../shared/services/ecs/operations/deregister-task-definition.ts";
import { describeTaskDefinition } from "../../../shared/services/ecs/operations/describe-task-definition.ts";
import { ensureTaskDefinition } from "../../../shared/services/ecs/operations/ensure-task-definition.ts";
import { listTaskDefinitionFamilies } from "../../../shared/services/ecs/operations/list-task-definition-families.ts";
import { listTaskDefinitions } from "../../../shared/services/ecs/operations/list-task-definitions.ts";
import { registerTaskDefinition } from "../../../shared/services/ecs/operations/register-task-definition.ts";
import { createEcsWorld } from "./ecs-world.ts";

const GOOD: DefinitionRequest = {
  family: "web",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  containerDefinitions: [{ name: "app", image: "skyground/web", essential: true }],
};

function container(change: object): DefinitionRequest {
  return { ...GOOD, containerDefinitions: [{ name: "app", image: "skyground/web", ...change }] };
}

test("revisions count up, and are found by family, revision and ARN", async () => {
  const world = createEcsWorld();
  const { taskDefinition: first } = await world.call(registerTaskDefinition, GOOD);
  expect(first).toMatchObject({
    taskDefinitionArn: "arn:aws:ecs:us-east-1:000000000000:task-definition/web:1",
    revision: 1,
    status: "ACTIVE",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    compatibilities: ["EC2", "FARGATE"],
    containerDefinitions: [{ name: "app", image: "skyground/web", essential: true, environment: [], mountPoints: [] }],
  });
  await world.call(registerTaskDefinition, { ...GOOD, cpu: "512", memory: "1024" });
  const revision = async (taskDefinition: string) =>
    (await world.call(describeTaskDefinition, { taskDefinition })).taskDefinition.revision;
  expect(await revision("web")).toBe(2);
  expect(await revision("web:1")).toBe(1);
  expect(await revision(first?.taskDefinitionArn ?? "")).toBe(1);
  await expect(revision("web:3")).rejects.toMatchObject({
    code: "ClientException",
    message: "Unable to describe task definition.",
  });
});

test("a deregistered revision is INACTIVE: it can be described, starts nothing, and its number is not used again", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.define("web");
  await world.call(deregisterTaskDefinition, { taskDefinition: "web:2" });
  expect((await world.call(describeTaskDefinition, { taskDefinition: "web" })).taskDefinition.revision).toBe(1);
  expect((await world.call(describeTaskDefinition, { taskDefinition: "web:2" })).taskDefinition.status).toBe(
    "INACTIVE",
  );
  await expect(world.run("web:2")).rejects.toMatchObject({ message: "TaskDefinition is inactive" });
  await world.define("web");
  const { taskDefinitionArns } = await world.call(listTaskDefinitions, { familyPrefix: "web" });
  expect(taskDefinitionArns?.map((arn) => arn.split("/")[1])).toEqual(["web:1", "web:3"]);
  await expect(world.call(deregisterTaskDefinition, { taskDefinition: "web" })).rejects.toMatchObject({
    code: "ClientException",
  });
});

test("lists page by family and revision, both ways; a family without an ACTIVE revision is INACTIVE", async () => {
  const world = createEcsWorld();
  for (const family of ["b", "a", "a", "c"]) await world.define(family);
  const names = (page: { taskDefinitionArns?: string[] | undefined }) =>
    page.taskDefinitionArns?.map((arn) => arn.split("/")[1]);
  const first = await world.call(listTaskDefinitions, { maxResults: 3 });
  expect(names(first)).toEqual(["a:1", "a:2", "b:1"]);
  expect(names(await world.call(listTaskDefinitions, { nextToken: first.nextToken }))).toEqual(["c:1"]);
  expect(names(await world.call(listTaskDefinitions, { sort: "DESC" }))).toEqual(["c:1", "b:1", "a:2", "a:1"]);
  await world.call(deregisterTaskDefinition, { taskDefinition: "b:1" });
  expect((await world.call(listTaskDefinitionFamilies, {})).families).toEqual(["a", "c"]);
  expect((await world.call(listTaskDefinitionFamilies, { status: "INACTIVE" })).families).toEqual(["b"]);
  expect((await world.call(listTaskDefinitionFamilies, { status: "ALL", familyPrefix: "c" })).families).toEqual(["c"]);
});

test.each<[string, DefinitionRequest, string]>([
  ["no family", { ...GOOD, family: "" }, "Family should not be null or empty."],
  ["a family with a dot", { ...GOOD, family: "a.b" }, "Family contains invalid characters."],
  ["no container", { ...GOOD, containerDefinitions: [] }, "Container list cannot be empty."],
  ["no container name", container({ name: "" }), "Container.name should not be null or empty."],
  ["no image", container({ image: "" }), "Container.image should not be null or empty."],
  ["another network mode", { ...GOOD, networkMode: "bridge" }, "Fargate only supports network mode ‘awsvpc’."],
  ["no cpu", { ...GOOD, cpu: undefined }, "Fargate requires that 'cpu' be defined at the task level."],
  ["no memory", { ...GOOD, memory: undefined }, "Fargate requires that 'memory' be defined at the task level."],
  [
    "no such pair",
    { ...GOOD, memory: "8192" },
    "No Fargate configuration exists for given values: 256 CPU, 8192 memory.",
  ],
  [
    "more memory than the task",
    container({ memory: 1024 }),
    "The 'memory' setting for container 'app' is greater than for the task.",
  ],
  [
    "another host port",
    container({ portMappings: [{ containerPort: 80, hostPort: 8080 }] }),
    "When networkMode=awsvpc, the host ports and container ports in port mappings must match.",
  ],
  [
    "a variable without a name",
    container({ environment: [{ name: "", value: "x" }] }),
    "Environment variable names should not be null or empty",
  ],
  ["an image of a registry", container({ image: "nginx:latest" }), 'so it cannot pull "nginx:latest" from a registry'],
  [
    "source for an image with its own code",
    container({ skygroundSource: { kind: "s3", uri: "s3://bucket/app/" } }),
    "skyground/web brings its own code",
  ],
  [
    "a source that is no place",
    container({ image: "node:24", skygroundSource: { kind: "s3", uri: "s3://bucket/app" } }),
    "s3://bucket/app is no place that code can come from",
  ],
])("%s is refused in AWS's words or with a sentence", async (_name, request, message) => {
  const world = createEcsWorld();
  await expect(world.call(registerTaskDefinition, request)).rejects.toMatchObject({
    code: "ClientException",
    status: 400,
    message: expect.stringContaining(message),
  });
});

test.each<[string, DefinitionRequest, string]>([
  [
    "two containers",
    {
      ...GOOD,
      containerDefinitions: [
        { name: "a", image: "node:24" },
        { name: "b", image: "node:24" },
      ],
    },
    "one container per task",
  ],
  ["a health check", container({ healthCheck: { command: ["CMD", "true"] } }), "healthCheck"],
  ["volumes", { ...GOOD, volumes: [{ name: "data" }] }, "volumes"],
  ["EC2 alone", { ...GOOD, requiresCompatibilities: ["EC2"] }, "FARGATE only"],
  ["two ports", container({ portMappings: [{ containerPort: 80 }, { containerPort: 81 }] }), "one port"],
])("%s: 501, because it is not built", async (_name, request, message) => {
  const world = createEcsWorld();
  await expect(world.call(registerTaskDefinition, request)).rejects.toMatchObject({
    status: 501,
    message: expect.stringContaining(message),
  });
});

test("empty lists and false, which clients send for what they don't use, are no request for it", async () => {
  const world = createEcsWorld();
  await world.call(registerTaskDefinition, { ...container({ mountPoints: [], privileged: false }), volumes: [] });
});

test("ensuring a definition registers a revision only when something is different", async () => {
  const world = createEcsWorld();
  const ensure = async (request: DefinitionRequest) => {
    const { taskDefinition, registered } = await world.call(ensureTaskDefinition, request);
    return [taskDefinition.revision, registered];
  };
  expect(await ensure(GOOD)).toEqual([1, true]);
  expect(await ensure(GOOD)).toEqual([1, false]);
  expect(await ensure({ ...GOOD, cpu: "512", memory: "1024" })).toEqual([2, true]);
  expect(await ensure(GOOD)).toEqual([3, true]);
});
