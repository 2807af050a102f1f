import type { PortMapping, RegisterTaskDefinitionRequest } from "@aws-sdk/client-ecs";
import { utf8Length } from "../../core/bytes.ts";
import { knownImage } from "../../core/images.ts";
import type { ReadTools } from "../service.ts";
import { isName } from "./address.ts";
import { clientException, notBuilt } from "./errors.ts";
import { checkFargatePair, parseCpu, parseMemory } from "./fargate.ts";
import { sourceOf } from "./launch.ts";
import { MAX_ENVIRONMENT_BYTES, MAX_STOP_TIMEOUT_SECONDS } from "./limits.ts";
import type { PlaygroundContainerDefinition, TaskDefinition } from "./model.ts";
import { refuseUnbuiltContainer, refuseUnbuiltDefinition } from "./not-built.ts";
import { checkSourceUri } from "./source-uri.ts";
import { readTags } from "./tags.ts";

/** RegisterTaskDefinition's input, whose containers may have Skyground's own member. */
export interface DefinitionRequest extends Omit<RegisterTaskDefinitionRequest, "containerDefinitions"> {
  containerDefinitions: PlaygroundContainerDefinition[] | undefined;
}

/** A task definition that has passed every check and has no revision yet. */
export type CheckedDefinition = Pick<TaskDefinition, "family" | "cpu" | "memory" | "container" | "shown" | "tags">;

const DOCS = { docs: "task-definition" };

/** Throws AWS's refusals, in AWS's order. */
export function checkDefinition(
  input: DefinitionRequest,
  tasks: Pick<ReadTools["tasks"], "supports">,
): CheckedDefinition {
  const { family, containerDefinitions = [], tags = [] } = input;
  if (!family) throw clientException("Family should not be null or empty.", DOCS);
  if (!isName(family)) throw clientException("Family contains invalid characters.", DOCS);
  const [container, ...more] = containerDefinitions;
  if (!container) throw clientException("Container list cannot be empty.", DOCS);
  if (more.length > 0) {
    throw notBuilt(
      `Skyground runs one container per task, and this task definition has ${containerDefinitions.length}. Register one task definition for each.`,
      "task-definition",
    );
  }
  const read = readTags(tags);
  refuseUnbuiltDefinition(input);
  checkContainer(container, tasks);
  const size = checkSize(input);
  if (container.memory !== undefined && container.memory > size.memory) {
    throw clientException(`The 'memory' setting for container '${container.name}' is greater than for the task.`, {
      docs: "cpu-and-memory",
    });
  }
  return { family, ...size, container: { ...container, essential: true }, shown: shownMembers(input), tags: read };
}

function checkContainer(container: PlaygroundContainerDefinition, tasks: Pick<ReadTools["tasks"], "supports">): void {
  if (!container.name) throw clientException("Container.name should not be null or empty.", DOCS);
  if (!isName(container.name)) throw clientException("Container.name contains invalid characters.", DOCS);
  if (!container.image) throw clientException("Container.image should not be null or empty.", { docs: "image" });
  if (container.essential === false) {
    throw clientException("Task definition does not have any essential containers.", DOCS);
  }
  refuseUnbuiltContainer(container);
  const verdict = tasks.supports(container.image);
  if (!verdict.ok) throw clientException(verdict.reason, { docs: "image" });
  checkPorts(container.portMappings ?? []);
  checkEnvironment(container);
  checkSource(container);
  const { stopTimeout } = container;
  if (stopTimeout === undefined) return;
  if (!Number.isInteger(stopTimeout) || stopTimeout < 0 || stopTimeout > MAX_STOP_TIMEOUT_SECONDS) {
    throw clientException(
      `Invalid stopTimeout for container '${container.name}': Fargate allows 0 to ${MAX_STOP_TIMEOUT_SECONDS} seconds.`,
      DOCS,
    );
  }
}

