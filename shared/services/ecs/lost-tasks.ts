import type { ReadTools } from "../service.ts";
import { taskArn } from "./address.ts";
import type { Task } from "./model.ts";
import { readAll, readListed } from "./stored.ts";
import { clusterFromRow, clustersPartition, listPartition, phasePrefix, type StoredTask } from "./table.ts";
import type { Ending } from "./task-changes.ts";

/** AWS ends tasks whose host goes away with words of this kind. */
export const HOST_LOST: Ending = {
  code: "TerminationNotice",
  reason: "Host lost: the server that ran this task stopped",
};

/**
 * Tasks that the store calls alive and the runtime doesn't know, in every cluster of the playground. One that was never
 * placed is none of them: the order to place it is still on its way. Reads what is alive, never what has stopped.
 */
export async function readLostTasks(tools: ReadTools, limit: number): Promise<readonly StoredTask[]> {
  const running = new Set(tools.tasks.running());
  const lost: StoredTask[] = [];
  for (const row of await readAll(clustersPartition(tools.context), tools)) {
    const cluster = clusterFromRow(row);
    const partition = listPartition(tools.context, cluster, cluster.name);
    for (const phase of ["RUNNING", "STOPPING"] as const) {
      const rows = await readAll({ ...partition, prefix: phasePrefix(phase) }, tools);
      const tasks = await readListed(rows, { ...cluster, cluster: cluster.name }, tools);
      lost.push(...tasks.filter(({ task }) => isPlaced(task) && !running.has(taskArn(task))));
      if (lost.length >= limit) return lost.slice(0, limit);
    }
  }
  return lost;
}

export function isPlaced({ placedAt, reportedStoppedAt }: Task): boolean {
  return placedAt !== undefined && reportedStoppedAt === undefined;
}
