import type { ClusterCounts } from "./cluster-view.ts";
import { lastStatus } from "./lifecycle.ts";
import type { Cluster } from "./model.ts";
import { type Reader, readAll, readListed } from "./stored.ts";
import { listPartition, phasePrefix, serviceFromRow, servicesPartition, servicesPrefix } from "./table.ts";

/** What a cluster holds now. Reads what is alive, never what has stopped. */
export async function countCluster(cluster: Cluster, tools: Reader): Promise<ClusterCounts> {
  const { context } = tools;
  const partition = listPartition(context, cluster, cluster.name);
  const [running, stopping, services] = await Promise.all([
    readAll({ ...partition, prefix: phasePrefix("RUNNING") }, tools),
    readAll({ ...partition, prefix: phasePrefix("STOPPING") }, tools),
    readAll({ ...servicesPartition(context), prefix: servicesPrefix(cluster, cluster.name) }, tools),
  ]);
  const tasks = await readListed([...running, ...stopping], { ...cluster, cluster: cluster.name }, tools);
  const statuses = tasks.map(({ task }) => lastStatus(task, context.now));
  const pending = statuses.filter((status) => ["PROVISIONING", "PENDING", "ACTIVATING"].includes(status)).length;
  return {
    running: statuses.length - pending,
    pending,
    services: services.filter((row) => serviceFromRow(row).status === "ACTIVE").length,
    draining: services.filter((row) => serviceFromRow(row).status === "DRAINING").length,
  };
}
