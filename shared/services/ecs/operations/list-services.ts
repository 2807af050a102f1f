import type { ListServicesRequest, ListServicesResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { serviceArn } from "../address.ts";
import { DEFAULT_LIST_SERVICES } from "../limits.ts";
import { listPage } from "../paging.ts";
import { requireCluster } from "../stored.ts";
import { serviceFromRow, servicesPartition, servicesPrefix } from "../table.ts";

/** Deleted services are no longer listed, though they can be described for a while. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html */
export const listServices = operation<ListServicesRequest, ListServicesResponse>()({
  service: "ecs",
  name: "ListServices",

  async prefetch(input, tools) {
    const { cluster } = await requireCluster(input.cluster, tools);
    const { launchType = "FARGATE", schedulingStrategy = "REPLICA" } = input;
    const all = launchType === "FARGATE" && schedulingStrategy === "REPLICA";
    const query = { ...servicesPartition(tools.context), prefix: servicesPrefix(tools.context, cluster.name) };
    return listPage(query, input, tools, {
      fallback: DEFAULT_LIST_SERVICES,
      keep: (row) => all && serviceFromRow(row).status !== "INACTIVE",
    });
  },

  commit({ rows, next }) {
    return { output: { serviceArns: rows.map((row) => serviceArn(serviceFromRow(row))), ...next } };
  },
});
