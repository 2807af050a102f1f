import type {
  Task as AwsTask,
  TaskDefinition as AwsTaskDefinition,
  Container,
  NetworkBinding,
} from "@aws-sdk/client-ecs";
import type { TaskUsage } from "../../ports/task-runtime.ts";
import { clusterArn, containerArn, definitionArn, taskArn } from "./address.ts";
import { executionStoppedAt, lastStatus, startedAt, stoppedAt } from "./lifecycle.ts";
import { PROVISIONING_MILLISECONDS } from "./limits.ts";
import type { PlaygroundContainerDefinition, Source, Task, TaskDefinition } from "./model.ts";

/** A task as AWS shows it, and what only Skyground knows of it; AWS's clients don't see the latter. */
export interface PlaygroundTask extends AwsTask {
  readonly skyground: {
    readonly address?: string;
    readonly source?: Source;
    readonly usage?: TaskUsage;
    readonly traceId: string;
  };
}

export function taskView(task: Task, now: number, usage?: TaskUsage): PlaygroundTask {
  const { account, region, cluster, run } = task;
  const status = lastStatus(task, now);
  const started = startedAt(task);
  const connected =
    started !== undefined && started <= now
      ? { connectivity: "CONNECTED" as const, connectivityAt: new Date(started) }
      : {};
  return {
    taskArn: taskArn(task),
    clusterArn: clusterArn({ account, region }, cluster),
    taskDefinitionArn: definitionArn({ account, region }, task.family, task.revision),
    containers: [containerView(task, status)],
    overrides: { containerOverrides: [{ name: task.containerName }], ...task.overrides },
    lastStatus: status,
    desiredStatus: task.desiredStatus,
    cpu: String(task.cpu),
    memory: String(task.memory),
    group: task.group,
    ...(task.startedBy === undefined ? {} : { startedBy: task.startedBy }),
    healthStatus: "UNKNOWN",
    launchType: "FARGATE",
    ...(task.capacityProvider === undefined ? {} : { capacityProviderName: task.capacityProvider }),
    platformVersion: "1.4.0",
    platformFamily: "Linux",
    availabilityZone: `${region}a`,
    attachments: [],
    enableExecuteCommand: false,
    tags: [...task.tags],
    ...connected,
    ...instantsView(task, now),
    ...(task.stopCode === undefined ? {} : { stopCode: task.stopCode }),
    ...(task.stoppedReason === undefined ? {} : { stoppedReason: task.stoppedReason }),
    skyground: {
      traceId: task.traceId,
      // Nobody answers there any more once the task has ended.
      ...(task.address === undefined || task.reportedStoppedAt !== undefined ? {} : { address: task.address }),
      ...(run.source ? { source: run.source } : {}),
      ...(usage ? { usage } : {}),
    },
  };
}

/** Only what has happened by now: a stored deadline that lies ahead is not shown. */
function instantsView(task: Task, now: number): Partial<AwsTask> {
  const instants = {
    createdAt: task.createdAt,
    pullStartedAt:
      task.placedAt === undefined ? undefined : Math.max(task.placedAt, task.createdAt + PROVISIONING_MILLISECONDS),
    pullStoppedAt: startedAt(task),
    startedAt: startedAt(task),
    stoppingAt: task.stoppingAt ?? executionStoppedAt(task),
    executionStoppedAt: executionStoppedAt(task),
    stoppedAt: stoppedAt(task),
  };
  const past = Object.entries(instants).filter(
    (entry): entry is [string, number] => entry[1] !== undefined && entry[1] <= now,
  );
  return Object.fromEntries(past.map(([name, at]) => [name, new Date(at)]));
}

function containerView(task: Task, status: string): Container {
  const bindings = networkBindings(task);
  const state = status === "STOPPED" || status === "RUNNING" ? status : "PENDING";
  return {
    containerArn: containerArn(task, task.containerId),
    taskArn: taskArn(task),
    name: task.containerName,
    image: task.run.image,
    runtimeId: `${task.id}-${task.containerId.slice(0, 10)}`,
    lastStatus: state,
    ...(task.exitCode === undefined ? {} : { exitCode: task.exitCode }),
    ...(task.containerReason === undefined ? {} : { reason: task.containerReason }),
    networkBindings: bindings,
    networkInterfaces: [],
    healthStatus: "UNKNOWN",
    cpu: String(task.cpu),
    memory: String(task.memory),
  };
}

/** Fargate gives each task an address of its own; here all share one machine, so the port that was given is what tells them apart. */
function networkBindings({ address, run }: Task): NetworkBinding[] {
  if (address === undefined || run.port === undefined) return [];
  const { hostname, port } = new URL(address);
  return [{ bindIP: hostname, containerPort: run.port, hostPort: Number(port), protocol: "tcp" }];
}

/** A task definition as AWS shows it; its container may have Skyground's own member. */
export interface PlaygroundTaskDefinition extends Omit<AwsTaskDefinition, "containerDefinitions"> {
  readonly containerDefinitions: PlaygroundContainerDefinition[];
}

export function definitionView(definition: TaskDefinition): PlaygroundTaskDefinition {
  const { account, region, family, revision, status, cpu, memory, container } = definition;
  return {
    taskDefinitionArn: definitionArn({ account, region }, family, revision),
    family,
    revision,
    status,
    containerDefinitions: [containerDefinitionView(container)],
    cpu: String(cpu),
    memory: String(memory),
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    compatibilities: ["EC2", "FARGATE"],
    volumes: [],
    placementConstraints: [],
    requiresAttributes: [],
    ...definition.shown,
    registeredAt: new Date(definition.registeredAt),
    ...(definition.deregisteredAt === undefined ? {} : { deregisteredAt: new Date(definition.deregisteredAt) }),
    ...(definition.deleteRequestedAt === undefined
      ? {}
      : { deleteRequestedAt: new Date(definition.deleteRequestedAt) }),
    registeredBy: `arn:aws:iam::${account}:root`,
  };
}

/** AWS fills in what was left out. */
function containerDefinitionView(container: PlaygroundContainerDefinition): PlaygroundContainerDefinition {
  const portMappings = (container.portMappings ?? []).map((mapping) => ({
    ...mapping,
    hostPort: mapping.containerPort,
    protocol: mapping.protocol ?? ("tcp" as const),
  }));
  return { cpu: 0, environment: [], mountPoints: [], volumesFrom: [], systemControls: [], ...container, portMappings };
}
