import type { Cluster as AwsCluster } from "@aws-sdk/client-ecs";
import type { Done, RequestContext } from "../service.ts";
import { clusterArn } from "./address.ts";
import { countCluster } from "./cluster-counts.ts";
import { type ClusterCounts, clusterView } from "./cluster-view.ts";
import type { Cluster } from "./model.ts";
import { type Reader, requireCluster } from "./stored.ts";
import { clusterKey, putCluster } from "./table.ts";

export interface FoundCluster {
  readonly cluster: Cluster;
  /** Absent where nobody has written the default cluster down yet. */
  readonly version: string | undefined;
  readonly counts: ClusterCounts;
}

/** A cluster whose settings a request changes. */
export async function findForChange(identifier: string | undefined, tools: Reader): Promise<FoundCluster> {
  const { cluster } = await requireCluster(identifier, tools);
  const row = await tools.store.get(clusterKey(tools.context, cluster, cluster.name));
  return { cluster, version: row?.version, counts: await countCluster(cluster, tools) };
}

export function changeCluster(
  { cluster, version, counts }: FoundCluster,
  change: Partial<Cluster>,
  context: RequestContext,
): Done<{ cluster: AwsCluster }> {
  const changed: Cluster = { ...cluster, ...change };
  const text = `the settings of cluster ${cluster.name} changed: ${Object.keys(change).join(", ") || "nothing"}`;
  return {
    output: { cluster: clusterView(changed, counts) },
    writes: [putCluster(context, changed, version === undefined ? "absent" : { version })],
    events: [{ type: "cluster.updated", resource: clusterArn(cluster, cluster.name), text }],
  };
}
