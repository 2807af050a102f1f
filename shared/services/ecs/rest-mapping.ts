import type { Cluster, Service } from "@aws-sdk/client-ecs";
import type { z } from "zod";
import { iso } from "../../core/time.ts";
import { parseDefinition, serviceName, taskName } from "./address.ts";
import { DEFAULT_STOP_TIMEOUT_SECONDS } from "./limits.ts";
import type { Source } from "./model.ts";
import type * as schemas from "./rest-schemas.ts";
import type { PlaygroundTask, PlaygroundTaskDefinition } from "./views.ts";

/* From AWS's shapes to REST's camelCase. */

export function fromTask(task: PlaygroundTask): z.input<typeof schemas.task> {
  const { id, cluster = "" } = taskName(task.taskArn ?? "");
  const [container] = task.containers ?? [];
  const { address, source, usage, traceId } = task.skyground;
  const port = container?.networkBindings?.[0]?.containerPort;
  return {
    id,
    arn: task.taskArn ?? "",
    cluster,
    taskDefinition: definitionName(task.taskDefinitionArn),
    image: container?.image ?? "",
    status: task.lastStatus ?? "",
    desiredStatus: task.desiredStatus === "STOPPED" ? "STOPPED" : "RUNNING",
    cpu: Number(task.cpu),
    memory: Number(task.memory),
    ...(address === undefined ? {} : { address }),
    ...(port === undefined ? {} : { port }),
    group: task.group ?? "",
    ...(task.startedBy === undefined ? {} : { startedBy: task.startedBy }),
    ...sourceText(source),
    healthStatus: task.healthStatus ?? "UNKNOWN",
    createdAt: (task.createdAt ?? new Date(0)).toISOString(),
    ...instant("startedAt", task.startedAt),
    ...instant("stoppingAt", task.stoppingAt),
    ...instant("stoppedAt", task.stoppedAt),
    ...(task.stopCode === undefined ? {} : { stopCode: task.stopCode }),
    ...(task.stoppedReason === undefined ? {} : { stoppedReason: task.stoppedReason }),
    ...(container?.exitCode === undefined ? {} : { exitCode: container.exitCode }),
    ...(container?.reason === undefined || container.reason === task.stoppedReason
      ? {}
      : { containerReason: container.reason }),
    ...(usage
      ? { usage: { ...usage, sampledAt: iso(usage.sampledAt), note: "CPU is sampled, not capped" as const } }
      : {}),
    traceId,
  };
}

export function fromDefinition(definition: PlaygroundTaskDefinition): z.input<typeof schemas.definition> {
  const [container] = definition.containerDefinitions;
  const environment = (container?.environment ?? []).map(({ name = "", value = "" }) => [name, value] as const);
  return {
    family: definition.family ?? "",
    revision: definition.revision ?? 0,
    arn: definition.taskDefinitionArn ?? "",
    status: definition.status === "ACTIVE" ? "ACTIVE" : "INACTIVE",
    image: container?.image ?? "",
    containerName: container?.name ?? "",
    command: [...(container?.entryPoint ?? []), ...(container?.command ?? [])],
    environment: Object.fromEntries(environment),
    ports: (container?.portMappings ?? []).flatMap(({ containerPort }) => containerPort ?? []),
    ...sourceText(container?.skygroundSource),
    stopTimeoutSeconds: container?.stopTimeout ?? DEFAULT_STOP_TIMEOUT_SECONDS,
    cpu: Number(definition.cpu),
    memory: Number(definition.memory),
    registeredAt: (definition.registeredAt ?? new Date(0)).toISOString(),
    ...instant("deregisteredAt", definition.deregisteredAt),
  };
}

export function fromService(service: Service): z.input<typeof schemas.service> {
  const { deployments = [], events = [], deploymentConfiguration } = service;
  return {
    name: service.serviceName ?? "",
    arn: service.serviceArn ?? "",
    cluster: service.clusterArn?.split("/").at(-1) ?? "",
    status: statusOf(service.status),
    taskDefinition: definitionName(service.taskDefinition),
    desiredCount: service.desiredCount ?? 0,
    runningCount: service.runningCount ?? 0,
    pendingCount: service.pendingCount ?? 0,
    deployments: deployments.map((deployment) => ({
      id: deployment.id ?? "",
      status: deployment.status ?? "",
      taskDefinition: definitionName(deployment.taskDefinition),
      desiredCount: deployment.desiredCount ?? 0,
      runningCount: deployment.runningCount ?? 0,
      pendingCount: deployment.pendingCount ?? 0,
      failedTasks: deployment.failedTasks ?? 0,
      rolloutState: deployment.rolloutState ?? "",
      createdAt: (deployment.createdAt ?? new Date(0)).toISOString(),
      updatedAt: (deployment.updatedAt ?? new Date(0)).toISOString(),
    })),
    minimumHealthyPercent: deploymentConfiguration?.minimumHealthyPercent ?? 0,
    maximumPercent: deploymentConfiguration?.maximumPercent ?? 0,
    events: events.map(({ id = "", createdAt = new Date(0), message = "" }) => ({
      id,
      createdAt: createdAt.toISOString(),
      message,
    })),
    createdAt: (service.createdAt ?? new Date(0)).toISOString(),
  };
}

export function fromCluster(cluster: Cluster): z.input<typeof schemas.clusterSchema> {
  return {
    name: cluster.clusterName ?? "",
    arn: cluster.clusterArn ?? "",
    status: cluster.status === "INACTIVE" ? "INACTIVE" : "ACTIVE",
    runningTasks: cluster.runningTasksCount ?? 0,
    pendingTasks: cluster.pendingTasksCount ?? 0,
    activeServices: cluster.activeServicesCount ?? 0,
  };
}

/** Names of the services that a page of ARNs stands for. */
export function namesOf(arns: readonly string[]): string[] {
  return arns.map(serviceName);
}

export function next({ nextToken }: { readonly nextToken?: string | undefined }): { nextToken?: string } {
  return nextToken === undefined ? {} : { nextToken };
}

function statusOf(status: string | undefined): "ACTIVE" | "DRAINING" | "INACTIVE" {
  return status === "DRAINING" || status === "INACTIVE" ? status : "ACTIVE";
}

function definitionName(arn = ""): string {
  const { family = "", revision } = parseDefinition(arn) ?? {};
  return revision === undefined ? family : `${family}:${revision}`;
}

function sourceText(source: Source | undefined): { source?: string } {
  if (!source) return {};
  return { source: source.kind === "s3" ? source.uri : `zip of ${source.body.size} bytes` };
}

function instant<Name extends string>(name: Name, at: Date | undefined): { [key in Name]?: string } {
  return (at === undefined ? {} : { [name]: at.toISOString() }) as { [key in Name]?: string };
}
