import { expect, test } from "vitest";
import {
  checkFargatePair,
  FARGATE_CPU_VALUES,
  fargateMemoryValues,
  parseCpu,
  parseMemory,
} from "../../../shared/services/ecs/fargate.ts";

test("Fargate's table: the bounds and steps that AWS documents", () => {
  expect(FARGATE_CPU_VALUES).toEqual([256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768]);
  const gib = (cpu: number) => fargateMemoryValues(cpu)?.map((mib) => mib / 1024) ?? [];
  expect(gib(256)).toEqual([0.5, 1, 2]);
  expect(gib(512)).toEqual([1, 2, 3, 4]);
  expect(gib(1024)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  expect(gib(2048)).toHaveLength(13);
  expect(gib(4096)).toHaveLength(23);
  expect([gib(4096).at(0), gib(4096).at(-1)]).toEqual([8, 30]);
  expect(gib(8192)).toEqual([16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60]);
  expect(gib(16_384)).toEqual([32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120]);
  expect(gib(32_768)).toEqual([60, 120, 244]);
});

test("a pair that doesn't exist is refused with the values that go with its CPU", () => {
  expect(() => checkFargatePair({ cpu: 256, memory: 512 })).not.toThrow();
  expect(() => checkFargatePair({ cpu: 256, memory: 4096 })).toThrow(
    "No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values. With 256 CPU (0.25 vCPU) memory can be 512, 1024, 2048 MiB.",
  );
  expect(() => checkFargatePair({ cpu: 300, memory: 512 })).toThrow("CPU can be 256, 512, 1024,");
});

test.each([
  ["256", 256],
  [".25 vCPU", 256],
  ["1 vcpu", 1024],
  ["0.5VCPU", 512],
])("cpu %s is %i CPU units", (text, units) => {
  expect(parseCpu(text)).toBe(units);
});

test.each([
  ["512", 512],
  ["0.5 GB", 512],
  ["1GB", 1024],
  ["30 gb", 30_720],
])("memory %s is %i MiB", (text, mebibytes) => {
  expect(parseMemory(text)).toBe(mebibytes);
});

test.each(["", "many", "-1", "0", "1.5", "0.3 vCPU", "1e3", "12 GB"])("cpu %j is refused", (text) => {
  expect(() => parseCpu(text)).toThrow("Invalid 'cpu' setting for task.");
});

test.each(["", "lots", "-512", "0", "0.7", "1 TB"])("memory %j is refused", (text) => {
  expect(() => parseMemory(text)).toThrow("Invalid 'memory' setting for task.");
});
