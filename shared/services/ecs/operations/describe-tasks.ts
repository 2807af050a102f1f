import type { DescribeTasksRequest, Failure } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { taskArn } from "../address.ts";
import { invalidParameter } from "../errors.ts";
import { checkInclude, taskIdIn } from "../identifier.ts";
import { MAX_DESCRIBE_TASKS } from "../limits.ts";
import { requireCluster } from "../stored.ts";
import { taskFromRow, taskKey } from "../table.ts";
import { type PlaygroundTask, taskView } from "../views.ts";

export interface DescribeTasksOutput {
  readonly tasks: PlaygroundTask[];
  readonly failures: Failure[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
export const describeTasks = operation<DescribeTasksRequest, DescribeTasksOutput>()({
  service: "ecs",
  name: "DescribeTasks",

  async prefetch({ cluster: identifier, tasks = [], include }, tools) {
    checkInclude(include, ["TAGS"]);
    if (tasks.length === 0) throw invalidParameter("Tasks cannot be empty.", { docs: "task" });
    if (tasks.length > MAX_DESCRIBE_TASKS) {
      throw invalidParameter(`At most ${MAX_DESCRIBE_TASKS} tasks can be described at once.`);
    }
    const { cluster } = await requireCluster(identifier, tools);
    const { account, region } = tools.context;
    const addresses = tasks.map((task) => ({ account, region, cluster: cluster.name, id: taskIdIn(cluster, task) }));
    const rows = await tools.store.getMany(addresses.map((address) => taskKey(tools.context, address)));
    return addresses.map((address, index) => {
      const row = rows[index];
      const arn = taskArn(address);
      return { arn, task: row && taskFromRow(row), usage: tools.tasks.usage(arn) };
    });
  },

  commit(found, { include = [] }, { now }) {
    const untold = include.includes("TAGS") ? {} : { tags: [] };
    return {
      output: {
        tasks: found.flatMap(({ task, usage }) => (task ? [{ ...taskView(task, now, usage), ...untold }] : [])),
        failures: found.flatMap(({ arn, task }) => (task ? [] : [{ arn, reason: "MISSING" }])),
      },
    };
  },
});
