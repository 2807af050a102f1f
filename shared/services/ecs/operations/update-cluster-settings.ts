import type { UpdateClusterSettingsRequest, UpdateClusterSettingsResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { changeCluster, findForChange } from "../cluster-change.ts";
import { readSettings } from "../cluster-settings.ts";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateClusterSettings.html */
export const updateClusterSettings = operation<UpdateClusterSettingsRequest, UpdateClusterSettingsResponse>()({
  service: "ecs",
  name: "UpdateClusterSettings",

  async prefetch({ cluster, settings }, tools) {
    return { change: readSettings({ settings }), found: await findForChange(cluster, tools) };
  },

  commit: ({ change, found }, _input, context) => changeCluster(found, change, context),
});
