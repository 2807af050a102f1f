const GIB = 1024;

/** Sizes that Fargate offers and a laptop has. The API takes all of AWS's, and answers with those that would do. */
const MEMORY_BY_CPU: readonly (readonly [number, readonly number[]])[] = [
  [256, [512, GIB, 2 * GIB]],
  [512, [GIB, 2 * GIB, 3 * GIB, 4 * GIB]],
  [1024, [2, 3, 4, 5, 6, 7, 8].map((count) => count * GIB)],
  [2048, [4, 6, 8, 12, 16].map((count) => count * GIB)],
];

export interface TaskSize {
  readonly cpu: number;
  readonly memory: number;
}

export const TASK_SIZES: readonly TaskSize[] = MEMORY_BY_CPU.flatMap(([cpu, memories]) =>
  memories.map((memory) => ({ cpu, memory })),
);

export function sizeLabel({ cpu, memory }: TaskSize): string {
  return `${cpu / 1024} vCPU, ${memory < GIB ? `${memory} MiB` : `${memory / GIB} GiB`}`;
}
