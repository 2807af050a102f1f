import type { SubmitTaskStateChangeRequest, SubmitTaskStateChangeResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { parseTaskArn } from "../address.ts";
import { haltEffect } from "../effects.ts";
import type { StopCode } from "../model.ts";
import { findTask } from "../stored.ts";
import { type StoredTask, updateTask } from "../table.ts";
import { type Ending, ended, ran } from "../task-changes.ts";

/** AWS's agents say no more than the first part; our runtime knows the playground and the stop code. */
export interface StateChange extends SubmitTaskStateChangeRequest {
  /** The playground's key root when the task was started: a reset has another since. */
  readonly root: string;
  readonly status: "RUNNING" | "STOPPED";
  readonly stopCode?: StopCode;
  /** Where the app can be reached. */
  readonly address?: string;
}

/** Nobody has such a task any more: after a reset it belongs to an epoch that is over. Whoever runs it should end it. */
export const UNKNOWN_TASK = "UNKNOWN";

/**
 * The runtime reports what became of a task. Reports may overtake each other, so each says only what it knows.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SubmitTaskStateChange.html
 */
export const submitTaskStateChange = operation<StateChange, SubmitTaskStateChangeResponse>()({
  service: "ecs",
  name: "SubmitTaskStateChange",
  internal: true,

  async prefetch({ root, task = "" }, tools) {
    if (root !== tools.context.root) return undefined;
    const address = parseTaskArn(task);
    return address && (await findTask(address, tools));
  },

  commit(stored, input, context) {
    if (!stored) return { output: { acknowledgment: UNKNOWN_TASK } };
    const output = { acknowledgment: "ACCEPT" };
    if (stored.task.reportedStoppedAt !== undefined) {
      // Either the two reports overtook each other, or the task was started just as it was given up: then it must end.
      const effects = input.status === "RUNNING" ? [haltEffect(stored.task)] : [];
      return { output, writes: addLateNews(stored, input, context), effects };
    }
    if (input.status === "STOPPED") {
      return { output, ...ended(stored, endingOf(input), context, context.now) };
    }
    if (stored.task.reportedRunningAt !== undefined) return { output };
    return { output, ...ran(stored, input.address, context, context.now) };
  },
});

function endingOf({ reason, stopCode = "EssentialContainerExited", containers = [] }: StateChange): Ending {
  const exitCode = containers[0]?.exitCode;
  return {
    code: stopCode,
    reason: reason ?? "Essential container in task exited",
    ...(exitCode === undefined ? {} : { exitCode }),
  };
}

/** The task is known to have stopped; what was overtaken still tells when it ran, or how it exited. */
function addLateNews(stored: StoredTask, input: StateChange, context: { readonly root: string }) {
  const { task } = stored;
  const { exitCode } = endingOf(input);
  if (input.status === "RUNNING" && task.reportedRunningAt === undefined && task.reportedStoppedAt !== undefined) {
    return updateTask(context, { ...task, reportedRunningAt: task.reportedStoppedAt }, stored);
  }
  if (input.status === "STOPPED" && task.exitCode === undefined && exitCode !== undefined) {
    return updateTask(context, { ...task, exitCode }, stored);
  }
  return [];
}
