import type { DeleteServiceRequest, DeleteServiceResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { serviceArn } from "../address.ts";
import { invalidParameter, serviceNotActive, serviceNotFound } from "../errors.ts";
import { serviceNameIn } from "../identifier.ts";
import type { Service } from "../model.ts";
import { reconcile } from "../reconcile.ts";
import { serviceView } from "../service-view.ts";
import { findDefinition, findService, readCensus, requireCluster } from "../stored.ts";

/** DRAINING while its tasks stop, then INACTIVE. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html */
export const deleteService = operation<DeleteServiceRequest, DeleteServiceResponse>()({
  service: "ecs",
  name: "DeleteService",

  async prefetch({ cluster: identifier, service: reference = "", force }, tools) {
    if (reference === "") throw invalidParameter("Service name cannot be empty.", { docs: "service" });
    const { cluster } = await requireCluster(identifier, tools);
    const name = serviceNameIn(cluster, reference);
    const { account, region } = tools.context;
    const stored = await findService({ account, region, cluster: cluster.name, name }, tools);
    if (!stored) throw serviceNotFound();
    const { service } = stored;
    if (service.status !== "ACTIVE") throw serviceNotActive();
    if (service.desiredCount > 0 && !force) {
      throw invalidParameter("The service cannot be stopped while it is scaled above 0.", {
        restStatus: 409,
        docs: "service",
      });
    }
    const [primary] = service.deployments;
    const found = await findDefinition(primary, service, tools);
    return found && { stored, definition: found.definition, census: await readCensus(service, tools) };
  },

  commit(state, _input, context) {
    if (!state) throw serviceNotActive();
    const { stored, definition, census } = state;
    const [primary, ...others] = stored.service.deployments;
    const draining: Service = {
      ...stored.service,
      status: "DRAINING",
      desiredCount: 0,
      deployments: [{ ...primary, desiredCount: 0, updatedAt: context.now }, ...others],
    };
    const expect = { version: stored.version };
    const pass = reconcile({ service: draining, expect, census, definition, draws: [], changed: true }, context);
    const tasks = census.tasks.map(({ task }) => task);
    const text = `you deleted service ${draining.name}: ECS stops its ${tasks.length} tasks and starts no more`;
    return {
      output: { service: serviceView(pass.service, tasks, context.now) },
      ...pass,
      events: [{ type: "service.deleted", resource: serviceArn(draining), text }, ...pass.events],
    };
  },
});
