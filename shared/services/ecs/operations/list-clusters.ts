import type { ListClustersRequest, ListClustersResponse } from "@aws-sdk/client-ecs";
import { encodeToken } from "../../../core/page.ts";
import { operation } from "../../service.ts";
import { clusterArn, DEFAULT_CLUSTER } from "../address.ts";
import { pageSize, pageStart } from "../paging.ts";
import { readAll } from "../stored.ts";
import { clusterFromRow, clustersPartition, clustersPrefix } from "../table.ts";

/**
 * The default cluster is there though nobody made it, so it stands in the list whether it has a row or not: all names of an
 * account's region are read (a few) and the page is cut from them.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html
 */
export const listClusters = operation<ListClustersRequest, ListClustersResponse>()({
  service: "ecs",
  name: "ListClusters",

  async prefetch(input, tools) {
    const after = pageStart(input) ?? "";
    const size = pageSize(input);
    const rows = await readAll({ ...clustersPartition(tools.context), prefix: clustersPrefix(tools.context) }, tools);
    const active = rows.map(clusterFromRow).filter(({ status }) => status !== "INACTIVE");
    const names = [...new Set([DEFAULT_CLUSTER, ...active.map(({ name }) => name)])].sort();
    return { names: names.filter((name) => name > after), size };
  },

  commit({ names, size }, _input, context) {
    const page = names.slice(0, size);
    const next = names.length > size ? { nextToken: encodeToken(page.at(-1)) } : {};
    return { output: { clusterArns: page.map((name) => clusterArn(context, name)), ...next } };
  },
});
