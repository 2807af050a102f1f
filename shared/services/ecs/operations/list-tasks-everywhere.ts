import type { ListTasksRequest } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { clusterName, serviceName, taskArn } from "../address.ts";
import { phase } from "../lifecycle.ts";
import { type ListPage, listPage } from "../paging.ts";
import { listPrefix, taskFromRow, tasksPartition } from "../table.ts";
import { type PlaygroundTask, taskView } from "../views.ts";

/** Those of {@link listTasks} that mean something in every region. */
interface Filter
  extends Pick<ListTasksRequest, "cluster" | "serviceName" | "family" | "startedBy" | "maxResults" | "nextToken"> {
  readonly desiredStatus?: "RUNNING" | "STOPPED";
}

type TasksPage = ListPage["next"] & { readonly tasks: PlaygroundTask[] };

/** The tasks of all regions in clusters of one name, in the order of regions. It reads an account's tasks until a page is full. */
export const listTasksEverywhere = operation<Filter, TasksPage>()({
  service: "ecs",
  name: "ListTasksEverywhere",

  async prefetch(input, tools) {
    const { family, startedBy, desiredStatus = "RUNNING" } = input;
    const cluster = clusterName(input.cluster);
    const service = input.serviceName === undefined ? undefined : serviceName(input.serviceName);
    const partition = { ...tasksPartition(tools.context), prefix: `${tools.context.account}/` };
    const { rows, next } = await listPage(partition, input, tools, {
      keep(row) {
        const task = taskFromRow(row);
        return (
          task.cluster === cluster &&
          `${phase(task)}/`.startsWith(listPrefix(desiredStatus)) &&
          (service === undefined || task.service === service) &&
          (family === undefined || task.family === family) &&
          (startedBy === undefined || task.startedBy === startedBy)
        );
      },
    });
    const tasks = rows.map(taskFromRow);
    return { tasks: tasks.map((task) => ({ task, usage: tools.tasks.usage(taskArn(task)) })), next };
  },

  commit({ tasks, next }, _input, { now }) {
    return { output: { tasks: tasks.map(({ task, usage }) => taskView(task, now, usage)), ...next } };
  },
});
