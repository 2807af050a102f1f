import type { Principal } from "../../../core/context.ts";
import type { TaskSpec } from "../../../ports/task-runtime.ts";
import { type Done, type Outside, operation, type RequestContext } from "../../service.ts";
import { parseTaskArn, taskArn } from "../address.ts";
import { logStream } from "../log-stream.ts";
import type { Task } from "../model.ts";
import { openSource } from "../source-files.ts";
import { SourceError } from "../source-limits.ts";
import { findTask } from "../stored.ts";
import type { StoredTask } from "../table.ts";
import { ended, placed } from "../task-changes.ts";

export interface TaskReference {
  /** The task's ARN. */
  readonly task: string;
}

/** Has Fargate's runtime start a task. An effect: it may come twice, and starting what runs changes nothing. */
export const placeTask = operation<TaskReference, Record<string, never>>()({
  service: "ecs",
  name: "PlaceTask",
  internal: true,

  async prefetch({ task }, tools) {
    const address = parseTaskArn(task);
    return address && (await findTask(address, tools));
  },

  commit(stored, _input, context) {
    if (!stored || !isWaiting(stored.task)) return { output: {} };
    return { call: (outside) => place(stored, outside, context) };
  },
});

/** Neither stopped meanwhile nor placed before. */
function isWaiting({ desiredStatus, placedAt, reportedRunningAt }: Task): boolean {
  return desiredStatus === "RUNNING" && placedAt === undefined && reportedRunningAt === undefined;
}

async function place(
  stored: StoredTask,
  outside: Outside,
  context: RequestContext,
): Promise<Done<Record<string, never>>> {
  try {
    await outside.tasks.start(await specOf(stored.task, outside, context));
    return { output: {}, ...placed(stored, context, context.now) };
  } catch (error) {
    // AWS doesn't try such a task again either: it stops, and its service starts another.
    const what = error instanceof SourceError ? "CannotPullContainerError" : "CannotStartContainerError";
    const reason = `${what}: ${error instanceof Error ? error.message : String(error)}`;
    return { output: {}, ...ended(stored, { code: "TaskFailedToStart", reason }, context, context.now) };
  }
}

async function specOf(task: Task, outside: Outside, { root }: RequestContext): Promise<TaskSpec> {
  const { run, cpu, memory } = task;
  const arn = taskArn(task);
  const as: Principal = { kind: "service", service: "ecs-tasks.amazonaws.com", sourceArn: arn };
  return {
    root,
    task: arn,
    image: run.image,
    command: run.command,
    cpu,
    memory,
    ...(run.memoryLimit === undefined ? {} : { memoryLimit: run.memoryLimit }),
    environment: run.environment,
    ...(run.port === undefined ? {} : { port: run.port }),
    ...(run.source ? { files: await openSource(run.source, as, outside) } : {}),
    stopTimeoutSeconds: run.stopTimeoutSeconds,
    logStream: logStream(root, task),
  };
}
