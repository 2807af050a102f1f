import type { UpdateServiceRequest, UpdateServiceResponse } from "@aws-sdk/client-ecs";
import { operation, type RequestContext } from "../../service.ts";
import { serviceArn } from "../address.ts";
import { changedStrategy } from "../capacity.ts";
import { invalidParameter, serviceNotActive, serviceNotFound } from "../errors.ts";
import { serviceNameIn } from "../identifier.ts";
import { draw } from "../launch.ts";
import { TASKS_PER_PASS } from "../limits.ts";
import type { Deployment, Service, Strategy, TaskDefinition } from "../model.ts";
import { refuseUnbuiltService } from "../not-built.ts";
import { reconcile } from "../reconcile.ts";
import { NO_DEATHS } from "../scheduler.ts";
import {
  type Bounds,
  boundsOf,
  checkDesiredCount,
  checkScheduling,
  drawDeploymentId,
  newDeployment,
  shownMembers,
} from "../service-settings.ts";
import { serviceView } from "../service-view.ts";
import { findDefinition, findService, readCensus, requireCluster } from "../stored.ts";
import { requireDefinition } from "./run-task.ts";

/** Another count, or another task definition: then a new deployment replaces the old one's tasks step by step. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
export const updateService = operation<UpdateServiceRequest, UpdateServiceResponse>()({
  service: "ecs",
  name: "UpdateService",

  async prefetch(input, tools) {
    if (!input.service) throw invalidParameter("Service name cannot be empty.", { docs: "service" });
    if (input.desiredCount !== undefined) checkDesiredCount(input.desiredCount);
    checkScheduling("REPLICA", input.deploymentController);
    refuseUnbuiltService(input);
    const { cluster } = await requireCluster(input.cluster, tools);
    const name = serviceNameIn(cluster, input.service);
    const { account, region } = tools.context;
    const stored = await findService({ account, region, cluster: cluster.name, name }, tools);
    if (!stored) throw serviceNotFound();
    if (stored.service.status !== "ACTIVE") throw serviceNotActive();
    const [primary] = stored.service.deployments;
    const definition =
      input.taskDefinition === undefined
        ? (await findDefinition(primary, stored.service, tools))?.definition
        : await requireDefinition(input.taskDefinition, tools);
    if (!definition) throw serviceNotActive();
    const census = await readCensus(stored.service, tools);
    const bounds = boundsOf(input.deploymentConfiguration ?? {}, stored.service);
    const deploymentId = drawDeploymentId(tools.random);
    const strategy = changedStrategy(input, stored.service.strategy, cluster);
    const draws = draw(tools.random, TASKS_PER_PASS);
    return { stored, definition, census, bounds, strategy, deploymentId, draws };
  },

  commit({ stored, definition, census, bounds, strategy, deploymentId, draws }, input, context) {
    const service = changed(stored.service, { input, bounds, strategy, definition, deploymentId }, context);
    const expect = { version: stored.version };
    const pass = reconcile({ service, expect, census, definition, draws, changed: true }, context);
    const tasks = census.tasks.map(({ task }) => task);
    return {
      output: { service: serviceView(pass.service, tasks, context.now) },
      ...pass,
      events: [...story(stored.service, service), ...pass.events],
    };
  },
});

interface Change {
  readonly input: UpdateServiceRequest;
  readonly bounds: Bounds;
  readonly strategy: Strategy;
  readonly definition: TaskDefinition;
  readonly deploymentId: string;
}

function changed(
  service: Service,
  { input, bounds, strategy, definition, deploymentId }: Change,
  { now }: RequestContext,
): Service {
  const desiredCount = input.desiredCount ?? service.desiredCount;
  const [primary, ...others] = service.deployments;
  const { propagateTags = service.propagateTags, enableECSManagedTags = service.managedTags } = input;
  const wanted = {
    ...service,
    ...bounds,
    ...(enableECSManagedTags === undefined ? {} : { managedTags: enableECSManagedTags }),
    strategy,
    desiredCount,
    propagateTags,
    shown: shownMembers(input, service.shown),
    steady: false,
  };
  const another = primary.family !== definition.family || primary.revision !== definition.revision;
  if (!another && !input.forceNewDeployment) {
    const counted: Deployment = { ...primary, desiredCount, updatedAt: now };
    return { ...wanted, deployments: [counted, ...others] };
  }
  const replaced = [primary, ...others].map(
    (old): Deployment => ({ ...old, status: "ACTIVE", desiredCount: 0, updatedAt: now }),
  );
  // A new deployment is not held back by how the old one's tasks died (AWS: "returns to a normal, non-throttled state").
  return {
    ...wanted,
    restarts: NO_DEATHS,
    deployments: [newDeployment(deploymentId, definition, desiredCount, now), ...replaced],
  };
}

function story(before: Service, after: Service) {
  const resource = serviceArn(after);
  const [is] = after.deployments;
  const [was] = before.deployments;
  const events = [];
  if (before.desiredCount !== after.desiredCount) {
    const text = `you changed the desired count of service ${after.name} from ${before.desiredCount} to ${after.desiredCount}`;
    events.push({ type: "service.updated", resource, text });
  }
  if (was.id !== is.id) {
    const text = `you gave service ${after.name} task definition ${is.family}:${is.revision}: a new deployment replaces the tasks of ${was.family}:${was.revision} step by step, so that ${after.desiredCount} keep running`;
    events.push({ type: "service.deployment", resource, text });
  }
  return events;
}
