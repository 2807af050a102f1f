import type { PutClusterCapacityProvidersRequest, PutClusterCapacityProvidersResponse } from "@aws-sdk/client-ecs";
import { operation, type ReadTools } from "../../service.ts";
import { capacityOfCluster } from "../capacity.ts";
import { changeCluster, findForChange } from "../cluster-change.ts";
import { readSettings } from "../cluster-settings.ts";
import { resourceInUse } from "../errors.ts";
import type { Cluster } from "../model.ts";
import { readAll, readListed } from "../stored.ts";
import { listPartition, phasePrefix } from "../table.ts";

/** Both lists replace what there was. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html */
export const putClusterCapacityProviders = operation<
  PutClusterCapacityProvidersRequest,
  PutClusterCapacityProvidersResponse
>()({
  service: "ecs",
  name: "PutClusterCapacityProviders",

  async prefetch({ cluster, capacityProviders = [], defaultCapacityProviderStrategy = [] }, tools) {
    const change = readSettings({ capacityProviders, defaultCapacityProviderStrategy });
    const found = await findForChange(cluster, tools);
    const kept: readonly string[] = change.capacity?.providers ?? [];
    const lost = capacityOfCluster(found.cluster).providers.filter((name) => !kept.includes(name));
    if (lost.length > 0) await refuseUsed(lost, found.cluster, tools);
    return { change, found };
  },

  commit: ({ change, found }, _input, context) => changeCluster(found, change, context),
});

/** A provider whose tasks run stays. */
async function refuseUsed(lost: readonly string[], cluster: Cluster, tools: ReadTools): Promise<void> {
  const partition = listPartition(tools.context, cluster, cluster.name);
  const running = await readAll({ ...partition, prefix: phasePrefix("RUNNING") }, tools);
  const tasks = await readListed(running, { ...cluster, cluster: cluster.name }, tools);
  if (tasks.some(({ task }) => task.capacityProvider !== undefined && lost.includes(task.capacityProvider))) {
    throw resourceInUse("The specified capacity provider is in use and cannot be removed.");
  }
}
