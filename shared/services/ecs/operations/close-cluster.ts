import { operation } from "../../service.ts";
import { clusterFromRow, clusterKey, putCluster } from "../table.ts";

export interface CloseClusterInput {
  readonly name: string;
  /** Of the row that DeleteCluster read; one that has changed since is left alone. */
  readonly version: string;
}

/** The first step of DeleteCluster: what was about to be put into the cluster can't be any more without changing its row. */
export const closeCluster = operation<CloseClusterInput, Record<string, never>>()({
  service: "ecs",
  name: "CloseCluster",
  internal: true,

  prefetch: ({ name }, { store, context }) => store.get(clusterKey(context, context, name)),

  commit(row, { version }, context) {
    if (row?.version !== version) return { output: {} };
    const closed = { ...clusterFromRow(row), status: "DEPROVISIONING" as const };
    return { output: {}, writes: [putCluster(context, closed, { version })] };
  },
});
