import type { StopTaskRequest } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { invalidParameter, taskNotFound } from "../errors.ts";
import { taskIdIn } from "../identifier.ts";
import { MAX_STOP_REASON_LENGTH } from "../limits.ts";
import { findTask, requireCluster } from "../stored.ts";
import { askToStop } from "../task-changes.ts";
import { type PlaygroundTask, taskView } from "../views.ts";

export interface StopTaskOutput {
  readonly task: PlaygroundTask;
}

/** SIGTERM, then SIGKILL after the container's stopTimeout. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html */
export const stopTask = operation<StopTaskRequest, StopTaskOutput>()({
  service: "ecs",
  name: "StopTask",

  async prefetch({ cluster: identifier, task = "", reason = "" }, tools) {
    if (task === "") throw invalidParameter("Task cannot be empty.", { docs: "task" });
    if (reason.length > MAX_STOP_REASON_LENGTH) {
      throw invalidParameter(`The stop reason can be at most ${MAX_STOP_REASON_LENGTH} characters long.`);
    }
    const { cluster } = await requireCluster(identifier, tools);
    const { account, region } = tools.context;
    const stored = await findTask({ account, region, cluster: cluster.name, id: taskIdIn(cluster, task) }, tools);
    if (!stored) throw taskNotFound();
    return stored;
  },

  commit(stored, { reason }, context) {
    // Stopping twice is no error, and the first reason stays.
    if (stored.task.desiredStatus === "STOPPED") return { output: { task: taskView(stored.task, context.now) } };
    const why = { code: "UserInitiated" as const, reason: reason || "Task stopped by user" };
    const { task, ...done } = askToStop(stored, why, context, context.now);
    return { output: { task: taskView(task, context.now) }, ...done };
  },
});
