import type { ListMessageMoveTasksRequest, ListMessageMoveTasksResult } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { authorise } from "../authorise.ts";
import { invalidParameter, missingParameter, resourceNotFound } from "../errors.ts";
import { MAX_MOVE_TASKS } from "../limits.ts";
import { describeTask, nearQueue, readTasks } from "../move-task.ts";
import { readQueueByArn } from "../stored-queue.ts";

/** The latest redrives of a dead-letter queue. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export const listMessageMoveTasks = operation<ListMessageMoveTasksRequest, ListMessageMoveTasksResult>()({
  service: "sqs",
  name: "ListMessageMoveTasks",

  async prefetch({ SourceArn, MaxResults = 1 }, tools) {
    if (SourceArn === undefined) throw missingParameter("SourceArn");
    const queue = nearQueue(SourceArn, tools.context) && (await readQueueByArn(SourceArn, tools))?.queue;
    if (!queue) throw resourceNotFound("SourceArn");
    authorise(queue, "ListMessageMoveTasks", tools.context);
    if (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > MAX_MOVE_TASKS)
      throw invalidParameter(MaxResults, "MaxResults", `Must be between 1 and ${MAX_MOVE_TASKS}, if provided.`);
    return (await readTasks(queue, tools)).slice(0, MaxResults);
  },

  commit: (tasks) => ({ output: { Results: tasks.map(({ task }) => describeTask(task)) } }),
});
