import type { CancelMessageMoveTaskRequest, CancelMessageMoveTaskResult } from "@aws-sdk/client-sqs";
import { counted } from "../../../core/counted.ts";
import { operation } from "../../service.ts";
import { authorise } from "../authorise.ts";
import { invalidValue, missingParameter, resourceNotFound, taskDoesNotExist } from "../errors.ts";
import { advanceTask, nearQueue, parseTaskHandle, readTasks } from "../move-task.ts";
import { readQueueByArn } from "../stored-queue.ts";
import { queueArn } from "../table.ts";

/** Ends a redrive; what was moved stays where it is. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html */
export const cancelMessageMoveTask = operation<CancelMessageMoveTaskRequest, CancelMessageMoveTaskResult>()({
  service: "sqs",
  name: "CancelMessageMoveTask",

  async prefetch(input, tools) {
    if (input.TaskHandle === undefined) throw missingParameter("TaskHandle");
    const { taskId, sourceArn } = parseTaskHandle(input.TaskHandle);
    const queue = nearQueue(sourceArn, tools.context) && (await readQueueByArn(sourceArn, tools))?.queue;
    if (!queue) throw resourceNotFound("SourceArn");
    authorise(queue, "CancelMessageMoveTask", tools.context);
    const stored = (await readTasks(queue, tools)).find(({ task }) => task.id === taskId);
    if (!stored) throw taskDoesNotExist();
    if (stored.task.status !== "RUNNING") throw invalidValue("Only active tasks can be cancelled.");
    return { queue, stored };
  },

  commit({ queue, stored }, _input, context) {
    const { moved } = stored.task;
    const text = `redrive of ${queue.name} is being cancelled after ${counted(moved, "message")}`;
    return {
      output: { ApproximateNumberOfMessagesMoved: moved },
      // The step that would have moved the next messages ends it.
      writes: advanceTask(queue, stored, { ...stored.task, status: "CANCELLING" }, context),
      events: [{ type: "redrive.cancelling", resource: queueArn(queue), text, detail: { moved } }],
    };
  },
});
