import type { DeleteClusterRequest, DeleteClusterResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { clusterArn } from "../address.ts";
import { countCluster } from "../cluster-counts.ts";
import { clusterContainsServices, clusterContainsTasks, invalidParameter } from "../errors.ts";
import type { Cluster } from "../model.ts";
import { requireCluster } from "../stored.ts";
import { clusterKey, putCluster } from "../table.ts";
import { clusterView } from "../views.ts";

/** An empty cluster becomes INACTIVE and is shown for a while. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html */
export const deleteCluster = operation<DeleteClusterRequest, DeleteClusterResponse>()({
  service: "ecs",
  name: "DeleteCluster",

  async prefetch({ cluster: identifier }, tools) {
    if (!identifier) throw invalidParameter("Cluster name cannot be empty.", { docs: "cluster" });
    const { cluster } = await requireCluster(identifier, tools);
    const row = await tools.store.get(clusterKey(tools.context, cluster, cluster.name));
    return { cluster, version: row?.version, counts: await countCluster(cluster, tools) };
  },

  commit({ cluster, version, counts }, _input, context) {
    if (counts.services > 0) throw clusterContainsServices();
    if (counts.running + counts.pending > 0) throw clusterContainsTasks();
    const deleted: Cluster = { ...cluster, status: "INACTIVE", endedAt: context.now };
    const output = { cluster: clusterView(deleted, counts) };
    // The default cluster that nobody has used yet has no row; it is there again the moment somebody asks.
    if (version === undefined) return { output };
    return {
      output,
      writes: [putCluster(context, deleted, { version })],
      events: [
        {
          type: "cluster.deleted",
          resource: clusterArn(cluster, cluster.name),
          text: `cluster ${cluster.name} deleted`,
        },
      ],
    };
  },
});