function checkPorts(mappings: readonly PortMapping[]): void {
  for (const { containerPort, hostPort, protocol } of mappings) {
    if (
      containerPort === undefined ||
      !Number.isInteger(containerPort) ||
      containerPort < 1 ||
      containerPort > 65_535
    ) {
      throw clientException("Invalid 'containerPort' setting: a port is a number from 1 to 65535.", DOCS);
    }
    if (hostPort !== undefined && hostPort !== 0 && hostPort !== containerPort) {
      throw clientException(
        "When networkMode=awsvpc, the host ports and container ports in port mappings must match.",
        DOCS,
      );
    }
    if (protocol !== undefined && protocol !== "tcp")
      throw notBuilt("Skyground's tasks listen on TCP only.", "task-definition");
  }
  if (mappings.length > 1) throw notBuilt("Skyground gives a task one port. Keep one port mapping.", "task-definition");
}

function checkEnvironment({ environment = [] }: PlaygroundContainerDefinition): void {
  if (environment.some(({ name }) => !name || name.includes("=") || name.includes("\0"))) {
    throw clientException("Environment variable names should not be null or empty, and hold no '='.", DOCS);
  }
  const bytes = environment.reduce((sum, { name = "", value = "" }) => sum + utf8Length(name) + utf8Length(value), 0);
  if (bytes > MAX_ENVIRONMENT_BYTES) {
    throw clientException(`The environment has ${bytes} bytes; at most ${MAX_ENVIRONMENT_BYTES} are allowed.`, DOCS);
  }
}

function checkSource(container: PlaygroundContainerDefinition): void {
  const environment = Object.fromEntries(
    (container.environment ?? []).map(({ name = "", value = "" }) => [name, value]),
  );
  const source = sourceOf(container.skygroundSource, environment);
  if (!source) return;
  if (knownImage(container.image ?? "") !== "node") {
    throw clientException(
      `${container.image} brings its own code. To run yours, use an image such as node:24 with a command and your source.`,
      { docs: "image" },
    );
  }
  if (source.kind === "s3") checkSourceUri(source.uri);
}

function checkSize({ requiresCompatibilities = [], networkMode, cpu, memory }: DefinitionRequest) {
  const others = requiresCompatibilities.filter((name) => name !== "FARGATE" && name !== "EC2");
  if (others.length > 0 || (requiresCompatibilities.length > 0 && !requiresCompatibilities.includes("FARGATE"))) {
    const names = requiresCompatibilities.join(", ");
    throw notBuilt(`Skyground runs tasks on FARGATE only; this task definition requires ${names}.`, "fargate");
  }
  // AWS takes a definition without requiresCompatibilities for EC2's; here there is only Fargate, so its rules hold.
  if (networkMode === undefined ? requiresCompatibilities.length > 0 : networkMode !== "awsvpc") {
    throw clientException("Fargate only supports network mode ‘awsvpc’.", { docs: "fargate" });
  }
  if (cpu === undefined || cpu === "") {
    throw clientException("Fargate requires that 'cpu' be defined at the task level.", { docs: "cpu-and-memory" });
  }
  if (memory === undefined || memory === "") {
    throw clientException("Fargate requires that 'memory' be defined at the task level.", { docs: "cpu-and-memory" });
  }
  const size = { cpu: parseCpu(cpu), memory: parseMemory(memory) };
  checkFargatePair(size);
  return size;
}

/** Fargate's platforms. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html */
function shownMembers(input: DefinitionRequest): TaskDefinition["shown"] {
  const { taskRoleArn, executionRoleArn, runtimePlatform } = input;
  const { operatingSystemFamily = "LINUX", cpuArchitecture = "X86_64" } = runtimePlatform ?? {};
  if (operatingSystemFamily !== "LINUX") {
    throw notBuilt(`Skyground runs tasks on LINUX only, not on ${operatingSystemFamily}.`, "fargate");
  }
  if (cpuArchitecture !== "X86_64" && cpuArchitecture !== "ARM64") {
    throw clientException("cpuArchitecture must be X86_64 or ARM64.", DOCS);
  }
  return {
    ...(runtimePlatform ? { runtimePlatform: { operatingSystemFamily, cpuArchitecture } } : {}),
    ...(taskRoleArn ? { taskRoleArn } : {}),
    ...(executionRoleArn ? { executionRoleArn } : {}),
  };
}
