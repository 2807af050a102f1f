import { z } from "zod";
import { type Route, route } from "../service.ts";
import { clusterNotFound } from "./errors.ts";
import { createCluster } from "./operations/create-cluster.ts";
import { deleteCluster } from "./operations/delete-cluster.ts";
import { describeClusters } from "./operations/describe-clusters.ts";
import { listClusters } from "./operations/list-clusters.ts";
import { fromCluster, next } from "./rest-mapping.ts";
import * as schemas from "./rest-schemas.ts";

const params = z.strictObject({ cluster: z.string() });

export const clusterRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/clusters",
    id: "listClusters",
    summary: "List clusters with what they hold",
    query: schemas.pageQuery,
    response: { status: 200, description: "A page of clusters", schema: schemas.clusterPage },
    async handle({ query: { limit, nextToken } }, api) {
      const page = await api.call(listClusters, { maxResults: limit, nextToken });
      const { clusterArns: names = [] } = page;
      const { clusters = [] } = names.length > 0 ? await api.call(describeClusters, { clusters: names }) : {};
      return { status: 200, json: { clusters: clusters.map(fromCluster), ...next(page) } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/clusters",
    id: "createCluster",
    summary: "Create a cluster: a name to group tasks and services under",
    body: schemas.newCluster,
    response: { status: 201, description: "The cluster", schema: schemas.clusterSchema },
    async handle({ body: { name: clusterName } }, api) {
      const { cluster = {} } = await api.call(createCluster, { clusterName });
      return { status: 201, json: fromCluster(cluster) };
    },
  }),
  route({
    method: "GET",
    path: "/v1/clusters/{cluster}",
    id: "getCluster",
    summary: "Show a cluster",
    params,
    response: { status: 200, description: "The cluster", schema: schemas.clusterSchema },
    async handle({ params: { cluster } }, api) {
      const [found] = (await api.call(describeClusters, { clusters: [cluster] })).clusters ?? [];
      if (!found) throw clusterNotFound();
      return { status: 200, json: fromCluster(found) };
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/clusters/{cluster}",
    id: "deleteCluster",
    summary: "Delete an empty cluster",
    params,
    response: { status: 200, description: "The cluster, INACTIVE", schema: schemas.clusterSchema },
    async handle({ params: { cluster: name } }, api) {
      const { cluster = {} } = await api.call(deleteCluster, { cluster: name });
      return { status: 200, json: fromCluster(cluster) };
    },
  }),
];
