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

/** Tasks that the store calls alive and the runtime doesn't know. One that was never placed is none of them. */
export async function readLostTasks(tools: ReadTools, limit: number): Promise<readonly StoredTask[]> {
  const running = new Set(await tools.tasks.running());
  return readAlive(tools, limit, (task) => isPlaced(task) && !running.has(taskArn(task)));
}

/** Tasks whose order to start, or to stop before that, has not been carried out. */
export function readOrderedTasks(tools: ReadTools, limit: number): Promise<readonly StoredTask[]> {
  return readAlive(tools, limit, ({ placedAt, reportedRunningAt }) => (placedAt ?? reportedRunningAt) === undefined);
}

export function isPlaced({ placedAt, reportedStoppedAt }: Task): boolean {
  return placedAt !== undefined && reportedStoppedAt === undefined;
}

/** Looks through every cluster of the playground. Reads what is alive, never what has stopped. */
async function readAlive(
  tools: ReadTools,
  limit: number,
  isWanted: (task: Task) => boolean,
): Promise<readonly StoredTask[]> {
  const wanted: StoredTask[] = [];
  for (const row of await readAll(clustersPartition(tools.context), tools)) {
    const cluster = clusterFromRow(row);
    const partition = listPartition(tools.context, cluster, cluster.name);
    for (const phase of ["RUNNING", "STOPPING"] as const) {
      const rows = await readAll({ ...partition, prefix: phasePrefix(phase) }, tools);
      const tasks = await readListed(rows, { ...cluster, cluster: cluster.name }, tools);
      wanted.push(...tasks.filter(({ task }) => isWanted(task)));
      if (wanted.length >= limit) return wanted.slice(0, limit);
    }
  }
  return wanted;
}
