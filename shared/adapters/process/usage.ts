import type { TaskUsage } from "../../ports/task-runtime.ts";
import type { Sample } from "./guard-link.ts";

const MIB = 2 ** 20;
const UNITS_PER_CPU = 1024;

/** Turns samples, which only ever add up, into what a task uses. */
export class UsageMeter {
  #last: Sample = { upMilliseconds: 0, residentBytes: 0, cpuMicroseconds: 0 };
  #usage: TaskUsage | undefined;

  get usage(): TaskUsage | undefined {
    return this.#usage;
  }

  add(sample: Sample, sampledAt: number): TaskUsage {
    const { upMilliseconds, cpuMicroseconds } = this.#last;
    const elapsedMicroseconds = Math.max(1, (sample.upMilliseconds - upMilliseconds) * 1000);
    // A child that is gone without having been waited for takes its processor time with it.
    const cpus = Math.max(0, sample.cpuMicroseconds - cpuMicroseconds) / elapsedMicroseconds;
    this.#last = sample;
    this.#usage = {
      memoryMiB: Math.round(sample.residentBytes / MIB),
      cpuUnits: Math.round(cpus * UNITS_PER_CPU),
      sampledAt,
    };
    return this.#usage;
  }
}
