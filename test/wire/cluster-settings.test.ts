import {
  CreateClusterCommand,
  CreateServiceCommand,
  type CreateServiceRequest,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  type DescribeClustersRequest,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListContainerInstancesCommand,
  ListTasksCommand,
  PutClusterCapacityProvidersCommand,
  type PutClusterCapacityProvidersRequest,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  type RunTaskRequest,
  UpdateClusterCommand,
  UpdateClusterSettingsCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";

/* What a cluster is set to and what its tasks run on, by AWS's own client. */

const server = sharedServer();
const client = new ECSClient(clientOptions(server));
beforeAll(async () => {
  await client.send(
    new RegisterTaskDefinitionCommand({
      family: "web",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      runtimePlatform: { cpuArchitecture: "ARM64" },
      containerDefinitions: [{ name: "web", image: "skyground/web" }],
    }),
  );
});

const ARN = "arn:aws:ecs:us-east-1:000000000000";

async function describeCluster(name: string, include: DescribeClustersRequest["include"] = []) {
  return (await client.send(new DescribeClustersCommand({ clusters: [name], include }))).clusters?.[0];
}

const put = (request: Partial<PutClusterCapacityProvidersRequest>) =>
  client.send(
    new PutClusterCapacityProvidersCommand({
      cluster: "shares",
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy: [],
      ...request,
    }),
  );

describe("a cluster's settings", () => {
  test("are told to those who ask for them", async () => {
    const settings = [{ name: "containerInsights" as const, value: "enabled" }];
    const configuration = { executeCommandConfiguration: { logging: "DEFAULT" as const } };
    const { cluster } = await client.send(
      new CreateClusterCommand({ clusterName: "settings", settings, configuration }),
    );
    expect(cluster).toMatchObject({ settings, configuration, statistics: [] });
    expect(await describeCluster("settings")).toMatchObject({ settings: [], statistics: [], tags: [] });
    expect(await describeCluster("settings")).not.toHaveProperty("configuration");
    expect(await describeCluster("settings", ["SETTINGS", "CONFIGURATIONS"])).toMatchObject({
      settings,
      configuration,
    });
    const counts = (await describeCluster("settings", ["STATISTICS"]))?.statistics;
    expect(counts).toHaveLength(8);
    expect(counts).toContainEqual({ name: "runningFargateTasksCount", value: "0" });
  });

  test("are changed, and what is not named stays", async () => {
    const value = (to: string) => [{ name: "containerInsights" as const, value: to }];
    const updated = await client.send(new UpdateClusterCommand({ cluster: "settings", settings: value("enhanced") }));
    expect(updated.cluster?.settings).toEqual(value("enhanced"));
    const again = await client.send(
      new UpdateClusterSettingsCommand({ cluster: `${ARN}:cluster/settings`, settings: value("disabled") }),
    );
    expect(again.cluster?.settings).toEqual(value("disabled"));
    expect((await describeCluster("settings", ["CONFIGURATIONS"]))?.configuration).toBeDefined();
    const other = client.send(new UpdateClusterSettingsCommand({ cluster: "settings", settings: value("maybe") }));
    expect(await refusalOf(other)).toMatchObject({ name: "InvalidParameterException", status: 400 });
    const missing = client.send(new UpdateClusterCommand({ cluster: "none", settings: value("enabled") }));
    expect(await refusalOf(missing)).toMatchObject({ name: "ClusterNotFoundException" });
  });
});

describe("capacity providers", () => {
  const SPOT_FIRST = [
    { capacityProvider: "FARGATE", base: 1, weight: 1 },
    { capacityProvider: "FARGATE_SPOT", base: 0, weight: 3 },
  ];
  const run = async (request: Partial<RunTaskRequest>) => {
    const { tasks = [] } = await client.send(
      new RunTaskCommand({ cluster: "shares", taskDefinition: "web", ...request }),
    );
    return tasks.map(({ capacityProviderName, launchType }) => capacityProviderName ?? launchType);
  };

  test("are Fargate's two", async () => {
    const described = await client.send(
      new DescribeCapacityProvidersCommand({ capacityProviders: ["FARGATE_SPOT", "mine"] }),
    );
    expect(described.capacityProviders).toMatchObject([
      { name: "FARGATE_SPOT", status: "ACTIVE", capacityProviderArn: `${ARN}:capacity-provider/FARGATE_SPOT` },
    ]);
    expect(described.failures).toEqual([{ arn: `${ARN}:capacity-provider/mine`, reason: "MISSING" }]);
    const all = await client.send(new DescribeCapacityProvidersCommand({}));
    expect(all.capacityProviders?.map(({ name }) => name)).toEqual(["FARGATE", "FARGATE_SPOT"]);
  });

  test("share a run's tasks by base and weight", async () => {
    const capacityProviders = ["FARGATE", "FARGATE_SPOT"];
    const strategy = { capacityProviders, defaultCapacityProviderStrategy: SPOT_FIRST };
    const { cluster } = await client.send(new CreateClusterCommand({ clusterName: "shares", ...strategy }));
    expect(cluster).toMatchObject(strategy);
    const ran = await run({ count: 9 });
    expect(ran.filter((name) => name === "FARGATE")).toHaveLength(3);
    expect(ran.filter((name) => name === "FARGATE_SPOT")).toHaveLength(6);
    expect(await run({ launchType: "FARGATE" })).toEqual(["FARGATE"]);
    expect(await run({ capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT" }] })).toEqual(["FARGATE_SPOT"]);
  });

  test("share a service's tasks, those that run counted", async () => {
    const request: CreateServiceRequest = {
      cluster: "shares",
      serviceName: "web",
      taskDefinition: "web",
      desiredCount: 1,
    };
    const made = await client.send(new CreateServiceCommand(request));
    expect(made.service?.capacityProviderStrategy).toEqual(SPOT_FIRST);
    expect(made.service).not.toHaveProperty("launchType");
    await client.send(new UpdateServiceCommand({ cluster: "shares", service: "web", desiredCount: 5 }));
    const { taskArns: tasks = [] } = await client.send(new ListTasksCommand({ cluster: "shares", serviceName: "web" }));
    const described = await client.send(new DescribeTasksCommand({ cluster: "shares", tasks }));
    const names = described.tasks?.map(({ capacityProviderName }) => capacityProviderName).toSorted();
    expect(names).toEqual(["FARGATE", "FARGATE", "FARGATE_SPOT", "FARGATE_SPOT", "FARGATE_SPOT"]);
    const back = { cluster: "shares", service: "web", capacityProviderStrategy: [] };
    expect((await client.send(new UpdateServiceCommand(back))).service?.launchType).toBe("FARGATE");
  });

  test("that run tasks stay with their cluster", async () => {
    expect(await refusalOf(put({ capacityProviders: ["FARGATE"] }))).toMatchObject({
      name: "ResourceInUseException",
      status: 400,
    });
  });

  test("are taken off a cluster, and then not for its tasks", async () => {
    const one = { cluster: "empty", capacityProviders: ["FARGATE"] };
    await client.send(new CreateClusterCommand({ clusterName: "empty" }));
    const { cluster } = await put(one);
    expect(cluster).toMatchObject({ capacityProviders: ["FARGATE"], defaultCapacityProviderStrategy: [] });
    const described = await client.send(new DescribeCapacityProvidersCommand({ cluster: "empty" }));
    expect(described.capacityProviders).toMatchObject([{ name: "FARGATE" }]);
    const spot = run({ cluster: "empty", capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT" }] });
    expect(await refusalOf(spot)).toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining("not associated with the cluster"),
    });
    expect(await run({ cluster: "empty" })).toEqual(["FARGATE"]);
  });

  test.each<[string, RunTaskRequest["capacityProviderStrategy"], string]>([
    ["of nobody's", [{ capacityProvider: "mine" }], "ClientException"],
    ["named twice", [SPOT_FIRST[0] ?? {}, SPOT_FIRST[0] ?? {}] as never, "InvalidParameterException"],
    ["with two bases", SPOT_FIRST.map((share) => ({ ...share, base: 1 })), "InvalidParameterException"],
    ["without any weight", SPOT_FIRST.map((share) => ({ ...share, weight: 0 })), "InvalidParameterException"],
    ["with too much weight", [{ capacityProvider: "FARGATE", weight: 1001 }], "InvalidParameterException"],
  ])("%s are refused in a strategy", async (_what, capacityProviderStrategy, name) => {
    expect(await refusalOf(run({ capacityProviderStrategy }))).toMatchObject({ name, status: 400 });
    expect(await refusalOf(put({ defaultCapacityProviderStrategy: capacityProviderStrategy }))).toMatchObject({ name });
  });

  test("and a launch type exclude each other", async () => {
    const both = run({ launchType: "FARGATE", capacityProviderStrategy: [{ capacityProvider: "FARGATE" }] });
    expect(await refusalOf(both)).toMatchObject({
      name: "InvalidParameterException",
      message:
        "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
    });
  });
});

test("what is only kept of a service and of a task definition is shown, so that tools find what they set", async () => {
  const networkConfiguration = { awsvpcConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"] } };
  const filled = { awsvpcConfiguration: { ...networkConfiguration.awsvpcConfiguration, assignPublicIp: "DISABLED" } };
  await client.send(
    new CreateServiceCommand({
      serviceName: "kept",
      taskDefinition: "web",
      desiredCount: 0,
      launchType: "FARGATE",
      networkConfiguration,
      platformVersion: "1.4.0",
      enableECSManagedTags: true,
    }),
  );
  const service = async () =>
    (await client.send(new DescribeServicesCommand({ services: ["kept"] }))).services?.[0] ?? {};
  expect(await service()).toMatchObject({
    networkConfiguration: filled,
    platformVersion: "1.4.0",
    enableECSManagedTags: true,
    availabilityZoneRebalancing: "ENABLED",
    deployments: [{ networkConfiguration: filled }],
  });
  const change = { service: "kept", availabilityZoneRebalancing: "DISABLED" as const, enableECSManagedTags: false };
  await client.send(new UpdateServiceCommand(change));
  expect(await service()).toMatchObject({
    networkConfiguration: filled,
    availabilityZoneRebalancing: "DISABLED",
    enableECSManagedTags: false,
  });
  const { taskDefinition } = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition: "web" }));
  expect(taskDefinition?.runtimePlatform).toEqual({ cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" });
});

test("there are no container instances", async () => {
  expect((await client.send(new ListContainerInstancesCommand({}))).containerInstanceArns).toEqual([]);
  const described = await client.send(new DescribeContainerInstancesCommand({ containerInstances: ["i"] }));
  expect(described).toMatchObject({
    containerInstances: [],
    failures: [{ arn: `${ARN}:container-instance/default/i`, reason: "MISSING" }],
  });
  const none = client.send(new ListContainerInstancesCommand({ cluster: "none" }));
  expect(await refusalOf(none)).toMatchObject({ name: "ClusterNotFoundException" });
});
