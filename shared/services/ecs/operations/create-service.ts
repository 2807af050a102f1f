import type { CreateServiceRequest, CreateServiceResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { isName } from "../address.ts";
import { strategyFor } from "../capacity.ts";
import { invalidParameter } from "../errors.ts";
import { draw } from "../launch.ts";
import { DEFAULT_MAXIMUM_PERCENT, DEFAULT_MINIMUM_HEALTHY_PERCENT, TASKS_PER_PASS } from "../limits.ts";
import type { Service, ShownServiceMembers } from "../model.ts";
import { refuseUnbuiltService } from "../not-built.ts";
import { reconcile } from "../reconcile.ts";
import { NO_DEATHS } from "../scheduler.ts";
import {
  boundsOf,
  checkDesiredCount,
  checkScheduling,
  drawDeploymentId,
  newDeployment,
  shownMembers,
} from "../service-settings.ts";
import { serviceView } from "../service-view.ts";
import { type Census, findService, readCensus, requireCluster, type StoredService } from "../stored.ts";
import { askedToKeep } from "../story.ts";
import { readTags } from "../tags.ts";
import { requireDefinition } from "./run-task.ts";

const DEFAULT_BOUNDS = {
  minimumHealthyPercent: DEFAULT_MINIMUM_HEALTHY_PERCENT,
  maximumPercent: DEFAULT_MAXIMUM_PERCENT,
};
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html, availabilityZoneRebalancing */
const NEW_SERVICE: ShownServiceMembers = { availabilityZoneRebalancing: "ENABLED" };
const NO_TASKS: Census = { tasks: [], stopping: 0 };

/** Its first tasks are rows of the same transaction. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export const createService = operation<CreateServiceRequest, CreateServiceResponse>()({
  service: "ecs",
  name: "CreateService",

  async prefetch(input, tools) {
    const bounds = check(input);
    const stored = await requireCluster(input.cluster, tools);
    const { account, region } = tools.context;
    const address = { account, region, cluster: stored.cluster.name, name: input.serviceName ?? "" };
    const existing = await findService(address, tools);
    const definition = await requireDefinition(input.taskDefinition, tools);
    const census = existing ? await readCensus(address, tools) : NO_TASKS;
    const deploymentId = drawDeploymentId(tools.random);
    return {
      bounds,
      stored,
      address,
      existing,
      definition,
      census,
      deploymentId,
      draws: draw(tools.random, TASKS_PER_PASS),
    };
  },

  commit({ bounds, stored, address, existing, definition, census, deploymentId, draws }, input, context) {
    const { desiredCount = 0, clientToken, propagateTags = "NONE", enableECSManagedTags: managedTags = false } = input;
    const { now, traceId } = context;
    if (existing && existing.service.status !== "INACTIVE") {
      const tasks = census.tasks.map(({ task }) => task);
      return { output: { service: serviceView(sameAgain(existing, input), tasks, now) } };
    }
    const service: Service = {
      ...address,
      ...bounds,
      status: "ACTIVE",
      desiredCount,
      deployments: [newDeployment(deploymentId, definition, desiredCount, now)],
      events: [],
      steady: false,
      restarts: NO_DEATHS,
      ...(clientToken === undefined ? {} : { clientToken }),
      tags: readTags(input.tags),
      propagateTags,
      managedTags,
      strategy: strategyFor(input, stored.cluster),
      shown: shownMembers(input, NEW_SERVICE),
      createdAt: now,
      traceId,
    };
    const expect = existing ? { version: existing.version } : ("absent" as const);
    const pass = reconcile({ service, expect, census: NO_TASKS, definition, draws, changed: true }, context);
    const begun = {
      ...pass,
      writes: [...stored.writes, ...pass.writes],
      events: [askedToKeep(service, definition), ...pass.events],
    };
    return { output: { service: serviceView(pass.service, [], now) }, ...begun };
  },
});

/** Throws AWS's refusals of what was asked for. */
function check(input: CreateServiceRequest) {
  const { serviceName, desiredCount, tags = [], propagateTags = "NONE" } = input;
  if (!isName(serviceName)) {
    throw invalidParameter("Invalid service name: up to 255 letters, numbers, hyphens and underscores are allowed.", {
      docs: "service",
    });
  }
  if (!input.taskDefinition) throw invalidParameter("TaskDefinition can not be blank.", { docs: "task-definition" });
  if (desiredCount === undefined) {
    throw invalidParameter("desiredCount is required with the scheduling strategy REPLICA.", { docs: "desired-count" });
  }
  checkDesiredCount(desiredCount);
  readTags(tags);
  if (!["NONE", "SERVICE", "TASK_DEFINITION"].includes(propagateTags)) {
    throw invalidParameter("propagateTags must be NONE, SERVICE or TASK_DEFINITION.");
  }
  checkScheduling(input.schedulingStrategy, input.deploymentController);
  refuseUnbuiltService(input);
  return boundsOf(input.deploymentConfiguration ?? {}, DEFAULT_BOUNDS);
}

/** A repeated request gets the service that is there; another one for the same name is refused. */
function sameAgain({ service }: StoredService, { clientToken, desiredCount }: CreateServiceRequest): Service {
  if (service.status === "DRAINING") {
    throw invalidParameter("Unable to Start a service that is still Draining.", { restStatus: 409, docs: "service" });
  }
  if (clientToken !== undefined && clientToken === service.clientToken && desiredCount === service.desiredCount) {
    return service;
  }
  throw invalidParameter("Creation of service was not idempotent.", { restStatus: 409, docs: "service" });
}
