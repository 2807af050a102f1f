import type {
  CapacityProvider as AwsCapacityProvider,
  DescribeCapacityProvidersRequest,
  DescribeCapacityProvidersResponse,
} from "@aws-sdk/client-ecs";
import { operation, type RequestContext } from "../../service.ts";
import { capacityProviderArn } from "../address.ts";
import { capacityOfCluster } from "../capacity.ts";
import { invalidParameter, invalidToken } from "../errors.ts";
import { MAX_DESCRIBE_CAPACITY_PROVIDERS } from "../limits.ts";
import { CAPACITY_PROVIDERS } from "../model.ts";
import { requireCluster } from "../stored.ts";

/** Fargate's two, which every account has. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html */
export const describeCapacityProviders = operation<
  DescribeCapacityProvidersRequest,
  DescribeCapacityProvidersResponse
>()({
  service: "ecs",
  name: "DescribeCapacityProviders",

  async prefetch({ capacityProviders = [], cluster, nextToken }, tools) {
    if (capacityProviders.length > MAX_DESCRIBE_CAPACITY_PROVIDERS) {
      throw invalidParameter(`At most ${MAX_DESCRIBE_CAPACITY_PROVIDERS} capacity providers can be described at once.`);
    }
    // Two fit into every page, so nobody was given a token.
    if (nextToken) throw invalidToken();
    const known: readonly string[] =
      cluster === undefined
        ? CAPACITY_PROVIDERS
        : capacityOfCluster((await requireCluster(cluster, tools)).cluster).providers;
    const names = capacityProviders.map((name) => name.replace(/^arn:aws:ecs:.*:capacity-provider\//, ""));
    return { known, names: names.length > 0 ? names : known };
  },

  commit({ known, names }, _input, context) {
    const missing = names.filter((name) => !known.includes(name));
    return {
      output: {
        capacityProviders: known.filter((name) => names.includes(name)).map((name) => view(name, context)),
        failures: missing.map((name) => ({ arn: capacityProviderArn(context, name), reason: "MISSING" })),
      },
    };
  },
});

function view(name: string, context: RequestContext): AwsCapacityProvider {
  return { capacityProviderArn: capacityProviderArn(context, name), name, status: "ACTIVE", tags: [] };
}
