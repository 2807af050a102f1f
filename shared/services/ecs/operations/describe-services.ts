import type { DescribeServicesRequest, DescribeServicesResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { serviceArn } from "../address.ts";
import { invalidParameter } from "../errors.ts";
import { checkInclude, serviceNameIn } from "../identifier.ts";
import { MAX_DESCRIBE_SERVICES } from "../limits.ts";
import { serviceView } from "../service-view.ts";
import { findService, readCensus, requireCluster } from "../stored.ts";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
export const describeServices = operation<DescribeServicesRequest, DescribeServicesResponse>()({
  service: "ecs",
  name: "DescribeServices",

  async prefetch({ cluster: identifier, services = [], include }, tools) {
    checkInclude(include, ["TAGS"]);
    if (services.length === 0) throw invalidParameter("Services cannot be empty.", { docs: "service" });
    if (services.length > MAX_DESCRIBE_SERVICES) {
      throw invalidParameter(`At most ${MAX_DESCRIBE_SERVICES} services can be described at once.`);
    }
    const { cluster } = await requireCluster(identifier, tools);
    const { account, region } = tools.context;
    return Promise.all(
      services.map(async (service) => {
        const address = { account, region, cluster: cluster.name, name: serviceNameIn(cluster, service) };
        const stored = await findService(address, tools);
        return { address, service: stored?.service, census: stored && (await readCensus(address, tools)) };
      }),
    );
  },

  commit(found, { include = [] }, { now }) {
    const untold = include.includes("TAGS") ? {} : { tags: [] };
    return {
      output: {
        services: found.flatMap(({ service, census }) => {
          const tasks = census?.tasks.map(({ task }) => task) ?? [];
          return service ? [{ ...serviceView(service, tasks, now), ...untold }] : [];
        }),
        failures: found.flatMap(({ address, service }) =>
          service ? [] : [{ arn: serviceArn(address), reason: "MISSING" }],
        ),
      },
    };
  },
});
