import type { Tag, TaskOverride } from "@aws-sdk/client-ecs";
import { type ByteSource, hexId, uuid } from "../../core/ids.ts";
import { exposedPort } from "../../core/images.ts";
import { invalidParameter } from "./errors.ts";
import { checkFargatePair, parseCpu, parseMemory, type TaskSize } from "./fargate.ts";
import { DEFAULT_STOP_TIMEOUT_SECONDS } from "./limits.ts";
import type { CapacityProvider, Environment, Source, Task, TaskDefinition, TaskRun } from "./model.ts";

/** Chance for one new task. */
export interface Draw {
  readonly id: string;
  readonly containerId: string;
}

export function draw(random: ByteSource, count: number): readonly Draw[] {
  return Array.from({ length: count }, () => ({ id: hexId(random, 32), containerId: uuid(random) }));
}

/** What new tasks have in common. */
export interface LaunchOrder {
  readonly definition: TaskDefinition;
  readonly cluster: string;
  readonly overrides?: TaskOverride;
  readonly service?: { readonly name: string; readonly deployment: string };
  readonly group?: string;
  readonly startedBy?: string;
  readonly tags?: readonly Tag[];
  readonly traceId: string;
  readonly now: number;
}

export function newTask(order: LaunchOrder, { id, containerId }: Draw, capacityProvider?: CapacityProvider): Task {
  const { definition, cluster, overrides = {}, service, traceId, now } = order;
  const { account, region, family, revision, container } = definition;
  const group = order.group ?? (service ? `service:${service.name}` : `family:${family}`);
  const startedBy = service?.deployment ?? order.startedBy;
  return {
    account,
    region,
    cluster,
    id,
    family,
    revision,
    ...(service ? { service: service.name, deployment: service.deployment } : {}),
    group,
    ...(startedBy === undefined ? {} : { startedBy }),
    ...(capacityProvider === undefined ? {} : { capacityProvider }),
    ...sizeOf(definition, overrides),
    containerName: container.name ?? "",
    containerId,
    run: runOf(definition, overrides),
    overrides,
    tags: order.tags ?? [],
    traceId,
    createdAt: now,
    desiredStatus: "RUNNING",
  };
}

/** The task's size; an override must be a pair that Fargate has. */
function sizeOf(definition: TaskDefinition, { cpu, memory }: TaskOverride): TaskSize {
  const size = {
    cpu: cpu === undefined ? definition.cpu : parseCpu(cpu),
    memory: memory === undefined ? definition.memory : parseMemory(memory),
  };
  checkFargatePair(size);
  return size;
}

/** Throws AWS's refusal for overrides of a container that the definition has not. */
export function checkOverrides({ container }: TaskDefinition, { containerOverrides = [] }: TaskOverride): void {
  for (const { name } of containerOverrides) {
    if (name === container.name) continue;
    throw invalidParameter(`Override for container named ${name} is not a container in the TaskDefinition.`);
  }
}

function runOf({ container }: TaskDefinition, { containerOverrides = [] }: TaskOverride): TaskRun {
  const override = containerOverrides.find(({ name }) => name === container.name) ?? {};
  const image = container.image ?? "";
  const command = override.command ?? container.command ?? [];
  const environment = environmentOf(container.environment, override.environment);
  const port = container.portMappings?.[0]?.containerPort ?? exposedPort(image);
  const source = sourceOf(container.skygroundSource, environment);
  return {
    image,
    command: [...(container.entryPoint ?? []), ...command],
    environment,
    ...(port === undefined ? {} : { port }),
    stopTimeoutSeconds: container.stopTimeout ?? DEFAULT_STOP_TIMEOUT_SECONDS,
    ...(container.memory === undefined ? {} : { memoryLimit: container.memory }),
    ...(source ? { source } : {}),
  };
}

function environmentOf(...layers: readonly (Environment | undefined)[]): Readonly<Record<string, string>> {
  const pairs = layers.flatMap((layer) =>
    (layer ?? []).map(({ name = "", value = "" }): [string, string] => [name, value]),
  );
  return Object.fromEntries(pairs);
}

/** The AWS wire has no word for a source: there an environment variable names the place in a bucket. */
const SOURCE_VARIABLE = "SKYGROUND_SOURCE";

export function sourceOf(given: Source | undefined, environment: Readonly<Record<string, string>>): Source | undefined {
  if (given) return given;
  const uri = environment[SOURCE_VARIABLE];
  return uri === undefined || uri === "" ? undefined : { kind: "s3", uri };
}
