import type { Cluster as AwsCluster, ClusterField, KeyValuePair } from "@aws-sdk/client-ecs";
import { clusterArn } from "./address.ts";
import { capacityOfCluster } from "./capacity.ts";
import type { Cluster } from "./model.ts";

export interface ClusterCounts {
  readonly running: number;
  readonly pending: number;
  /** ACTIVE ones. */
  readonly services: number;
  readonly draining: number;
}

export const EMPTY_CLUSTER: ClusterCounts = { running: 0, pending: 0, services: 0, draining: 0 };

/** What operations that change a cluster answer. */
const CHANGED: readonly ClusterField[] = ["CONFIGURATIONS", "SETTINGS", "TAGS"];

/** A cluster as AWS shows it; some of it to those only who ask for it. */
export function clusterView(cluster: Cluster, counts: ClusterCounts, include = CHANGED): AwsCluster {
  const { account, region, name, status, tags, containerInsights = "disabled", configuration } = cluster;
  const { providers, strategy } = capacityOfCluster(cluster);
  const asked = (field: ClusterField) => include.includes(field);
  return {
    clusterArn: clusterArn({ account, region }, name),
    clusterName: name,
    status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: counts.running,
    pendingTasksCount: counts.pending,
    activeServicesCount: counts.services,
    statistics: asked("STATISTICS") ? statistics(counts) : [],
    tags: asked("TAGS") ? [...tags] : [],
    settings: asked("SETTINGS") ? [{ name: "containerInsights", value: containerInsights }] : [],
    ...(configuration && asked("CONFIGURATIONS") ? { configuration } : {}),
    capacityProviders: [...providers],
    defaultCapacityProviderStrategy: [...strategy],
    ...(asked("ATTACHMENTS") ? { attachments: [] } : {}),
  };
}

/** By launch type, of which there is one here. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html */
function statistics({ running, pending, services, draining }: ClusterCounts): KeyValuePair[] {
  const counts = {
    runningEC2TasksCount: 0,
    runningFargateTasksCount: running,
    pendingEC2TasksCount: 0,
    pendingFargateTasksCount: pending,
    activeEC2ServiceCount: 0,
    activeFargateServiceCount: services,
    drainingEC2ServiceCount: 0,
    drainingFargateServiceCount: draining,
  };
  return Object.entries(counts).map(([name, value]) => ({ name, value: String(value) }));
}
