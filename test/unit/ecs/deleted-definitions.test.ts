import { expect, test } from "vitest";
import { createService } from "../../../shared/services/ecs/operations/create-service.ts";
import { deleteTaskDefinitions } from "../../../shared/services/ecs/operations/delete-task-definitions.ts";
import { deregisterTaskDefinition } from "../../../shared/services/ecs/operations/deregister-task-definition.ts";
import { describeTaskDefinition } from "../../../shared/services/ecs/operations/describe-task-definition.ts";
import { listTaskDefinitionFamilies } from "../../../shared/services/ecs/operations/list-task-definition-families.ts";
import { listTaskDefinitions } from "../../../shared/services/ecs/operations/list-task-definitions.ts";
import { stopTask } from "../../../shared/services/ecs/operations/stop-task.ts";
import { updateService } from "../../../shared/services/ecs/operations/update-service.ts";
import { A_MOMENT, createEcsWorld, type EcsWorld } from "./ecs-world.ts";

const ARN = "arn:aws:ecs:us-east-1:000000000000:task-definition";
const AN_HOUR = 60 * 60 + 1;

async function remove(world: EcsWorld, taskDefinition: string) {
  await world.call(deregisterTaskDefinition, { taskDefinition });
  return world.call(deleteTaskDefinitions, { taskDefinitions: [taskDefinition] });
}

const listed = async (world: EcsWorld) =>
  (await world.call(listTaskDefinitions, { status: "DELETE_IN_PROGRESS" })).taskDefinitionArns;

test("what nothing refers to is gone an hour later, and its number is not used again", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const families = async () => (await world.call(listTaskDefinitionFamilies, { status: "ALL" })).families;
  const { taskDefinitions } = await remove(world, "web:1");
  expect(taskDefinitions).toMatchObject([{ status: "DELETE_IN_PROGRESS", deleteRequestedAt: expect.any(Date) }]);
  expect(await listed(world)).toEqual([`${ARN}/web:1`]);
  expect((await world.call(listTaskDefinitions, { status: "INACTIVE" })).taskDefinitionArns).toEqual([]);
  expect(await families()).toEqual(["web"]);
  await expect(world.run("web:1")).rejects.toMatchObject({ message: "TaskDefinition is inactive" });
  await world.advance(AN_HOUR);
  await expect(world.call(describeTaskDefinition, { taskDefinition: "web:1" })).rejects.toMatchObject({
    code: "ClientException",
  });
  expect(await families()).toEqual([]);
  await world.define("web");
  expect(await world.call(describeTaskDefinition, { taskDefinition: "web" })).toMatchObject({
    taskDefinition: { revision: 2 },
  });
  expect(await families()).toEqual(["web"]);
});

test("a revision that is named by its ARN and by its name is deleted once", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.call(deregisterTaskDefinition, { taskDefinition: "web:1" });
  const taskDefinitions = ["web:1", `${ARN}/web:1`, "web:1"];
  const answer = await world.call(deleteTaskDefinitions, { taskDefinitions });
  expect(answer).toMatchObject({ taskDefinitions: [{ taskDefinitionArn: `${ARN}/web:1` }], failures: [] });
  expect(await listed(world)).toEqual([`${ARN}/web:1`]);
});

test("a service goes on and scales; its revision stays until the service has another", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.call(createService, { serviceName: "web", taskDefinition: "web:1", desiredCount: 1 });
  await world.advance(A_MOMENT);
  await remove(world, "web:1");
  await world.advance(AN_HOUR);
  await world.call(updateService, { service: "web", desiredCount: 2 });
  await world.advance(A_MOMENT);
  expect(await world.service("web")).toMatchObject({ runningCount: 2 });
  expect(await listed(world)).toEqual([`${ARN}/web:1`]);
  await world.define("web");
  await world.call(updateService, { service: "web", taskDefinition: "web:2" });
  await world.advance(AN_HOUR);
  await world.advance(AN_HOUR);
  expect(await listed(world)).toEqual([]);
});

test("a task keeps its revision while it runs", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.define("web");
  const [task = ""] = await world.run("web:1");
  await world.advance(A_MOMENT);
  await remove(world, "web:1");
  await remove(world, "web:2");
  await world.advance(AN_HOUR);
  await world.advance(AN_HOUR);
  expect(await listed(world)).toEqual([`${ARN}/web:1`]);
  await world.call(stopTask, { task });
  await world.advance(A_MOMENT);
  await world.advance(AN_HOUR);
  expect(await listed(world)).toEqual([]);
});
