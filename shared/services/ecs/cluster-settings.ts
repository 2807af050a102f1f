import type { ClusterConfiguration, ClusterSetting, CreateClusterRequest } from "@aws-sdk/client-ecs";
import { readProviders, readStrategy } from "./capacity.ts";
import { invalidParameter, notBuilt } from "./errors.ts";
import type { Cluster } from "./model.ts";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterSetting.html */
const INSIGHTS = ["enhanced", "enabled", "disabled"];

type Settings = Pick<Cluster, "capacity" | "containerInsights" | "configuration">;

/** What a request says of a cluster's settings: what it leaves out stays as it is. Throws AWS's refusals. */
export function readSettings(
  input: Pick<
    CreateClusterRequest,
    "settings" | "configuration" | "serviceConnectDefaults" | "capacityProviders" | "defaultCapacityProviderStrategy"
  >,
): Settings {
  if (input.serviceConnectDefaults) {
    throw notBuilt("Service Connect is not built. Leave serviceConnectDefaults out to go on without it.", "cluster");
  }
  return { ...insightsOf(input.settings), ...configurationOf(input.configuration), ...capacityOf(input) };
}

function insightsOf(settings: readonly ClusterSetting[] = []): Settings {
  for (const { name, value = "" } of settings) {
    if (name !== "containerInsights") {
      throw invalidParameter(`Invalid cluster setting: ${name}. The name is containerInsights.`, { docs: "cluster" });
    }
    if (!INSIGHTS.includes(value)) {
      throw invalidParameter(`The value of containerInsights must be one of ${INSIGHTS.join(", ")}.`, {
        docs: "cluster",
      });
    }
  }
  const value = settings.at(-1)?.value;
  return value === undefined ? {} : { containerInsights: value };
}

function configurationOf(configuration: ClusterConfiguration | undefined): Settings {
  return configuration === undefined ? {} : { configuration };
}

function capacityOf({
  capacityProviders,
  defaultCapacityProviderStrategy: strategy,
}: Pick<CreateClusterRequest, "capacityProviders" | "defaultCapacityProviderStrategy">): Settings {
  if (capacityProviders === undefined && strategy === undefined) return {};
  const providers = readProviders(capacityProviders ?? []);
  return { capacity: { providers, strategy: readStrategy(strategy ?? [], providers) } };
}
