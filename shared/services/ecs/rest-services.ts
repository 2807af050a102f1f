import { z } from "zod";
import { type RestApi, type Route, route } from "../service.ts";
import { serviceNotFound } from "./errors.ts";
import { MAX_DESCRIBE_SERVICES } from "./limits.ts";
import { createService } from "./operations/create-service.ts";
import { deleteService } from "./operations/delete-service.ts";
import { describeServices } from "./operations/describe-services.ts";
import { listServices } from "./operations/list-services.ts";
import { updateService } from "./operations/update-service.ts";
import { fromService, namesOf, next } from "./rest-mapping.ts";
import * as schemas from "./rest-schemas.ts";

const params = z.strictObject({ service: z.string().describe("A service's name or ARN") });

export const serviceRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/services",
    id: "listServices",
    summary: "List services with their counts",
    query: schemas.serviceListQuery,
    response: { status: 200, description: "A page of services", schema: schemas.servicePage },
    async handle({ query: { cluster, limit, nextToken } }, api) {
      const page = await api.call(listServices, { cluster, maxResults: limit, nextToken });
      const services = await describeAll(namesOf(page.serviceArns ?? []), cluster, api);
      return { status: 200, json: { services, ...next(page) } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/services",
    id: "createService",
    summary: "Create a service, which keeps a number of tasks running",
    body: schemas.newService,
    response: { status: 201, description: "The service; its tasks are on their way", schema: schemas.service },
    async handle({ body }, api) {
      const { name: serviceName, cluster, taskDefinition, desiredCount, ...deploymentConfiguration } = body;
      const created = await api.call(createService, {
        serviceName,
        cluster,
        taskDefinition,
        desiredCount,
        launchType: "FARGATE",
        deploymentConfiguration,
      });
      return { status: 201, json: fromService(created.service ?? {}) };
    },
  }),
  route({
    method: "GET",
    path: "/v1/services/{service}",
    id: "getService",
    summary: "Show a service: counts, deployments, its last events",
    params,
    query: schemas.clusterQuery,
    response: { status: 200, description: "The service", schema: schemas.service },
    async handle({ params: { service }, query: { cluster } }, api) {
      const [found] = await describeAll([service], cluster, api);
      if (!found) throw serviceNotFound();
      return { status: 200, json: found };
    },
  }),
  route({
    method: "PATCH",
    path: "/v1/services/{service}",
    id: "updateService",
    summary: "Change how many tasks, or which: a new task definition replaces the tasks step by step",
    params,
    query: schemas.clusterQuery,
    body: schemas.serviceChange,
    response: { status: 200, description: "The service", schema: schemas.service },
    async handle({ params: { service }, query: { cluster }, body }, api) {
      const { desiredCount, taskDefinition, forceNewDeployment, ...deploymentConfiguration } = body;
      const change = { service, cluster, desiredCount, taskDefinition, forceNewDeployment, deploymentConfiguration };
      const updated = await api.call(updateService, change);
      return { status: 200, json: fromService(updated.service ?? {}) };
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/services/{service}",
    id: "deleteService",
    summary: "Delete a service and stop its tasks",
    params,
    query: schemas.deleteServiceQuery,
    response: {
      status: 202,
      description: "The service: DRAINING while its tasks stop, then INACTIVE",
      schema: schemas.service,
    },
    async handle({ params: { service }, query }, api) {
      const deleted = await api.call(deleteService, { service, ...query });
      return { status: 202, json: fromService(deleted.service ?? {}) };
    },
  }),
];

/** AWS describes ten at a time. */
async function describeAll(names: readonly string[], cluster: string | undefined, api: RestApi) {
  const described = [];
  for (let from = 0; from < names.length; from += MAX_DESCRIBE_SERVICES) {
    const part = names.slice(from, from + MAX_DESCRIBE_SERVICES);
    const { services = [] } = await api.call(describeServices, { cluster, services: part });
    described.push(...services.map(fromService));
  }
  return described;
}
