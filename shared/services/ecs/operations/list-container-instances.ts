import type { ListContainerInstancesRequest, ListContainerInstancesResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { pageSize, pageStart } from "../paging.ts";
import { requireCluster } from "../stored.ts";

/** Always none: Fargate has no container instances to see. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListContainerInstances.html */
export const listContainerInstances = operation<ListContainerInstancesRequest, ListContainerInstancesResponse>()({
  service: "ecs",
  name: "ListContainerInstances",

  async prefetch(input, tools) {
    pageSize(input);
    pageStart(input);
    await requireCluster(input.cluster, tools);
  },

  commit: () => ({ output: { containerInstanceArns: [] } }),
});
