import { expect, test } from "vitest";
import { createCluster } from "../../../shared/services/ecs/operations/create-cluster.ts";
import { deleteCluster } from "../../../shared/services/ecs/operations/delete-cluster.ts";
import { deleteService } from "../../../shared/services/ecs/operations/delete-service.ts";
import { deleteTaskDefinitions } from "../../../shared/services/ecs/operations/delete-task-definitions.ts";
import { deregisterTaskDefinition } from "../../../shared/services/ecs/operations/deregister-task-definition.ts";
import { describeClusters } from "../../../shared/services/ecs/operations/describe-clusters.ts";
import { describeServices } from "../../../shared/services/ecs/operations/describe-services.ts";
import { describeTaskDefinition } from "../../../shared/services/ecs/operations/describe-task-definition.ts";
import { describeTasks } from "../../../shared/services/ecs/operations/describe-tasks.ts";
import { listTasks } from "../../../shared/services/ecs/operations/list-tasks.ts";
import { stopTask } from "../../../shared/services/ecs/operations/stop-task.ts";
import { updateService } from "../../../shared/services/ecs/operations/update-service.ts";
import { createEcsWorld } from "./ecs-world.ts";

/* An ARN says where its resource is: nobody's own resource of the same name is meant by another's ARN. */

const OWN = "arn:aws:ecs:us-east-1:000000000000";
const FOREIGN = ["arn:aws:ecs:us-east-1:111111111111", "arn:aws:ecs:eu-west-1:000000000000"];

test("a task's or a service's ARN of another cluster is refused in AWS's words", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.call(createCluster, { clusterName: "shop" });
  await world.serve("web", 0, { cluster: "shop" });
  const [task = ""] = await world.run("web", { cluster: "shop" });
  const service = `${OWN}:service/shop/web`;
  const refused = {
    code: "InvalidParameterException",
    message: "Invalid identifier: Identifier is for cluster shop. Your cluster is default",
  };
  await expect(world.call(describeTasks, { tasks: [task] })).rejects.toMatchObject(refused);
  await expect(world.call(stopTask, { task })).rejects.toMatchObject(refused);
  await expect(world.call(describeServices, { services: [service] })).rejects.toMatchObject(refused);
  await expect(world.call(updateService, { service, desiredCount: 1 })).rejects.toMatchObject(refused);
  await expect(world.call(deleteService, { service })).rejects.toMatchObject(refused);
  await expect(world.call(listTasks, { serviceName: service })).rejects.toMatchObject(refused);
  const found = await world.call(describeServices, { cluster: `${OWN}:cluster/shop`, services: [service, "web"] });
  expect(found.services).toHaveLength(2);
  expect((await world.call(describeTasks, { cluster: "shop", tasks: [task] })).tasks).toHaveLength(1);
});

test.each(FOREIGN)("%s's resources are not one's own", async (place) => {
  const world = createEcsWorld();
  await world.define("web");
  await world.serve("web", 0);
  const [task = ""] = await world.run("web");
  const cluster = `${place}:cluster/default`;
  expect(await world.call(describeClusters, { clusters: [cluster, "default"] })).toMatchObject({
    clusters: [{ clusterName: "default" }],
    failures: [{ arn: cluster, reason: "MISSING" }],
  });
  const noCluster = { code: "ClusterNotFoundException" };
  await expect(world.call(listTasks, { cluster })).rejects.toMatchObject(noCluster);
  await expect(world.call(deleteCluster, { cluster })).rejects.toMatchObject(noCluster);
  const invalid = { code: "InvalidParameterException" };
  const foreignTask = task.replace(OWN, place);
  await expect(world.call(stopTask, { task: foreignTask })).rejects.toMatchObject(invalid);
  await expect(world.call(describeTasks, { tasks: [foreignTask] })).rejects.toMatchObject(invalid);
  const services = [`${place}:service/default/web`];
  await expect(world.call(describeServices, { services })).rejects.toMatchObject(invalid);
  const taskDefinition = `${place}:task-definition/web:1`;
  const noDefinition = { code: "ClientException" };
  await expect(world.run(taskDefinition)).rejects.toMatchObject(noDefinition);
  await expect(world.call(describeTaskDefinition, { taskDefinition })).rejects.toMatchObject(noDefinition);
  await expect(world.call(deregisterTaskDefinition, { taskDefinition })).rejects.toMatchObject(noDefinition);
  const deleted = await world.call(deleteTaskDefinitions, { taskDefinitions: [taskDefinition] });
  expect(deleted.failures).toMatchObject([{ arn: taskDefinition, reason: expect.stringContaining("does not exist") }]);
});

test("what AWS has no such field, launch type or task definition for is refused, and nothing is made up", async () => {
  const world = createEcsWorld();
  await world.define("web");
  const include = ["EVERYTHING"] as never;
  const message = "include should be one of [ATTACHMENTS,CONFIGURATIONS,SETTINGS,STATISTICS,TAGS]";
  await expect(world.call(describeClusters, { include })).rejects.toMatchObject({ message });
  const tags = { code: "InvalidParameterException", message: "include should be one of [TAGS]" };
  await expect(world.call(describeTasks, { tasks: ["x"], include })).rejects.toMatchObject(tags);
  await expect(world.call(describeServices, { services: ["x"], include })).rejects.toMatchObject(tags);
  await expect(world.call(describeTaskDefinition, { taskDefinition: "web", include })).rejects.toMatchObject(tags);
  await expect(world.run("web", { launchType: "MOON" as never })).rejects.toMatchObject({
    code: "InvalidParameterException",
    status: 400,
  });
  await expect(world.run("")).rejects.toMatchObject({
    code: "InvalidParameterException",
    message: "TaskDefinition can not be blank.",
  });
  await expect(world.call(listTasks, { cluster: "a b" })).rejects.toMatchObject({
    message: "Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was a b",
  });
});
