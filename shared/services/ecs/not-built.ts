import type {
  ContainerOverride,
  CreateServiceRequest,
  LinuxParameters,
  RegisterTaskDefinitionRequest,
  RunTaskRequest,
  TaskOverride,
} from "@aws-sdk/client-ecs";
import { invalidParameter, notBuilt } from "./errors.ts";
import type { PlaygroundContainerDefinition } from "./model.ts";

/*
 * AWS's members that Skyground honours, or that change nothing here (roles, labels, where logs go). Any other member would
 * be a promise that nothing keeps, so it is refused.
 */
const CONTAINER_MEMBERS: readonly (keyof PlaygroundContainerDefinition)[] = [
  "name",
  "image",
  "command",
  "entryPoint",
  "environment",
  "essential",
  "portMappings",
  "cpu",
  "memory",
  "memoryReservation",
  "stopTimeout",
  "logConfiguration",
  "dockerLabels",
  "versionConsistency",
  "linuxParameters",
  "skygroundSource",
];

/** Every task here ends on SIGTERM as if it had an init process, so asking for one changes nothing. */
const LINUX_MEMBERS: readonly (keyof LinuxParameters)[] = ["initProcessEnabled"];

const DEFINITION_MEMBERS: readonly (keyof RegisterTaskDefinitionRequest)[] = [
  "family",
  "containerDefinitions",
  "cpu",
  "memory",
  "networkMode",
  "requiresCompatibilities",
  "taskRoleArn",
  "executionRoleArn",
  "runtimePlatform",
  "tags",
];

/** Networks, platform versions and zones are accepted: a playground has one network, one platform and one zone. */
const RUN_MEMBERS: readonly (keyof RunTaskRequest)[] = [
  "cluster",
  "taskDefinition",
  "count",
  "overrides",
  "group",
  "startedBy",
  "tags",
  "propagateTags",
  "launchType",
  "capacityProviderStrategy",
  "clientToken",
  "referenceId",
  "networkConfiguration",
  "platformVersion",
  "enableECSManagedTags",
];

const OVERRIDE_MEMBERS: readonly (keyof TaskOverride)[] = ["cpu", "memory", "taskRoleArn", "executionRoleArn"];
const CONTAINER_OVERRIDE_MEMBERS: readonly (keyof ContainerOverride)[] = ["name", "command", "environment"];

const SERVICE_MEMBERS: readonly string[] = [
  "cluster",
  "service",
  "serviceName",
  "taskDefinition",
  "desiredCount",
  "deploymentConfiguration",
  "forceNewDeployment",
  "clientToken",
  "tags",
  "propagateTags",
  "launchType",
  "capacityProviderStrategy",
  "schedulingStrategy",
  "deploymentController",
  "networkConfiguration",
  "platformVersion",
  "enableECSManagedTags",
  "availabilityZoneRebalancing",
] satisfies readonly (keyof CreateServiceRequest | "service" | "forceNewDeployment")[];

export function refuseUnbuiltContainer(container: PlaygroundContainerDefinition): void {
  refuseOthers(container, CONTAINER_MEMBERS, "containers", "task-definition");
  refuseOthers(container.linuxParameters ?? {}, LINUX_MEMBERS, "a container's linuxParameters", "task-definition");
}

export function refuseUnbuiltDefinition(input: RegisterTaskDefinitionRequest): void {
  refuseOthers(input, DEFINITION_MEMBERS, "task definitions", "task-definition");
}

export function refuseUnbuiltRun(input: RunTaskRequest): void {
  refuseOthers(input, RUN_MEMBERS, "RunTask", "task");
  const { containerOverrides = [], ...overrides } = input.overrides ?? {};
  refuseOthers(overrides, OVERRIDE_MEMBERS, "overrides", "task");
  for (const override of containerOverrides)
    refuseOthers(override, CONTAINER_OVERRIDE_MEMBERS, "container overrides", "task");
  refuseOtherLaunchType(input);
}

export function refuseUnbuiltService(input: object & Pick<CreateServiceRequest, "launchType">): void {
  refuseOthers(input, SERVICE_MEMBERS, "services", "service");
  refuseOtherLaunchType(input);
}

const OTHER_LAUNCH_TYPES: readonly string[] = ["EC2", "EXTERNAL", "MANAGED_INSTANCES"];

/** Fargate is the only compute there is: EC2 would need servers. */
function refuseOtherLaunchType({ launchType }: Pick<RunTaskRequest, "launchType">): void {
  if (launchType === undefined || launchType === "FARGATE") return;
  if (!OTHER_LAUNCH_TYPES.includes(launchType)) throw invalidParameter(`Invalid launch type: ${launchType}`);
  throw notBuilt(`Skyground runs tasks on FARGATE only, not on ${launchType}.`, "fargate");
}

function refuseOthers(input: object, known: readonly string[], where: string, docs: string): void {
  const others = Object.entries(input).filter(([name, value]) => !known.includes(name) && isSet(value));
  if (others.length === 0) return;
  const names = others.map(([name]) => name).join(", ");
  throw notBuilt(`Skyground does not do ${names} of ${where} yet. Leave it out to go on without it.`, docs);
}

/** Clients often send empty lists and false for what they don't use. */
function isSet(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== "object" || Object.keys(value).length > 0;
}
