import type { CreateClusterRequest, CreateClusterResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { initialInsights } from "../account-settings.ts";
import { clusterArn, DEFAULT_CLUSTER, isName } from "../address.ts";
import { countCluster } from "../cluster-counts.ts";
import { readSettings } from "../cluster-settings.ts";
import { clusterView, EMPTY_CLUSTER } from "../cluster-view.ts";
import { invalidParameter } from "../errors.ts";
import type { Cluster } from "../model.ts";
import { clusterFromRow, clusterKey, putCluster } from "../table.ts";
import { readTags } from "../tags.ts";

/** Idempotent by name. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html */
export const createCluster = operation<CreateClusterRequest, CreateClusterResponse>()({
  service: "ecs",
  name: "CreateCluster",

  async prefetch(input, tools) {
    const { clusterName = DEFAULT_CLUSTER } = input;
    if (!isName(clusterName)) {
      throw invalidParameter("Invalid cluster name: up to 255 letters, numbers, hyphens and underscores are allowed.", {
        docs: "cluster",
      });
    }
    const initial = { containerInsights: await initialInsights(tools) };
    const given = { ...initial, ...readSettings(input), tags: readTags(input.tags) };
    const row = await tools.store.get(clusterKey(tools.context, tools.context, clusterName));
    const existing = row ? clusterFromRow(row) : undefined;
    const counts = existing?.status === "ACTIVE" ? await countCluster(existing, tools) : undefined;
    return { clusterName, given, existing, counts, version: row?.version };
  },

  commit({ clusterName: name, given, existing, counts, version }, _input, context) {
    if (existing && counts) return { output: { cluster: clusterView(existing, counts) } };
    const { account, region, now } = context;
    const cluster: Cluster = { account, region, name, status: "ACTIVE", createdAt: now, ...given };
    return {
      output: { cluster: clusterView(cluster, EMPTY_CLUSTER) },
      writes: [putCluster(context, cluster, version === undefined ? "absent" : { version })],
      events: [
        {
          type: "cluster.created",
          resource: clusterArn(context, name),
          text: `cluster ${name} created: a name to group tasks and services under; on Fargate it holds no servers`,
        },
      ],
    };
  },
});
