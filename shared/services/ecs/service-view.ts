import type { Deployment as AwsDeployment, Service as AwsService } from "@aws-sdk/client-ecs";
import { clusterArn, definitionArn, serviceArn } from "./address.ts";
import type { Deployment, Service, Task } from "./model.ts";
import { countTasks, wantedCount } from "./scheduler.ts";

/** A service as AWS shows it. `tasks` are those that are desired to run. */
export function serviceView(service: Service, tasks: readonly Task[], now: number): AwsService {
  const { account, region, cluster, name, status } = service;
  const [primary] = service.deployments;
  const { running, pending } = countTasks(tasks, now);
  return {
    serviceArn: serviceArn(service),
    serviceName: name,
    clusterArn: clusterArn({ account, region }, cluster),
    status,
    desiredCount: wantedCount(service),
    runningCount: running,
    pendingCount: pending,
    taskDefinition: definitionArn(service, primary.family, primary.revision),
    deployments: service.deployments.map((deployment) => deploymentView(service, deployment, tasks, now)),
    deploymentConfiguration: {
      minimumHealthyPercent: service.minimumHealthyPercent,
      maximumPercent: service.maximumPercent,
    },
    deploymentController: { type: "ECS" },
    schedulingStrategy: "REPLICA",
    events: service.events.map(({ id, createdAt, message }) => ({ id, createdAt: new Date(createdAt), message })),
    ...capacityView(service),
    platformVersion: service.shown?.platformVersion ?? "LATEST",
    platformFamily: "Linux",
    ...networkView(service),
    ...rebalancingView(service),
    loadBalancers: [],
    serviceRegistries: [],
    placementConstraints: [],
    placementStrategy: [],
    createdAt: new Date(service.createdAt),
    createdBy: `arn:aws:iam::${account}:root`,
    tags: [...service.tags],
    propagateTags: service.propagateTags,
    enableECSManagedTags: service.managedTags ?? false,
    enableExecuteCommand: false,
  };
}

/** A launch type, or what capacity providers the tasks are spread over. */
function capacityView({ strategy = [] }: Service): Pick<AwsService, "launchType" | "capacityProviderStrategy"> {
  return strategy.length > 0 ? { capacityProviderStrategy: [...strategy] } : { launchType: "FARGATE" };
}

function networkView({ shown }: Service): Pick<AwsService, "networkConfiguration"> {
  return shown?.networkConfiguration ? { networkConfiguration: shown.networkConfiguration } : {};
}

function rebalancingView({ shown }: Service): Pick<AwsService, "availabilityZoneRebalancing"> {
  return { availabilityZoneRebalancing: shown?.availabilityZoneRebalancing ?? "DISABLED" };
}

function deploymentView(service: Service, deployment: Deployment, tasks: readonly Task[], now: number): AwsDeployment {
  const { id, status, rolloutState } = deployment;
  const { running, pending } = countTasks(
    tasks.filter((task) => task.deployment === id),
    now,
  );
  const words = rolloutState === "COMPLETED" ? "completed" : "in progress";
  return {
    id,
    status,
    taskDefinition: definitionArn(service, deployment.family, deployment.revision),
    desiredCount: deployment.desiredCount,
    runningCount: running,
    pendingCount: pending,
    failedTasks: deployment.failedTasks,
    createdAt: new Date(deployment.createdAt),
    updatedAt: new Date(deployment.updatedAt),
    ...capacityView(service),
    platformVersion: "1.4.0",
    platformFamily: "Linux",
    ...networkView(service),
    rolloutState,
    rolloutStateReason: `ECS deployment ${id} ${words}.`,
  };
}
