import type { ServiceError } from "../../core/errors.ts";
import { clientException } from "./errors.ts";

/** A task's size: CPU units (1,024 are one vCPU) and MiB. */
export interface TaskSize {
  readonly cpu: number;
  readonly memory: number;
}

const GIB = 1024;

/**
 * The pairs that Fargate offers on Linux.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 */
const MEMORY_BY_CPU: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1 * GIB, 2 * GIB]],
  [512, gibSteps(1, 4, 1)],
  [1024, gibSteps(2, 8, 1)],
  [2048, gibSteps(4, 16, 1)],
  [4096, gibSteps(8, 30, 1)],
  [8192, gibSteps(16, 60, 4)],
  [16_384, gibSteps(32, 120, 8)],
  [32_768, [60 * GIB, 120 * GIB, 244 * GIB]],
]);

export const FARGATE_CPU_VALUES: readonly number[] = [...MEMORY_BY_CPU.keys()];

/** The memory values (MiB) that go with so many CPU units; undefined when Fargate has no such CPU. */
export function fargateMemoryValues(cpu: number): readonly number[] | undefined {
  return MEMORY_BY_CPU.get(cpu);
}

/** Throws AWS's refusal, with the values that would do, when Fargate has no such pair. */
export function checkFargatePair({ cpu, memory }: TaskSize): void {
  const values = fargateMemoryValues(cpu);
  if (!values?.includes(memory)) throw noSuchPair({ cpu, memory }, values);
}

function noSuchPair({ cpu, memory }: TaskSize, values: readonly number[] | undefined): ServiceError {
  const advice = values
    ? `With ${cpu} CPU (${vcpus(cpu)} vCPU) memory can be ${values.join(", ")} MiB.`
    : `CPU can be ${FARGATE_CPU_VALUES.join(", ")}.`;
  return clientException(
    `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. See the Amazon ECS documentation for the valid values. ${advice}`,
    { docs: "cpu-and-memory" },
  );
}

/** CPU as AWS takes it: `256`, `.25 vCPU`, `1 vcpu`. Throws AWS's refusal for anything else. */
export function parseCpu(text: string): number {
  const match = /^([0-9]{1,9}|[0-9]{0,3}\.[0-9]{1,3})\s*(vcpu)?$/i.exec(text.trim());
  const number = Number(match?.[1]);
  const units = match?.[2] ? number * 1024 : number;
  if (!match || !Number.isInteger(units) || units < 1) throw invalidSetting("cpu");
  return units;
}

/** Memory as AWS takes it: `512`, `0.5GB`, `1 GB`. Throws AWS's refusal for anything else. */
export function parseMemory(text: string): number {
  const match = /^([0-9]{1,9}|[0-9]{0,4}\.[0-9]{1,3})\s*(gb)?$/i.exec(text.trim());
  const number = Number(match?.[1]);
  const mebibytes = match?.[2] ? number * GIB : number;
  if (!match || !Number.isInteger(mebibytes) || mebibytes < 1) throw invalidSetting("memory");
  return mebibytes;
}

function invalidSetting(name: "cpu" | "memory"): ServiceError {
  const example = name === "cpu" ? '"256" or ".25 vCPU"' : '"512" or "0.5 GB"';
  return clientException(
    `Invalid '${name}' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide. Write it as ${example}.`,
    { docs: "cpu-and-memory" },
  );
}

/** `0.25` for 256 CPU units. */
export function vcpus(cpu: number): string {
  return String(cpu / 1024);
}

function gibSteps(from: number, to: number, step: number): readonly number[] {
  const values: number[] = [];
  for (let gib = from; gib <= to; gib += step) values.push(gib * GIB);
  return values;
}
