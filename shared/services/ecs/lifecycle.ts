import {
  ACTIVATING_MILLISECONDS,
  DEACTIVATING_MILLISECONDS,
  DEPROVISIONING_MILLISECONDS,
  PENDING_MILLISECONDS,
  PROVISIONING_MILLISECONDS,
} from "./limits.ts";
import type { Task } from "./model.ts";

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html */
export type LastStatus =
  | "PROVISIONING"
  | "PENDING"
  | "ACTIVATING"
  | "RUNNING"
  | "DEACTIVATING"
  | "STOPPING"
  | "DEPROVISIONING"
  | "STOPPED";

/** The instants that a task's row holds. */
export type Instants = Pick<Task, "createdAt" | "reportedRunningAt" | "stoppingAt" | "reportedStoppedAt">;

/** Before this instant no task is RUNNING, however quick the runtime was. */
function readyAt({ createdAt }: Pick<Task, "createdAt">): number {
  return createdAt + PROVISIONING_MILLISECONDS + PENDING_MILLISECONDS + ACTIVATING_MILLISECONDS;
}

/** When the task was first RUNNING; undefined when it never was, or is not yet known to be. */
export function startedAt(task: Instants): number | undefined {
  if (task.reportedRunningAt === undefined) return undefined;
  const at = Math.max(task.reportedRunningAt, readyAt(task));
  // A task that was told to stop before it was ready never reaches RUNNING, though its process ran for a moment.
  return task.stoppingAt !== undefined && task.stoppingAt < at ? undefined : at;
}

/** When the containers had ended: the runtime's report. A job that was quicker than its provisioning ends as it starts. */
export function executionStoppedAt(task: Instants): number | undefined {
  if (task.reportedStoppedAt === undefined) return undefined;
  return Math.max(task.reportedStoppedAt, startedAt(task) ?? 0);
}

/** When the task is STOPPED and nothing of it is left. */
export function stoppedAt(task: Instants): number | undefined {
  const at = executionStoppedAt(task);
  return at === undefined ? undefined : at + DEPROVISIONING_MILLISECONDS;
}

/** Derived from what the runtime reported and what time alone decides; no timer writes it. */
export function lastStatus(task: Instants, now: number): LastStatus {
  const ended = executionStoppedAt(task);
  if (ended !== undefined && now >= ended)
    return now < ended + DEPROVISIONING_MILLISECONDS ? "DEPROVISIONING" : "STOPPED";
  const started = startedAt(task);
  if (task.stoppingAt !== undefined && now >= task.stoppingAt) {
    return started !== undefined && now < task.stoppingAt + DEACTIVATING_MILLISECONDS ? "DEACTIVATING" : "STOPPING";
  }
  if (started !== undefined && now >= started) return "RUNNING";
  const provisionedAt = task.createdAt + PROVISIONING_MILLISECONDS;
  if (now < provisionedAt) return "PROVISIONING";
  return now < provisionedAt + PENDING_MILLISECONDS ? "PENDING" : "ACTIVATING";
}

/** Where a task stands in lists. */
export type Phase = "RUNNING" | "STOPPING" | "STOPPED";

export function phase(task: Pick<Task, "desiredStatus" | "reportedStoppedAt">): Phase {
  if (task.reportedStoppedAt !== undefined) return "STOPPED";
  return task.desiredStatus === "STOPPED" ? "STOPPING" : "RUNNING";
}
