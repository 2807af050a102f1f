import type { ListTasksRequest, ListTasksResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { taskArn } from "../address.ts";
import { invalidParameter, notBuilt, serviceNotFound } from "../errors.ts";
import { serviceNameIn } from "../identifier.ts";
import { listPage } from "../paging.ts";
import { findService, requireCluster } from "../stored.ts";
import { type ListFilter, listedTaskId, listingFromRow, listPartition, listPrefix } from "../table.ts";

const DESIRED_STATUSES: readonly string[] = ["RUNNING", "PENDING", "STOPPED"];

/**
 * A page reads the list of the service, of the family or of the cluster, so that nobody reads the stopped history of others.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
 */
export const listTasks = operation<ListTasksRequest, ListTasksResponse>()({
  service: "ecs",
  name: "ListTasks",

  async prefetch(input, tools) {
    const { desiredStatus = "RUNNING", startedBy, containerInstance, launchType } = input;
    if (!DESIRED_STATUSES.includes(desiredStatus)) {
      throw invalidParameter("desiredStatus must be RUNNING, PENDING or STOPPED.", { docs: "container-lifecycle" });
    }
    if (containerInstance) throw notBuilt("There are no container instances here: tasks run on Fargate.", "fargate");
    const { cluster } = await requireCluster(input.cluster, tools);
    const { account, region } = tools.context;
    const service = input.serviceName === undefined ? undefined : serviceNameIn(cluster, input.serviceName);
    const address = { account, region, cluster: cluster.name };
    if (service !== undefined && !(await findService({ ...address, name: service }, tools))) throw serviceNotFound();
    // AWS: no task is ever desired to be PENDING. And every task here is Fargate's.
    if (desiredStatus === "PENDING" || (launchType !== undefined && launchType !== "FARGATE")) {
      return { address, page: { rows: [], next: {} } };
    }
    const filter: ListFilter = service !== undefined ? { service } : familyFilter(input.family);
    const partition = listPartition(tools.context, address, cluster.name, filter);
    const page = await listPage({ ...partition, prefix: listPrefix(desiredStatus) }, input, tools, {
      keep(row) {
        const listing = listingFromRow(row);
        const family = input.family === undefined || listing.family === input.family;
        return family && (startedBy === undefined || listing.startedBy === startedBy);
      },
    });
    return { address, page };
  },

  commit({ address, page: { rows, next } }) {
    return { output: { taskArns: rows.map((row) => taskArn({ ...address, id: listedTaskId(row) })), ...next } };
  },
});

function familyFilter(family: string | undefined): ListFilter {
  return family === undefined ? {} : { family };
}
