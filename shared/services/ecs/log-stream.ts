import type { Task } from "./model.ts";

/** The stream that a task's output goes to. */
export function logStream(root: string, { cluster, id }: Pick<Task, "cluster" | "id">): string {
  return `${root}/ecs/${cluster}/${id}`;
}
