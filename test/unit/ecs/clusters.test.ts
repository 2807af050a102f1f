import { expect, test } from "vitest";
import { closeCluster } from "../../../shared/services/ecs/operations/close-cluster.ts";
import { createCluster } from "../../../shared/services/ecs/operations/create-cluster.ts";
import { deleteCluster } from "../../../shared/services/ecs/operations/delete-cluster.ts";
import { describeClusters } from "../../../shared/services/ecs/operations/describe-clusters.ts";
import { listClusters } from "../../../shared/services/ecs/operations/list-clusters.ts";
import { listTasks } from "../../../shared/services/ecs/operations/list-tasks.ts";
import { stopTask } from "../../../shared/services/ecs/operations/stop-task.ts";
import { clusterKey } from "../../../shared/services/ecs/table.ts";
import { A_MOMENT, createEcsWorld } from "./ecs-world.ts";

const ARN = "arn:aws:ecs:us-east-1:000000000000:cluster";

test("the default cluster is there though nobody made it", async () => {
  const world = createEcsWorld();
  expect((await world.call(listClusters, {})).clusterArns).toEqual([`${ARN}/default`]);
  expect((await world.call(describeClusters, {})).clusters).toMatchObject([
    { clusterName: "default", status: "ACTIVE", runningTasksCount: 0, activeServicesCount: 0 },
  ]);
  expect((await world.call(listTasks, {})).taskArns).toEqual([]);
});

test("creating a cluster twice gives the same one; lists page in order", async () => {
  const world = createEcsWorld();
  for (const clusterName of ["shop", "api", "shop"]) await world.call(createCluster, { clusterName });
  const first = await world.call(listClusters, { maxResults: 2 });
  expect(first.clusterArns).toEqual([`${ARN}/api`, `${ARN}/default`]);
  expect((await world.call(listClusters, { nextToken: first.nextToken })).clusterArns).toEqual([`${ARN}/shop`]);
});

test("a cluster counts what it holds", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.call(createCluster, { clusterName: "shop" });
  await world.run("web", { cluster: "shop", count: 2 });
  await world.serve("web", 1, { cluster: `${ARN}/shop` });
  const count = async () => (await world.call(describeClusters, { clusters: ["shop"] })).clusters?.[0];
  expect(await count()).toMatchObject({ pendingTasksCount: 3, runningTasksCount: 0, activeServicesCount: 1 });
  await world.advance(A_MOMENT);
  expect(await count()).toMatchObject({ pendingTasksCount: 0, runningTasksCount: 3 });
  expect((await world.call(describeClusters, {})).clusters?.[0]).toMatchObject({ runningTasksCount: 0 });
});

test("a cluster is deleted when it is empty, and not before", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.call(createCluster, { clusterName: "shop" });
  await world.serve("web", 0, { cluster: "shop" });
  const remove = () => world.call(deleteCluster, { cluster: "shop" });
  await expect(remove()).rejects.toMatchObject({ code: "ClusterContainsServicesException" });
  await world.call(createCluster, { clusterName: "other" });
  const [another = ""] = await world.run("web", { cluster: "other" });
  await expect(world.call(deleteCluster, { cluster: "other" })).rejects.toMatchObject({
    code: "ClusterContainsTasksException",
    message: "The Cluster cannot be deleted while Tasks are active.",
  });
  await world.call(stopTask, { cluster: "other", task: another });
  await world.advance(A_MOMENT);
  expect((await world.call(deleteCluster, { cluster: "other" })).cluster?.status).toBe("INACTIVE");
  expect((await world.call(listClusters, {})).clusterArns).not.toContain(`${ARN}/other`);
  await expect(world.run("web", { cluster: "other" })).rejects.toMatchObject({
    code: "ClusterNotFoundException",
    message: "The referenced cluster was inactive.",
  });
});

test("a task that comes while its cluster is being deleted is not lost: the deletion is refused", async () => {
  const world = createEcsWorld();
  await world.define("web");
  await world.call(createCluster, { clusterName: "shop" });
  const row = await world.store.get(clusterKey({ root: await world.root() }, world.caller, "shop"));
  await world.call(closeCluster, { name: "shop", version: row?.version ?? "" });
  const shown = async () => (await world.call(describeClusters, { clusters: ["shop"] })).clusters?.[0]?.status;
  expect(await shown()).toBe("DEPROVISIONING");
  await world.run("web", { cluster: "shop" });
  expect(await shown()).toBe("ACTIVE");
  await expect(world.call(deleteCluster, { cluster: "shop" })).rejects.toMatchObject({
    code: "ClusterContainsTasksException",
  });
});

test("an hour after its deletion nothing is left of a cluster", async () => {
  const world = createEcsWorld();
  await world.call(createCluster, { clusterName: "shop" });
  await world.call(deleteCluster, { cluster: "shop" });
  expect((await world.call(describeClusters, { clusters: ["shop"] })).clusters).toMatchObject([{ status: "INACTIVE" }]);
  await world.advance(3601);
  expect(await world.call(describeClusters, { clusters: ["shop"] })).toMatchObject({
    clusters: [],
    failures: [{ arn: `${ARN}/shop`, reason: "MISSING" }],
  });
});

test("a cluster that nobody made is not found, a bad name is refused", async () => {
  const world = createEcsWorld();
  await expect(world.call(listTasks, { cluster: "none" })).rejects.toMatchObject({
    code: "ClusterNotFoundException",
    message: "Cluster not found.",
    restStatus: 404,
  });
  await expect(world.call(createCluster, { clusterName: "a b" })).rejects.toMatchObject({
    code: "InvalidParameterException",
  });
});
