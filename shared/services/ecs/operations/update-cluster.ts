import type { UpdateClusterRequest, UpdateClusterResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { changeCluster, findForChange } from "../cluster-change.ts";
import { readSettings } from "../cluster-settings.ts";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateCluster.html */
export const updateCluster = operation<UpdateClusterRequest, UpdateClusterResponse>()({
  service: "ecs",
  name: "UpdateCluster",

  async prefetch({ cluster, settings, configuration, serviceConnectDefaults }, tools) {
    const change = readSettings({ settings, configuration, serviceConnectDefaults });
    return { change, found: await findForChange(cluster, tools) };
  },

  commit: ({ change, found }, _input, context) => changeCluster(found, change, context),
});
