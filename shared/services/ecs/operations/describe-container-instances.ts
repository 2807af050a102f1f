import type {
  DescribeContainerInstancesRequest,
  DescribeContainerInstancesResponse,
  Failure,
} from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { containerInstanceArn } from "../address.ts";
import { invalidParameter } from "../errors.ts";
import { MAX_DESCRIBE_CONTAINER_INSTANCES } from "../limits.ts";
import { requireCluster } from "../stored.ts";

/** None is there, whoever asks for one. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeContainerInstances.html */
export const describeContainerInstances = operation<
  DescribeContainerInstancesRequest,
  DescribeContainerInstancesResponse
>()({
  service: "ecs",
  name: "DescribeContainerInstances",

  async prefetch({ cluster, containerInstances = [] }, tools) {
    if (containerInstances.length === 0) throw invalidParameter("Container instances cannot be empty.");
    if (containerInstances.length > MAX_DESCRIBE_CONTAINER_INSTANCES) {
      throw invalidParameter(
        `At most ${MAX_DESCRIBE_CONTAINER_INSTANCES} container instances can be described at once.`,
      );
    }
    return requireCluster(cluster, tools);
  },

  commit({ cluster }, { containerInstances = [] }) {
    const failures = containerInstances.map((identifier): Failure => {
      const id = identifier.split("/").at(-1) ?? "";
      return { arn: containerInstanceArn(cluster, cluster.name, id), reason: "MISSING" };
    });
    return { output: { containerInstances: [], failures } };
  },
});
