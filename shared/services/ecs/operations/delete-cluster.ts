import type { DeleteClusterRequest, DeleteClusterResponse } from "@aws-sdk/client-ecs";
import type { OperationRef } from "../../../core/operation-ref.ts";
import { operation } from "../../service.ts";
import { clusterArn } from "../address.ts";
import { countCluster } from "../cluster-counts.ts";
import { clusterView } from "../cluster-view.ts";
import { clusterContainsServices, clusterContainsTasks, invalidParameter } from "../errors.ts";
import type { Cluster } from "../model.ts";
import { requireCluster } from "../stored.ts";
import { clusterFromRow, clusterKey, putCluster } from "../table.ts";
import { closeCluster } from "./close-cluster.ts";

const self: OperationRef<DeleteClusterRequest, DeleteClusterResponse> = { service: "ecs", name: "DeleteCluster" };

/**
 * An empty cluster becomes INACTIVE and is shown for a while. It takes two steps, so that no task arrives between the look and
 * the deletion: the cluster is closed, then looked at; who puts something into a closed cluster opens it again.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html
 */
export const deleteCluster = operation<DeleteClusterRequest, DeleteClusterResponse>()({
  ...self,

  async prefetch({ cluster: identifier }, tools) {
    if (!identifier) throw invalidParameter("Cluster name cannot be empty.", { docs: "cluster" });
    const { cluster } = await requireCluster(identifier, tools);
    // The row before what it holds: what a closed cluster's row says is true of a look that comes after it.
    const row = await tools.store.get(clusterKey(tools.context, cluster, cluster.name));
    const counts = await countCluster(cluster, tools);
    if (counts.services + counts.draining > 0) throw clusterContainsServices();
    if (counts.running + counts.pending > 0) throw clusterContainsTasks();
    return { cluster, row, counts };
  },

  commit({ cluster, row, counts }, input, context) {
    const { name } = cluster;
    const deleted: Cluster = { ...cluster, status: "INACTIVE", endedAt: context.now };
    const output = { cluster: clusterView(deleted, counts) };
    // The default cluster that nobody has used yet has no row; it is there again the moment somebody asks.
    if (!row) return { output };
    const { version } = row;
    if (clusterFromRow(row).status === "ACTIVE") {
      return {
        async call(outside) {
          await outside.call(closeCluster, { name, version }, context.principal);
          return { output: await outside.call(self, input, context.principal) };
        },
      };
    }
    const text = `cluster ${name} deleted`;
    return {
      output,
      writes: [putCluster(context, deleted, { version })],
      events: [{ type: "cluster.deleted", resource: clusterArn(cluster, name), text }],
    };
  },
});
