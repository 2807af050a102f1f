import type { Client } from "./client.ts";
import { every } from "./every.ts";
import type { Service, Task } from "./operations.ts";

/** Lists of ECS are a cluster's own: what there is in all of them. */
export async function listTasks(client: Client, desiredStatus: Task["desiredStatus"]): Promise<readonly Task[]> {
  return inClusters(client, (cluster) =>
    every(
      (nextToken) =>
        client.call("listTasks", { query: { cluster, desiredStatus, ...(nextToken ? { nextToken } : {}) } }),
      (page) => page.tasks,
    ),
  );
}

export async function listServices(client: Client): Promise<readonly Service[]> {
  return inClusters(client, (cluster) =>
    every(
      (nextToken) => client.call("listServices", { query: { cluster, ...(nextToken ? { nextToken } : {}) } }),
      (page) => page.services,
    ),
  );
}

async function inClusters<T>(client: Client, list: (cluster: string) => Promise<readonly T[]>): Promise<T[]> {
  const clusters = await every(
    (nextToken) => client.call("listClusters", { query: nextToken ? { nextToken } : {} }),
    (page) => page.clusters,
  );
  return (await Promise.all(clusters.map(({ name }) => list(name)))).flat();
}
