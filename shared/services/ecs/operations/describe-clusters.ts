import type { ClusterField, DescribeClustersRequest, DescribeClustersResponse, Failure } from "@aws-sdk/client-ecs";
import { isArn } from "../../../core/arn.ts";
import { operation, type ReadTools } from "../../service.ts";
import { clusterArn, clusterName, DEFAULT_CLUSTER } from "../address.ts";
import { countCluster } from "../cluster-counts.ts";
import { clusterView } from "../cluster-view.ts";
import { invalidParameter } from "../errors.ts";
import { checkInclude, isOwn } from "../identifier.ts";
import { MAX_DESCRIBE_CLUSTERS } from "../limits.ts";
import type { Cluster } from "../model.ts";
import { defaultCluster } from "../stored.ts";
import { clusterFromRow, clusterKey } from "../table.ts";

const FIELDS = ["ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"];

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html */
export const describeClusters = operation<DescribeClustersRequest, DescribeClustersResponse>()({
  service: "ecs",
  name: "DescribeClusters",

  async prefetch({ clusters = [], include = [] }, tools) {
    if (clusters.length > MAX_DESCRIBE_CLUSTERS) {
      throw invalidParameter(`At most ${MAX_DESCRIBE_CLUSTERS} clusters can be described at once.`);
    }
    checkInclude(include, FIELDS);
    const identifiers = clusters.length > 0 ? clusters : [DEFAULT_CLUSTER];
    return Promise.all(identifiers.map((identifier) => describe(identifier, include, tools)));
  },

  commit(described, _input, context) {
    const missing = described.flatMap(({ identifier, view }): Failure[] => {
      const arn = isArn(identifier) ? identifier : clusterArn(context, identifier);
      return view ? [] : [{ arn, reason: "MISSING" }];
    });
    return { output: { clusters: described.flatMap(({ view }) => (view ? [view] : [])), failures: missing } };
  },
});

async function describe(identifier: string, include: readonly ClusterField[], tools: ReadTools) {
  const name = clusterName(identifier);
  if (!isOwn(identifier, tools.context)) return { identifier, view: undefined };
  const row = await tools.store.get(clusterKey(tools.context, tools.context, name));
  const stored = row ? clusterFromRow(row) : undefined;
  const cluster: Cluster | undefined =
    name === DEFAULT_CLUSTER && (stored?.status ?? "INACTIVE") === "INACTIVE" ? defaultCluster(tools) : stored;
  return { identifier, view: cluster && clusterView(cluster, await countCluster(cluster, tools), include) };
}
