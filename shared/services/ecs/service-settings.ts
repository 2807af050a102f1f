import type {
  CreateServiceRequest,
  DeploymentConfiguration,
  DeploymentController,
  NetworkConfiguration,
  SchedulingStrategy,
} from "@aws-sdk/client-ecs";
import type { Random } from "../../ports/random.ts";
import { invalidParameter, notBuilt } from "./errors.ts";
import { MAX_DESIRED_COUNT } from "./limits.ts";
import type { Deployment, Service, ShownServiceMembers, TaskDefinition } from "./model.ts";

export type Bounds = Pick<Service, "minimumHealthyPercent" | "maximumPercent">;

/** Throws a refusal for a count that no service here can have. */
export function checkDesiredCount(count: number): void {
  if (!Number.isInteger(count) || count < 0) {
    throw invalidParameter("desiredCount must be a whole number, 0 or more.", { docs: "desired-count" });
  }
  if (count > MAX_DESIRED_COUNT) {
    throw invalidParameter(
      `desiredCount can be at most ${MAX_DESIRED_COUNT} here: the tasks are processes on one machine. (AWS allows 5,000.)`,
      { docs: "desired-count" },
    );
  }
}

/** The bounds that a rolling deployment keeps to: what is given, else what there was. */
export function boundsOf(given: DeploymentConfiguration, before: Bounds): Bounds {
  const { deploymentCircuitBreaker, alarms, strategy = "ROLLING" } = given;
  if (deploymentCircuitBreaker?.enable || alarms?.enable || strategy !== "ROLLING") {
    throw notBuilt(
      "Skyground does rolling deployments without circuit breaker and alarms. Leave deploymentCircuitBreaker, alarms and strategy out.",
      "service",
    );
  }
  const bounds = {
    minimumHealthyPercent: given.minimumHealthyPercent ?? before.minimumHealthyPercent,
    maximumPercent: given.maximumPercent ?? before.maximumPercent,
  };
  const { minimumHealthyPercent: minimum, maximumPercent: maximum } = bounds;
  if (!Number.isInteger(minimum) || minimum < 0 || minimum > 100) {
    throw invalidParameter("minimumHealthyPercent must be between 0 and 100.", { docs: "service" });
  }
  if (!Number.isInteger(maximum) || maximum < 100) {
    throw invalidParameter("maximumPercent must be at least 100.", { docs: "service" });
  }
  if (minimum === 100 && maximum === 100) {
    throw invalidParameter(
      "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.",
      { docs: "service" },
    );
  }
  return bounds;
}

export function checkScheduling(strategy: SchedulingStrategy = "REPLICA", controller?: DeploymentController): void {
  if (strategy !== "REPLICA") {
    throw invalidParameter("The daemon scheduling strategy is not supported on AWS Fargate.", { docs: "service" });
  }
  if (controller?.type !== undefined && controller.type !== "ECS") {
    throw notBuilt(`Skyground deploys by ECS's own controller, not by ${controller.type}.`, "service");
  }
}

type Shown = Pick<CreateServiceRequest, "networkConfiguration" | "platformVersion" | "availabilityZoneRebalancing">;

/** What is only kept and shown: what is given, else what there was. */
export function shownMembers(
  { networkConfiguration, platformVersion, availabilityZoneRebalancing }: Shown,
  before: ShownServiceMembers = {},
): ShownServiceMembers {
  return {
    ...before,
    ...(networkConfiguration ? { networkConfiguration: networkOf(networkConfiguration) } : {}),
    ...(platformVersion ? { platformVersion } : {}),
    ...(availabilityZoneRebalancing ? { availabilityZoneRebalancing } : {}),
  };
}

/** AWS fills in what was left out. */
function networkOf({ awsvpcConfiguration }: NetworkConfiguration): NetworkConfiguration {
  if (!awsvpcConfiguration) return {};
  const { subnets, securityGroups = [], assignPublicIp = "DISABLED" } = awsvpcConfiguration;
  return { awsvpcConfiguration: { subnets, securityGroups, assignPublicIp } };
}

/** `ecs-svc/` and 19 digits, as AWS makes them. */
export function drawDeploymentId(random: Random): string {
  const digits = Array.from({ length: 18 }, () => random.below(10)).join("");
  return `ecs-svc/${1 + random.below(9)}${digits}`;
}

export function newDeployment(
  id: string,
  { family, revision }: TaskDefinition,
  desiredCount: number,
  now: number,
): Deployment {
  return {
    id,
    status: "PRIMARY",
    family,
    revision,
    desiredCount,
    failedTasks: 0,
    rolloutState: "IN_PROGRESS",
    createdAt: now,
    updatedAt: now,
  };
}
