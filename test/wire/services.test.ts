import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListServicesCommand,
  ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionRequest,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { describe, expect, test } from "vitest";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { sharedServer } from "../api/support/shared-server.ts";
import { START } from "../support/world.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";

/* AWS's own client of ECS: clusters, task definitions and services. Tasks are in topics-tasks-identity.test.ts. */

const server = sharedServer({ clock: new ManualClock(START) });
const client = new ECSClient(clientOptions(server));

const CLUSTER = "arn:aws:ecs:us-east-1:000000000000:cluster/lesson";
const TASK_DEFINITION = "arn:aws:ecs:us-east-1:000000000000:task-definition/web";

function register(image = "skyground/web") {
  const request: RegisterTaskDefinitionRequest = {
    family: "web",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    containerDefinitions: [{ name: "web", image, linuxParameters: { initProcessEnabled: true } }],
  };
  return client.send(new RegisterTaskDefinitionCommand(request));
}

test("a cluster is made, described and deleted", async () => {
  const { cluster } = await client.send(new CreateClusterCommand({ clusterName: "lesson" }));
  expect(cluster).toMatchObject({
    clusterArn: CLUSTER,
    status: "ACTIVE",
    capacityProviders: ["FARGATE", "FARGATE_SPOT"],
  });
  const described = await client.send(new DescribeClustersCommand({ clusters: ["lesson", "none"] }));
  expect(described.clusters).toMatchObject([{ clusterName: "lesson", runningTasksCount: 0, activeServicesCount: 0 }]);
  expect(described.failures).toMatchObject([{ reason: "MISSING" }]);
  const deleted = await client.send(new DeleteClusterCommand({ cluster: CLUSTER }));
  expect(deleted.cluster?.status).toBe("INACTIVE");
  const refused = await refusalOf(
    client.send(
      new CreateServiceCommand({ cluster: "lesson", serviceName: "s", taskDefinition: "web", desiredCount: 1 }),
    ),
  );
  expect(refused).toMatchObject({ name: "ClusterNotFoundException", status: 400 });
});

describe("task definitions", () => {
  test("have revisions, are listed by family, and end INACTIVE", async () => {
    await register();
    const { taskDefinition } = await register();
    expect(taskDefinition).toMatchObject({ taskDefinitionArn: `${TASK_DEFINITION}:2`, revision: 2, status: "ACTIVE" });
    expect(taskDefinition?.containerDefinitions?.[0]?.linuxParameters).toEqual({ initProcessEnabled: true });
    const listed = await client.send(new ListTaskDefinitionsCommand({ familyPrefix: "web" }));
    expect(listed.taskDefinitionArns).toEqual([`${TASK_DEFINITION}:1`, `${TASK_DEFINITION}:2`]);
    const families = await client.send(new ListTaskDefinitionFamiliesCommand({ familyPrefix: "w" }));
    expect(families.families).toEqual(["web"]);
    const latest = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition: "web" }));
    expect(latest.taskDefinition?.revision).toBe(2);
    expect(latest.taskDefinition?.registeredAt).toEqual(new Date(START));
    const gone = await client.send(new DeregisterTaskDefinitionCommand({ taskDefinition: "web:1" }));
    expect(gone.taskDefinition).toMatchObject({ revision: 1, status: "INACTIVE", deregisteredAt: new Date(START) });
  });

  test("are deleted when they are INACTIVE, each by itself", async () => {
    const taskDefinitions = ["web:1", "web:2", "web:9", "web"];
    const { taskDefinitions: deleted, failures } = await client.send(
      new DeleteTaskDefinitionsCommand({ taskDefinitions }),
    );
    expect(deleted).toMatchObject([{ revision: 1, status: "DELETE_IN_PROGRESS", deleteRequestedAt: new Date(START) }]);
    expect(failures).toEqual([
      {
        arn: `${TASK_DEFINITION}:2`,
        reason: "The specified task definition is still in ACTIVE status. Please deregister the target and try again.",
      },
      { arn: `${TASK_DEFINITION}:9`, reason: expect.stringContaining("does not exist") },
      { arn: "web", reason: expect.stringContaining("identifier is invalid") },
    ]);
    const many = Array.from({ length: 11 }, (_, index) => `web:${index + 1}`);
    const tooMany = client.send(new DeleteTaskDefinitionsCommand({ taskDefinitions: many }));
    expect(await refusalOf(tooMany)).toMatchObject({ name: "InvalidParameterException", status: 400 });
  });

  test("of an image that can't run are refused, and so is what of Linux is not done", async () => {
    expect(await refusalOf(register("nginx"))).toMatchObject({
      name: "ClientException",
      message: expect.stringContaining("without Docker"),
    });
    const asked = { capabilities: { add: ["SYS_PTRACE"] } };
    const container = { name: "web", image: "skyground/web", linuxParameters: asked };
    const request = { family: "web", cpu: "256", memory: "512", containerDefinitions: [container] };
    expect(await refusalOf(client.send(new RegisterTaskDefinitionCommand(request)))).toMatchObject({
      status: 501,
      message: expect.stringContaining("capabilities of a container's linuxParameters"),
    });
  });
});

test("a service is made, scaled, listed, described and deleted", async () => {
  await register();
  const made = await client.send(
    new CreateServiceCommand({ serviceName: "web", taskDefinition: "web", desiredCount: 2, launchType: "FARGATE" }),
  );
  expect(made.service).toMatchObject({ serviceName: "web", status: "ACTIVE", desiredCount: 2, launchType: "FARGATE" });
  const { serviceArns } = await client.send(new ListServicesCommand({}));
  expect(serviceArns).toEqual([made.service?.serviceArn]);
  const updated = await client.send(new UpdateServiceCommand({ service: "web", desiredCount: 0 }));
  expect(updated.service?.desiredCount).toBe(0);
  const described = await client.send(new DescribeServicesCommand({ services: ["web", "none"] }));
  expect(described.services).toMatchObject([{ serviceName: "web", deployments: [{ status: "PRIMARY" }] }]);
  expect(described.failures).toMatchObject([{ reason: "MISSING" }]);
  const repeated = client.send(
    new CreateServiceCommand({ serviceName: "web", taskDefinition: "web", desiredCount: 5 }),
  );
  expect(await refusalOf(repeated)).toMatchObject({
    name: "InvalidParameterException",
    message: "Creation of service was not idempotent.",
  });
  const deleted = await client.send(new DeleteServiceCommand({ service: "web", force: true }));
  expect(["DRAINING", "INACTIVE"]).toContain(deleted.service?.status);
  const again = client.send(new UpdateServiceCommand({ service: "none", desiredCount: 1 }));
  expect(await refusalOf(again)).toMatchObject({ name: "ServiceNotFoundException", status: 400 });
});
